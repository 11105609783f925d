import Foundation
import Geography
import TestSupport
import Testing
import Travel

/// Service areas in random worlds, held to the distances themselves.
@Suite struct ServiceAreaPropertyTests {
  /// The land of a window: all of it but the areas.
  static func landArea(_ distance: BarrierDistance, in window: PlanarBox) throws -> Double {
    let water = distance.barriers.flatMap(\.shapes).compactMap { shape -> PlanarPolygon? in
      guard case .area(let polygon) = shape else { return nil }
      return polygon
    }
    let all = window.width * window.height
    guard !water.isEmpty else { return all }
    return try PlanarPolygon.union(of: water).reduce(all) { left, polygon in
      try polygon.clipped(to: window).reduce(left) { $0 - $1.area }
    }
  }

  /// What is wrong with the areas of a world; nil where nothing is.
  static func fault(
    _ distance: BarrierDistance, sites: [PlanarPoint], window: PlanarBox, tolerance: Double,
    points: Int, slack: Double = 0, _ generator: inout RepeatableGenerator
  ) throws -> String? {
    let areas = ServiceAreas.of(
      sites: sites, distance: distance, within: window, tolerance: tolerance)
    // Walls that cross anywhere can enclose pockets of any size.
    let oracle = ServiceAreaOracle(
      areas: areas, window: window, tolerance: tolerance, crumbLimit: slack > 0 ? 3 : 0)
    let land = try landArea(distance, in: window)
    if let fault = try oracle.fault(landArea: land, slack: slack) { return fault }
    let places = (0..<points).map { _ in ServiceAreaTests.place(in: window, &generator) }
      .filter { distance.whereabouts(of: $0) == .land }
    let (origins, destinations) = (distance.prepare(places), distance.prepare(sites))
    let chosen = Array(sites.indices)
    let nearest = distance.nearest(from: origins, among: destinations, chosen: chosen)
    let table = distance.distances(from: origins, to: destinations, chosen: chosen)
    for (index, place) in places.enumerated() {
      let fault = oracle.fault(at: place, nearest: nearest.distances[index]) { table[$0, index] }
      if let fault { return fault }
    }
    return nil
  }

  @Test("In small worlds full of joints each place belongs to its nearest site")
  func latticeWorlds() throws {
    try forEverySeed(in: 0...249) { generator in
      let world = LatticeWorld(using: &generator)
      guard let distance = try? world.provider() else { return true }
      // Sometimes the window runs along walls and through their corners.
      let inset = [-1, -1, 2, 3, 4].randomElement(using: &generator) ?? 0
      let low = world.metres(LatticeWorld.Place(inset, inset))
      let high = world.metres(LatticeWorld.Place(12 - inset, 13 - inset))
      var sites = world.points.prefix(4).map(world.metres)
      let window = PlanarBox([low, high])
      if Bool.random(using: &generator) {
        sites = sites.map { _ in ServiceAreaTests.place(in: window, &generator) }
      }
      let fault = try Self.fault(
        distance, sites: sites, window: window, tolerance: world.scale / 20, points: 60,
        &generator)
      if let fault { print(fault, "\n\(world)\nscale \(world.scale)", sites) }
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
      let fault = try Self.fault(
        distance, sites: sites, window: window, tolerance: tolerance, points: 200,
        // Banks of a kilometre or two, moved by half a millimetre.
        slack: 0.5, &generator)
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
