import Exchange
import Geography
import Travel

extension ClusterSpaceBuilder {
  /// Distances in a world of barriers, zones or streets, as planning knows it.
  func inWorld<User: ClusterSpaceUser>(for user: User) throws -> User.Outcome {
    let plan = try worldSettings()
    var reader = InputReader(plan)
    var data = InputData()
    data.barriers = reader.barriers()
    data.crossings = reader.crossings()
    data.network = reader.network()
    try reader.finish()
    let frame =
      try frame ?? MapFrame(.automatic, over: data.network?.positions ?? data.worldPositions)
    var findings = reader.findings
    var barriers: BarrierWorld?
    if plan.usesBarriers {
      let made = try BarrierWorld(settings: plan, data: data, frame: frame)
      findings += made.findings
      barriers = made
    }
    var locations = rows.locations
    var others = beside?.locations ?? []
    var streets: StreetWorld?
    if let network = data.network {
      var made = try StreetWorld(network, settings: plan, frame: frame, barriers: barriers)
      findings += made.findings
      findings += try made.settle(&locations, noun: "row").findings
      findings += try made.settle(&others, noun: "row").findings
      streets = made
    }
    let builder = WorldBuilder(
      settings: plan, data: data, frame: frame, barriers: barriers, streets: streets)
    return try builder.build(
      for: WorldSpace(
        user: user, locations: locations, beside: others,
        barriers: try frame.barriers(data.barriers), findings: findings))
  }

  private func worldSettings() throws -> PlanSettings {
    let metric = settings.usedMetric
    var scenario = Scenario()
    scenario.encodings = settings.files.encodings
    scenario.barriers = settings.files.barriers
    scenario.crossings = settings.files.crossings
    scenario.zones = settings.files.zones
    scenario.streets = settings.files.streets
    scenario.streetNodes = settings.files.streetNodes
    scenario.snapLimit = settings.files.snapLimit
    scenario.open = settings.files.open
    scenario.close = settings.files.close
    scenario.distance =
      switch metric {
      case .zones: .zones
      case .network: .network
      default: .barriers
      }
    if let frame {
      if !frame.isGeographic { scenario.crs = "planar" }
    } else {
      scenario.crs = settings.crs
    }
    var plan = PlanSettings(scenario)
    plan.wraps = settings.wraps
    try plan.validateTravel()
    return plan
  }
}

/// Hands a world of planning on as distances between rows.
private struct WorldSpace<User: ClusterSpaceUser>: TravelWorldUser {
  let user: User
  let locations: [Location]
  let beside: [Location]
  let barriers: [Barrier]
  let findings: [Finding]

  func use<Provider: DistanceProvider>(
    _ world: TravelWorld<Provider>
  ) throws -> User.Outcome {
    var space = ClusterSpace(
      provider: world.provider, places: try world.origins(locations),
      beside: try world.origins(beside), point: world.point)
    if let areas = world.areas {
      space.areas = { areas($0, $1, ServiceAreas.defaultTolerance) }
    }
    space.barriers = barriers
    space.findings = findings
    return try user.use(space)
  }
}
