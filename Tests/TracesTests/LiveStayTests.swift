import Foundation
import Geography
import TestSupport
import Testing

@testable import Traces

/// Stays told as they end, held against those of the whole trace.
@Suite struct LiveStayTests {
  /// Some days of a life as phones record it: outliers, leaps, gaps, sleep, twice the same time, unsure
  /// fixes and wrong clocks, in the order of time.
  private func recorded(_ generator: inout RepeatableGenerator) -> [Fix] {
    var maker = TraceMaker.life(
      days: 2, noise: Double.random(in: 0...15, using: &generator), seed: generator.next())
    if Bool.random(using: &generator) { wander(&maker, &generator) }
    var fixes: [Fix] = []
    var asleepUntil: Int64 = 0
    var leapUntil: Int64 = 0
    var leap = 0.0
    func isRare(_ one: Int) -> Bool { Int.random(in: 0..<one, using: &generator) == 0 }
    for var fix in maker.fixes {
      if isRare(700) {
        asleepUntil = fix.time + Int64.random(in: 1...300, using: &generator) * 60_000
      }
      if fix.time < asleepUntil { continue }
      if isRare(900) {
        leapUntil = fix.time + Int64.random(in: 20...700, using: &generator) * 1000
        leap = Double.random(in: -0.01...0.01, using: &generator)
      }
      if fix.time < leapUntil { fix.coordinate.latitude += leap }
      if isRare(300) {
        fix.coordinate.longitude += Double.random(in: -0.3...0.3, using: &generator)
      }
      if isRare(400) { fix.accuracy = 900 }
      if isRare(2000) { fix.time = Int64.random(in: 0...100, using: &generator) }
      fixes.append(fix)
      if isRare(200) {
        var twin = fix
        twin.id += "b"
        twin.coordinate.latitude += isRare(2) ? 0 : 0.004
        fixes.append(twin)
      }
    }
    return fixes
  }

  /// Many short stays near each other, with ways of all lengths between them.
  private func wander(_ maker: inout TraceMaker, _ generator: inout RepeatableGenerator) {
    let steps: [Double] = [5, 20, 60, 240]
    let reaches: [Double] = [60, 150, 400, 3000]
    for _ in 0..<40 {
      maker.step = steps.randomElement(using: &generator) ?? 20
      let reach = reaches.randomElement(using: &generator) ?? 60
      let x = maker.x + Double.random(in: -reach...reach, using: &generator)
      let y = maker.y + Double.random(in: -reach...reach, using: &generator)
      maker.go(x, y, speed: Double.random(in: 0.3...20, using: &generator))
      if Bool.random(using: &generator) {
        maker.stand(Double.random(in: 60...2000, using: &generator))
      } else {
        maker.sleep(Double.random(in: 60...9000, using: &generator))
      }
    }
  }

  private func told(_ fixes: [Fix]) -> [LiveStays.Ended] {
    var live = LiveStays()
    var told: [LiveStays.Ended] = []
    for fix in fixes { told += live.add(fix) }
    return told + live.finish()
  }

  private func whole(_ fixes: [Fix]) -> [LiveStays.Ended] {
    var trace = Trace(person: "a", fixes: fixes)
    trace.sort()
    return TraceMaker.stays(fixes).map { stay in
      LiveStays.Ended(
        stay: stay, firstID: trace.id(stay.firstFix), lastID: trace.id(stay.lastFix))
    }
  }

  /// All but numbers of fixes, which count those that came too late.
  private func comparable(_ ended: [LiveStays.Ended]) -> [LiveStays.Ended] {
    ended.map { one in
      var one = one
      (one.stay.firstFix, one.stay.lastFix) = (0, 0)
      return one
    }
  }

  @Test("They are the same in every respect, whatever phones record")
  func same() {
    forEverySeed(in: 0...19) { generator in
      let fixes = recorded(&generator)
      return comparable(told(fixes)) == comparable(whole(fixes))
    }
  }

  @Test("In a trace without faults the numbers of their fixes are the same as well")
  func clean() {
    forEverySeed(in: 0...4) { generator in
      let fixes = TraceMaker.life(days: 2, seed: generator.next()).fixes
      return told(fixes) == whole(fixes)
    }
  }

  @Test("A leap out of rest for some minutes neither ends nor parts a stay")
  func leap() {
    var maker = TraceMaker()
    maker.noise = 4
    maker.stand(1800)
    maker.x = 400
    maker.stand(240)
    maker.x = 0
    maker.stand(1800)
    maker.go(9000, 0, speed: 9)
    let stays = told(maker.fixes)
    #expect(stays.count == 1 && stays[0].stay.dwell > 3600)
  }

  @Test("A stay is told within a quarter of an hour of driving away, not when all is over")
  func soon() throws {
    var maker = TraceMaker()
    maker.noise = 4
    maker.stand(1800)
    maker.go(60_000, 0, speed: 12)
    var live = LiveStays()
    let found = try #require(maker.fixes.first { !live.add($0).isEmpty })
    #expect(found.time - TraceMaker.time(1800) < 900_000)
  }

  @Test("A clock that ran ahead for one fix does not make all later ones too late")
  func clock() {
    var maker = TraceMaker()
    maker.stand(1800)
    var fixes = maker.fixes
    fixes[20].time += 40 * 365 * 86_400_000
    var live = LiveStays()
    live.cleaning.now = TraceMaker.time(86_400)
    for fix in fixes { #expect(live.add(fix).isEmpty) }
    #expect(live.removed == 1)
    #expect(live.finish().map(\.stay.dwell) == [1790])
  }

  @Test("A stream that goes on for months keeps little of it")
  func memory() {
    var maker = TraceMaker.life(days: 3)
    maker.go(3000, 500, speed: 5)
    var live = LiveStays()
    var most = 0
    for fix in maker.fixes {
      _ = live.add(fix)
      most = max(most, live.held)
    }
    // The longest stay is a night of 8 hours, a fix every 20 s.
    #expect(most < 3600)
  }
}
