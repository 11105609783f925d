import Foundation
import Geography
import Testing

@testable import Traces

@Suite struct PlaceTests {
  /// Visits to points on a line, each on a day of its own.
  private func visits(to xs: [Double], noise: Double = 0) -> [Fix] {
    var maker = TraceMaker()
    maker.noise = noise
    maker.step = 20
    for (day, x) in xs.enumerated() {
      maker.clock = Double(day) * 86_400 + 36_000
      (maker.x, maker.y) = (x + 3000, 1000)
      maker.go(x, 0, speed: 8)
      maker.stand(1800)
      // Not where the next day begins: a gap with the same place at both ends is a stay.
      maker.go(x + 3000, -2000, speed: 8)
    }
    return maker.fixes
  }

  private func options(_ radius: Double) -> PlaceOptions {
    var options = PlaceOptions()
    options.radius = radius
    return options
  }

  @Test("Two shops 40 m apart stay two at 25 m and are one at 100 m")
  func shops() {
    let fixes = visits(to: [0, 40, 0, 40, 0, 40])
    #expect(TraceMaker.places([fixes], places: options(25)).map(\.visits.count) == [3, 3])
    #expect(TraceMaker.places([fixes], places: options(100)).map(\.visits.count) == [6])
  }

  @Test("Two shops 100 m apart stay two without any options")
  func neighbours() {
    let fixes = visits(to: [0, 100, 0, 100, 0, 100], noise: 8)
    #expect(TraceMaker.places([fixes]).map(\.visits.count) == [3, 3])
  }

  @Test("A chain of stays does not grow into one place")
  func chain() {
    let fixes = visits(to: (0..<20).map { Double($0) * 30 })
    let places = TraceMaker.places([fixes])
    #expect(places.count > 4)
    for place in places {
      for corner in place.extent {
        let off = ChordDistance().distance(
          from: EarthPoint(corner), to: EarthPoint(place.center))
        #expect(off < 110)
      }
    }
  }

  @Test("A night is one visit, on two days")
  func night() throws {
    var maker = TraceMaker()
    maker.step = 60
    maker.clock = 18 * 3600
    maker.stand(14 * 3600)
    let places = TraceMaker.places([maker.fixes])
    try #require(places.count == 1)
    #expect(places[0].visits.count == 1)
    #expect(places[0].days == 2)
    // 18 to 8 UTC is 19 to 9 an hour further east.
    let hours = places[0].profile
    #expect(abs(hours.seconds[19] - 3600) < 120 && hours.seconds[18] == 0)
    #expect(abs(hours.total - 14 * 3600) < 120)
  }

  @Test("Home is home and work is work, by day and by night", arguments: [8.0, 21.0])
  func homeAndWork(begin: Double) throws {
    var maker = TraceMaker()
    maker.noise = 5
    maker.step = 60
    for day in 0..<7 {
      maker.stand(Double(day) * 86_400 + begin * 3600 - maker.clock)
      guard day < 5 else { continue }
      maker.go(4000, 0, speed: 8)
      maker.stand(8.5 * 3600)
      maker.go(0, 0, speed: 8)
    }
    maker.stand(10 * 3600)
    let places = TraceMaker.places([maker.fixes])
    let home = places.first { $0.suggestion?.kind == .home }
    let work = places.first { $0.suggestion?.kind == .work }
    let middle = EarthPoint(maker.coordinate(0, 0))
    let office = EarthPoint(maker.coordinate(4000, 0))
    let atHome = try #require(home)
    let atWork = try #require(work)
    #expect(ChordDistance().distance(from: EarthPoint(atHome.center), to: middle) < 20)
    #expect(ChordDistance().distance(from: EarthPoint(atWork.center), to: office) < 20)
    #expect(try #require(atHome.suggestion).confidence > 0.5)
    #expect(!(try #require(atHome.suggestion).reason.isEmpty))
  }

  @Test("Places of all people are shared")
  func shared() {
    let one = visits(to: [0, 2000])
    let other = visits(to: [10, 5000])
    let places = TraceMaker.places([one, other], shared: true)
    #expect(places.count == 3)
    #expect(Set(places[0].visits.map(\.person)) == [0, 1])
  }

  @Test("One call finds the places of traces in any order")
  func oneCall() {
    let fixes = visits(to: [0, 2000, 0])
    let trace = Trace(person: "p0", fixes: fixes.reversed())
    #expect(frequentPlaces(in: [trace]) == TraceMaker.places([fixes]))
  }

  @Test("Time zones with summer time are kept")
  func zone() throws {
    let zone = try #require(TimeZone(identifier: "Europe/Zurich"))
    let clock = LocalClock.zone(zone)
    let place = GeoCoordinate(longitude: 8.5, latitude: 47.4)
    #expect(clock.offset(at: 1_767_571_200_000, place, recorded: nil) == 3600)
    #expect(clock.offset(at: 1_783_000_000_000, place, recorded: nil) == 7200)
    #expect(LocalClock.longitude.offset(at: 0, place, recorded: nil) == 3600)
    #expect(LocalClock.longitude.offset(at: 0, place, recorded: 120) == 7200)
  }
}

@Suite struct FixIDTests {
  @Test(
    "Ids come back as they went in",
    arguments: [
      ["u-008", "u-009", "u-010", "u-011"], ["7", "8", "9", "10", "11"], ["a", "a", "b", ""],
      ["007", "008", "1", "x9", "x10", "x10"], ["99", "00", "01"],
    ])
  func kept(_ list: [String]) {
    var ids = FixIDs()
    for id in list { ids.append(id) }
    #expect((0..<ids.count).map { ids[$0] } == list)
    var twice = ids
    twice.append(ids)
    #expect((0..<twice.count).map { twice[$0] } == list + list)
  }
}
