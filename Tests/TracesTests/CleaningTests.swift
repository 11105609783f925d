import Geography
import Testing

@testable import Traces

@Suite struct CleaningTests {
  /// The reasons for which fixes are taken out, by id.
  private func removed(
    _ fixes: [Fix], _ options: CleaningOptions = CleaningOptions()
  ) -> [String: RemovalReason] {
    var trace = Trace(person: "a", fixes: fixes)
    trace.sort()
    let cleaner = TraceCleaner(trace, options: options)
    var reasons: [String: RemovalReason] = [:]
    for (index, verdict) in cleaner.verdicts.enumerated() {
      if let reason = RemovalReason(rawValue: verdict) { reasons[trace.id(index)] = reason }
    }
    #expect(cleaner.clean.count + reasons.count == fixes.count)
    return reasons
  }

  private func drive(_ speed: Double = 20) -> [Fix] {
    var maker = TraceMaker()
    maker.go(8000, 0, speed: speed)
    return maker.fixes
  }

  @Test("A good trace loses nothing", arguments: [1.3, 20, 60, 250])
  func nothing(speed: Double) { #expect(removed(drive(speed)).isEmpty) }

  @Test("A lone jump with good accuracy goes", arguments: [1500.0, 4000, 300_000])
  func spike(metres: Double) {
    var fixes = drive()
    fixes[10].coordinate.latitude += metres / 111_000
    #expect(removed(fixes) == ["f10": .spike])
  }

  @Test("A short run of wrong fixes goes")
  func run() {
    var fixes = drive()
    for index in 10...12 { fixes[index].coordinate.latitude += 0.05 }
    #expect(removed(fixes) == ["f10": .spike, "f11": .spike, "f12": .spike])
  }

  @Test(
    "A leap out of rest to another spot and home again goes, however many fixes it has",
    arguments: [150.0, 260, 1200, 9000])
  func leap(metres: Double) {
    var maker = TraceMaker()
    maker.step = 5
    maker.noise = 4
    maker.stand(600)
    let begin = maker.fixes.count
    maker.x = metres
    maker.stand(150)
    let end = maker.fixes.count
    maker.x = 0
    maker.stand(600)
    let wrong = removed(maker.fixes)
    #expect(wrong.count == end - begin)
    #expect((begin..<end).allSatisfy { wrong["f\($0)"] == .spike })
    #expect(maker.stays.count == 1)
  }

  @Test("Who drives off, turns round and comes home has not leapt", arguments: [5.0, 10, 20, 30])
  func turn(step: Double) {
    var maker = TraceMaker()
    maker.step = step
    maker.stand(600)
    for (x, speed) in [(30.0, 4.0), (120, 9), (900, 15), (120, 15), (30, 9), (0, 4)] {
      maker.go(x, 0, speed: speed)
    }
    maker.stand(600)
    #expect(removed(maker.fixes).isEmpty)
  }

  @Test("A leap without a way back is a trip without reception")
  func noWayBack() {
    var maker = TraceMaker()
    maker.stand(600)
    maker.x = 900
    maker.stand(1200)
    #expect(removed(maker.fixes).isEmpty)
    #expect(maker.stays.count == 2)
  }

  @Test("A wrong first fix goes, and the right ones stay")
  func first() {
    var fixes = drive()
    fixes[0].coordinate.latitude += 0.05
    #expect(removed(fixes) == ["f0": .spike])
  }

  @Test("Unsure fixes go")
  func accuracy() {
    var fixes = drive()
    fixes[3].accuracy = 900
    #expect(removed(fixes) == ["f3": .badAccuracy])
  }

  @Test("Of two fixes of one time the one nearer to the way stays; equal ones are duplicates")
  func sameTime() {
    var fixes = drive()
    var twin = fixes[5]
    twin.id = "g"
    var other = fixes[9]
    other.id = "h"
    other.coordinate.latitude += 0.003
    fixes += [twin, other]
    #expect(removed(fixes) == ["g": .duplicate, "h": .sameTime])
  }

  @Test("Clocks that were never set, run ahead or jump are found")
  func clocks() {
    var fixes = drive()
    fixes[0].time = 0
    fixes[1].time = TraceMaker.time(9e9)
    fixes[2].time -= 619_315_200_000
    var options = CleaningOptions()
    options.now = TraceMaker.time(1e6)
    #expect(
      removed(fixes, options) == ["f0": .clockNotSet, "f1": .inTheFuture, "f2": .clockJump])
  }
}
