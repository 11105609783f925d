import Foundation
import Geography
import TestSupport
import Testing

@testable import Traces

/// What must not change the answer.
@Suite struct TracePropertyTests {
  private func ids(_ places: [Place]) -> [[Int64]] {
    places.map { place in place.visits.flatMap { [$0.arrival, $0.departure, Int64($0.samples)] } }
  }

  @Test("The order of rows does not matter")
  func shuffled() {
    forEverySeed(in: 0...9) { generator in
      let fixes = TraceMaker.life(days: 2, seed: generator.next()).fixes
      let shuffled = fixes.shuffled(using: &generator)
      return TraceMaker.places([fixes]) == TraceMaker.places([shuffled])
    }
  }

  @Test("A trace moved in time by days has the same stays, moved")
  func movedInTime() {
    forEverySeed(in: 0...9) { generator in
      let fixes = TraceMaker.life(days: 2, seed: generator.next()).fixes
      let shift = Int64.random(in: -1000...1000, using: &generator) * 86_400_000
      let moved = fixes.map { fix in
        var fix = fix
        fix.time += shift
        return fix
      }
      let (one, other) = (TraceMaker.stays(fixes), TraceMaker.stays(moved))
      return one.map(\.arrival) == other.map { $0.arrival - shift }
        && one.map(\.departure) == other.map { $0.departure - shift }
        && one.map(\.center) == other.map(\.center)
    }
  }

  @Test("A trace moved to the east has the same stays, moved")
  func movedInSpace() {
    forEverySeed(in: 0...9) { generator in
      let fixes = TraceMaker.life(days: 2, seed: generator.next()).fixes
      let shift = Double.random(in: -8...160, using: &generator)
      let moved = fixes.map { fix in
        var fix = fix
        fix.coordinate.longitude += shift
        return fix
      }
      let (one, other) = (TraceMaker.stays(fixes), TraceMaker.stays(moved))
      return one.map(\.arrival) == other.map(\.arrival)
        && one.map(\.departure) == other.map(\.departure)
        && zip(one, other).allSatisfy {
          abs($0.center.longitude + shift - $1.center.longitude) < 1e-6
            && abs($0.center.latitude - $1.center.latitude) < 1e-6
        }
    }
  }

  @Test("Rows that come twice change nothing")
  func duplicated() {
    forEverySeed(in: 0...9) { generator in
      let fixes = TraceMaker.life(days: 2, seed: generator.next()).fixes
      let twice = fixes + fixes.filter { _ in Int.random(in: 0..<20, using: &generator) == 0 }
      return ids(TraceMaker.places([fixes])) == ids(TraceMaker.places([twice]))
    }
  }

  @Test("Parts of a trace, read after each other, are the trace")
  func split() {
    forEverySeed(in: 0...9) { generator in
      let fixes = TraceMaker.life(days: 2, seed: generator.next()).fixes
      let cut = Int.random(in: 1..<fixes.count, using: &generator)
      var one = Trace(person: "a", fixes: fixes[cut...])
      one.append(Trace(person: "a", fixes: fixes[..<cut]))
      var other = Trace(person: "a", fixes: fixes)
      one.sort()
      other.sort()
      return (0..<fixes.count).allSatisfy { one[$0] == other[$0] }
    }
  }

  @Test("One outlier changes no stay")
  func outlier() {
    forEverySeed(in: 0...29) { generator in
      var fixes = TraceMaker.life(days: 1, seed: generator.next()).fixes
      let stays = TraceMaker.stays(fixes)
      let index = Int.random(in: 1..<fixes.count - 1, using: &generator)
      var wrong = fixes[index]
      wrong.id = "wrong"
      wrong.time += 7000
      // From 300 m to 100 km.
      wrong.coordinate.latitude += 0.0027 * pow(10, Double.random(in: 0...2.5, using: &generator))
      fixes.append(wrong)
      let found = TraceMaker.stays(fixes)
      return stays.map(\.arrival) == found.map(\.arrival)
        && stays.map(\.departure) == found.map(\.departure)
    }
  }
}
