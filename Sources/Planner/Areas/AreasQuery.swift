import Exchange
import Geography
import Travel

/// The service areas of given facilities: who is nearest to which, without any demand.
///
///     var scenario = Scenario()
///     scenario.barriers = "river.geojson"
///     scenario.crossings = "bridges.geojson"
///     let query = AreasQuery(PlanSettings(scenario), facilities: "schools.csv")
///     try query.run(writingTo: "areas.geojson")
public struct AreasQuery: Sendable {
  /// Barriers and crossings; demand and sites are not looked at.
  public let settings: PlanSettings
  /// A file of points.
  public let facilities: String
  /// Metres of land around the outermost facilities; nil for a quarter of their extent, and a
  /// kilometre at least.
  public let margin: Double?
  /// Metres that a border may lie from the true one.
  public let tolerance: Double
  /// The column of ids; nil to find it by its name.
  public var idColumn: String?
  /// Whether areas carry the keys of simplestyle, in the colours of a map.
  public var withStyle = false
  /// Whether a file with something in it may be replaced.
  public var force = false

  public init(
    _ settings: PlanSettings, facilities: String, margin: Double? = nil,
    tolerance: Double = 1
  ) {
    self.settings = settings
    self.facilities = facilities
    self.margin = margin
    self.tolerance = tolerance
  }

  /// Writes the areas as GeoJSON, whole or not at all; `-` is standard output.
  ///
  /// - Parameters:
  ///   - path: The file to write.
  ///   - told: Findings as soon as they are known, before the areas are worked out.
  /// - Throws: ``SettingsError``, what is wrong with the data, or an `OutputError`.
  public func run(writingTo path: String, told: ([Finding]) -> Void = { _ in }) throws {
    try AtomicFile.check(path, force: force)
    var conflict = OutputConflict(inputs: settings.scenario.inputFiles + [facilities])
    try conflict.add(file: path)
    for (option, value) in [("--margin", margin), ("--tolerance", tolerance)] {
      if let value, !(value > 0 && value.isFinite) {
        throw SettingsError.notPositive(option: option, value: value)
      }
    }
    for (option, value, least) in [
      ("--margin", margin ?? 0, 0), ("--tolerance", tolerance, ServiceAreas.leastTolerance),
    ] {
      let range = least...CoordinateRange.planarReach
      if !range.contains(value) {
        throw SettingsError.lengthOutOfRange(option: option, value: value, range: range)
      }
    }
    guard [.barriers, .straight, .manhattan].contains(settings.distance) else {
      throw SettingsError.noAreas(settings.distance.rawValue)
    }
    try settings.validateTravel()
    var reader = InputReader(settings)
    var data = InputData()
    data.sites = reader.places(
      Scenario.Points(file: facilities, columns: idColumn.map { [.id: $0] } ?? [:]),
      idOption: "--id")
    let checked = try CheckedData(settings, pointsOf: &data, reader: &reader)
    told(checked.findings)
    let areas = try checked.builder.build(
      for: AreaDivision(
        facilities: checked.siteLocations, window: window(around: checked.siteLocations),
        tolerance: tolerance))
    var layer = try checked.frame.layer(
      of: areas, named: checked.siteLocations.map { ($0.id, $0.name ?? $0.id) },
      properties: data.sites.map(\.record.properties),
      metadata: Provenance(settings, inputs: data.inputs).members)
    if withStyle {
      layer = layer.styled(
        areasOf: areas.map(\.site), points: try checked.siteLocations.map { try $0.requiredPoint() }
      )
    }
    try AtomicFile.write(
      GeoJSONWriter(coordinates: checked.frame.coordinates).encode(layer), to: path, force: force)
  }

  private func window(around facilities: [Location]) -> PlanarBox {
    let box = PlanarBox(facilities.compactMap(\.point))
    return box.expanded(by: margin ?? max(1000, 0.25 * max(box.width, box.height)))
  }
}

/// Divides the land of a world among facilities.
private struct AreaDivision: TravelWorldUser {
  let facilities: [Location]
  let window: PlanarBox
  let tolerance: Double

  func use<Provider: DistanceProvider>(_ world: TravelWorld<Provider>) throws -> [ServiceArea] {
    let places = try facilities.map { try $0.requiredPoint() }
    return world.areas?(places, window, tolerance) ?? []
  }
}
