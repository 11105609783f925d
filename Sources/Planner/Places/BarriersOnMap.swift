import Exchange
import Geography
import Traces
package import Travel

/// Rivers and railways around the stays, on a flat map of their own; stays far from all of them, as on
/// journeys, are not on it.
package struct BarriersOnMap: Sendable {
  package let distance: BarrierDistance
  package let findings: [Finding]
  package let barriers: [Barrier]
  private let frame: MapFrame
  private let reach: Reach

  /// Metres from the barriers beyond which stays are not on the map.
  private static let farthest = 100_000.0

  init(_ settings: PlacesSettings, stays: [Stay]) throws {
    var scenario = Scenario()
    scenario.encodings = settings.encodings
    scenario.barriers = settings.barriers
    scenario.crossings = settings.crossings
    scenario.distance = .barriers
    scenario.open = settings.open
    scenario.close = settings.close
    var plan = PlanSettings(scenario)
    plan.wraps = settings.wraps
    var reader = InputReader(plan)
    var data = InputData()
    data.barriers = reader.barriers()
    data.crossings = reader.crossings()
    try reader.finish()
    let reach = Reach(data.barriers.map(\.geometry), metres: Self.farthest)
    let near = stays.map(\.center).filter(reach.holds)
    do {
      frame = try MapFrame(
        .automatic, over: near.map { Position($0.longitude, $0.latitude) })
    } catch {
      throw PlacesError.barriersTooFarApart(why: "\(error)")
    }
    // Without a stay there is no map to put barriers on, and nothing to keep apart.
    if near.isEmpty { (data.barriers, data.crossings) = ([], []) }
    let world = try BarrierWorld(settings: plan, data: data, frame: frame)
    distance = world.distance
    barriers = try frame.barriers(data.barriers)
    self.reach = reach
    var findings = (near.isEmpty ? [] : [frame.finding]) + reader.findings + world.findings
    if near.count < stays.count {
      findings.append(
        Finding(
          near.isEmpty ? .warning : .note,
          "\(Count.of(stays.count - near.count, "stay")) farther than "
            + "\(Int(clamping: Self.farthest / 1000)) km from all barriers: distances there are straight"
        ))
    }
    self.findings = findings
  }

  /// Whether a place is on the map.
  func holds(_ place: GeoCoordinate) -> Bool { reach.holds(place) }

  func points(_ coordinates: [GeoCoordinate]) throws -> [PlanarPoint] {
    try frame.points(coordinates.map { Position($0.longitude, $0.latitude) })
  }

  func positions(_ points: [PlanarPoint]) throws -> [Position] { try frame.positions(points) }

  /// Where places are for ``DistanceNearBarriers``.
  func places(_ coordinates: [GeoCoordinate]) throws -> [DistanceNearBarriers.Place] {
    try coordinates.map { coordinate in
      DistanceNearBarriers.Place(
        earth: EarthPoint(coordinate),
        map: holds(coordinate) ? try points([coordinate]).first : nil)
    }
  }
}

/// The degrees around geometries.
private struct Reach: Sendable {
  private var south = Double.infinity
  private var north = -Double.infinity
  private var west = Double.infinity
  private var east = -Double.infinity

  init(_ geometries: [Geometry], metres: Double) {
    for geometry in geometries {
      geometry.forEachPosition { position in
        south = min(south, position.y)
        north = max(north, position.y)
        west = min(west, position.x)
        east = max(east, position.x)
      }
    }
    guard south <= north else { return }
    south -= metres / 110_000
    north += metres / 110_000
    let scale = LocalScale(latitude: max(south.magnitude, north.magnitude) * 1e7)
    let margin = min(180, metres / scale.east / 1e7)
    west -= margin
    east += margin
  }

  func holds(_ place: GeoCoordinate) -> Bool {
    guard place.latitude >= south, place.latitude <= north else { return false }
    // A margin may lead over the antimeridian.
    return [0, 360, -360].contains { turn in
      place.longitude + turn >= west && place.longitude + turn <= east
    }
  }
}

/// Distances around barriers for places on their map, straight ones for all others.
package struct DistanceNearBarriers: DistanceProvider {
  let barriers: BarrierDistance

  package struct Place: Hashable, Sendable {
    var earth: EarthPoint
    /// Nil far from all barriers.
    var map: PlanarPoint?
  }

  package var isSymmetric: Bool { barriers.isSymmetric }

  package func distance(from origin: Place, to destination: Place) -> Double {
    guard let one = origin.map, let other = destination.map else {
      return lowerBound(from: origin, to: destination)
    }
    return barriers.distance(from: one, to: other)
  }

  package func lowerBound(from origin: Place, to destination: Place) -> Double {
    if let one = origin.map, let other = destination.map {
      return barriers.lowerBound(from: one, to: other)
    }
    return ChordDistance().distance(from: origin.earth, to: destination.earth)
  }
}
