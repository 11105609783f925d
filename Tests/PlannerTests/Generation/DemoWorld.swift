import Exchange
import Geography
import Testing
import Travel

/// Barriers and crossings of a demo as they stand in its files, without the planner's checks.
func demoWorld(
  barriers: [BarrierRecord], crossings: [CrossingRecord],
  points: ([Position]) throws -> [PlanarPoint]
) throws -> BarrierDistance {
  let barriers = try barriers.map { record in
    let shape: Barrier.Shape? =
      switch record.geometry {
      case .lineString(let line): .line(try points(line))
      case .polygon(let rings):
        .area(
          PlanarPolygon(
            exterior: try points(rings[0].dropLast()),
            holes: try rings.dropFirst().map { try points($0.dropLast()) }))
      default: nil
      }
    return Barrier(id: record.id, shapes: [try #require(shape)])
  }
  let crossings = try crossings.map { record in
    let shape: Crossing.Shape? =
      switch record.geometry {
      case .point(let position): try points([position]).first.map { .point($0) }
      case .lineString(let line): .line(try points(line))
      default: nil
      }
    return Crossing(
      id: record.id, shape: try #require(shape), barrierID: record.barrierID, cost: record.cost,
      isOpen: record.isOpen)
  }
  return try BarrierDistance(barriers: barriers, crossings: crossings)
}
