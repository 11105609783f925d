import Foundation
import Geography
import TestSupport
import Testing
import Travel
import TravelWorlds

/// Service areas in random worlds, held to the distances themselves.
@Suite struct ServiceAreaPropertyTests {
  @Test("In small worlds full of joints each place belongs to its nearest site")
  func latticeWorlds() throws {
    try forEverySeed(in: 0...249) { generator in
      let world = LatticeWorld(using: &generator)
      guard let distance = try? world.provider() else { return true }
      let window = world.window(&generator)
      var sites = world.points.prefix(4).map(world.metres)
      if Bool.random(using: &generator) {
        sites = sites.map { _ in ServiceAreaTests.place(in: window, &generator) }
      }
      let fault = try ServiceAreaOracle.fault(
        distance, sites: sites, window: window, tolerance: 3 * world.scale, points: 60,
        &generator)
      if let fault { print(fault, "\n\(world)", window, sites) }
      return fault == nil
    }
  }

  /// A city of winding lines and lakes that cross each other anywhere.
  static func city(_ generator: inout RepeatableGenerator) -> ([Barrier], [Crossing]) {
    var barriers: [Barrier] = []
    var crossings: [Crossing] = []
    for number in 0..<Int.random(in: 2...9, using: &generator) {
      var place = ServiceAreaTests.place(in: ServiceAreaTests.window, &generator)
      var heading = Double.random(in: 0...6, using: &generator)
      let isLake = number % 3 == 2
      let corners = (0..<Int.random(in: 3...20, using: &generator)).map { corner in
        if isLake {
          let angle = Double(corner) / 21 * 6.28
          return PlanarPoint(place.x + 80 * cos(angle), place.y + 120 * sin(angle))
        }
        heading += Double.random(in: -1...1, using: &generator)
        place = PlanarPoint(place.x + 60 * cos(heading), place.y + 60 * sin(heading))
        return place
      }
      barriers.append(
        Barrier(
          id: "B\(number)",
          shapes: [isLake ? .area(PlanarPolygon(exterior: corners)) : .line(corners)]))
      let directions: [Crossing.Direction] = [.both, .both, .leftToRight, .rightToLeft]
      guard let direction = directions.randomElement(using: &generator) else { continue }
      crossings.append(
        Crossing(
          id: "G\(number)", shape: .point(corners[corners.count / 2]), barrierID: "B\(number)",
          cost: Double.random(in: 0...100, using: &generator),
          isOpen: Int.random(in: 0..<5, using: &generator) > 0,
          direction: isLake ? .both : direction))
    }
    return (barriers, crossings)
  }

  @Test("In cities of winding barriers each place belongs to its nearest site")
  func cities() throws {
    try forEverySeed(in: 0...49) { generator in
      let (barriers, crossings) = Self.city(&generator)
      guard let distance = try? BarrierDistance(barriers: barriers, crossings: crossings) else {
        return true
      }
      let window = ServiceAreaTests.window
      let sites = (0..<Int.random(in: 1...12, using: &generator)).map { _ in
        ServiceAreaTests.place(in: window.expanded(by: 50), &generator)
      }
      let tolerance: Double = [0.05, 1.0, 20.0].randomElement(using: &generator) ?? 1
      let fault = try ServiceAreaOracle.fault(
        distance, sites: sites, window: window, tolerance: tolerance, points: 200,
        // Banks of a kilometre or two, moved by half a millimetre; pockets of any size.
        slack: 0.5, crumbLimit: 3, &generator)
      if let fault { print(fault, "tolerance", tolerance) }
      return fault == nil
    }
  }

  @Test("The same areas come out every time")
  func repeatable() throws {
    var generator = RepeatableGenerator(seed: 8)
    let (barriers, crossings) = Self.city(&generator)
    let distance = try BarrierDistance(barriers: barriers, crossings: crossings)
    let sites = (0..<9).map { _ in ServiceAreaTests.place(in: ServiceAreaTests.window, &generator) }
    let runs = (0..<5).map { _ in
      ServiceAreas.of(sites: sites, distance: distance, within: ServiceAreaTests.window)
    }
    #expect(runs.allSatisfy { $0 == runs[0] })
  }

  @Test("Neighbours share the corners of their border")
  func sharedCorners() throws {
    var generator = RepeatableGenerator(seed: 3)
    let (barriers, crossings) = Self.city(&generator)
    let distance = try BarrierDistance(barriers: barriers, crossings: crossings)
    let window = ServiceAreaTests.window
    let sites = (0..<7).map { _ in ServiceAreaTests.place(in: window, &generator) }
    let areas = ServiceAreas.of(sites: sites, distance: distance, within: window)
    struct Side: Hashable { var from, to: PlanarPoint }
    var sides: Set<Side> = []
    for ring in areas.flatMap(\.polygons).flatMap(\.rings) {
      for (a, b) in zip(ring, ring.dropFirst() + ring.prefix(1)) {
        // No side comes twice: rings are directed, and cover the land once.
        #expect(sides.insert(Side(from: a, to: b)).inserted)
      }
    }
    // Beyond a side without a neighbour is water, or the window ends.
    for side in sides where !sides.contains(Side(from: side.to, to: side.from)) {
      let length = side.from.distance(to: side.to)
      let beyond = PlanarPoint(
        (side.from.x + side.to.x) / 2 + 0.01 * (side.to.y - side.from.y) / length,
        (side.from.y + side.to.y) / 2 - 0.01 * (side.to.x - side.from.x) / length)
      #expect(!window.contains(beyond) || distance.whereabouts(of: beyond) != .land)
    }
  }
}
