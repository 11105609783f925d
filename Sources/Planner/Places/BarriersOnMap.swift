import Exchange
import Geography
import Traces
package import Travel

/// Rivers and railways around the stays, on a flat map of their own.
package struct BarriersOnMap: Sendable {
  package let distance: BarrierDistance
  package let findings: [Finding]
  package let barriers: [Barrier]
  private let frame: MapFrame

  init(_ settings: PlacesSettings, stays: [Stay]) throws {
    var scenario = Scenario()
    scenario.barriers = settings.barriers
    scenario.crossings = settings.crossings
    scenario.distance = .barriers
    scenario.open = settings.open
    scenario.close = settings.close
    let plan = PlanSettings(scenario)
    var reader = InputReader(plan)
    var data = InputData()
    data.barriers = reader.barriers()
    data.crossings = reader.crossings()
    try reader.finish()
    frame = try MapFrame(
      .automatic, over: stays.map { Position($0.center.longitude, $0.center.latitude) })
    let world = try BarrierWorld(settings: plan, data: data, frame: frame)
    distance = world.distance
    barriers = try frame.barriers(data.barriers)
    findings = [frame.finding] + reader.findings + world.findings
  }

  func points(_ coordinates: [GeoCoordinate]) throws -> [PlanarPoint] {
    try frame.points(coordinates.map { Position($0.longitude, $0.latitude) })
  }

  func positions(_ points: [PlanarPoint]) throws -> [Position] { try frame.positions(points) }
}
