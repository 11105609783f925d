import Exchange
import Foundation
import TestSupport
import Testing
import Traces

@testable import Planner

/// What is found, held against what is true.
@Suite struct PlacesTruthTests {
  private func generated(
    _ change: (inout TraceSettings) -> Void
  ) throws -> (report: PlacesReport, score: PlaceScore) {
    let fixture = try PlacesFixture()
    var settings = TraceSettings()
    settings.people = 3
    settings.days = 5
    settings.step = 30
    settings.isWorldwide = true
    change(&settings)
    let folder = fixture.folder.path("made")
    _ = try TraceGenerator(settings).write(to: folder)
    let report = try fixture.run([folder + "/fixes.csv"]) { $0.fixes = .none }
    return (report, try PlacesFixture.score(report, truth: URL(fileURLWithPath: folder)))
  }

  @Test(
    "Places and visits of generated people are found with defaults",
    arguments: [3, 12] as [UInt64])
  func dense(seed: UInt64) throws {
    let (report, score) = try generated {
      $0.seed = seed
      $0.nightWorkers = 0.34
    }
    #expect(score.places.f1 >= 0.99)
    #expect(score.visits.precision >= 0.98)
    #expect(score.visits.recall >= 0.99)
    #expect(report.places.count { $0.suggestion?.kind == .home } == 3)
  }

  @Test("Phones that sleep at rest lose few visits and make up none")
  func asleep() throws {
    let dense = try generated { $0.seed = 5 }.score
    let (report, score) = try generated {
      $0.seed = 5
      $0.sleepers = 1
    }
    #expect(score.visits.recall >= 0.85)
    #expect(score.visits.invented.count <= dense.visits.invented.count)
    #expect(report.places.count { $0.suggestion?.kind == .home } == 3)
  }

  @Test("The reference traces: every place, and every visit but one in a hundred")
  func reference() throws {
    guard let folder = ReferenceData.folder("gps") else {
      print("left out: no reference data")
      return
    }
    let fixture = try PlacesFixture()
    let report = try fixture.run([folder.appending(path: "fixes.csv.gz").path]) {
      $0.fixes = .none
    }
    let score = try PlacesFixture.score(report, truth: folder)
    #expect(score.places.truth == 50 && score.visits.truth == 182)
    #expect(score.places.f1 >= 0.99)
    #expect(score.visits.precision >= 0.98)
    #expect(score.visits.recall >= 0.99)
  }

  @Test("Made-up traces are the same bytes each time, and others by another number")
  func sameBytes() throws {
    let folder = try TestFolder()
    var settings = TraceSettings()
    settings.people = 2
    settings.days = 1
    settings.step = 60
    var texts: [String] = []
    for (name, seed) in [("a", 1), ("b", 1), ("c", 2)] as [(String, UInt64)] {
      settings.seed = seed
      _ = try TraceGenerator(settings).write(to: folder.path(name))
      texts.append(try folder.read("\(name)/fixes.csv"))
    }
    #expect(texts[0] == texts[1] && texts[0] != texts[2])
    // A person does not depend on how many others there are.
    settings.seed = 1
    settings.people = 1
    _ = try TraceGenerator(settings).write(to: folder.path("d"))
    #expect(texts[0].hasPrefix(try folder.read("d/fixes.csv")))
  }
}
