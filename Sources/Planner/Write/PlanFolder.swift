import Cartography
import Exchange

/// The folder that a plan is written to, whole or not at all.
///
/// `plan.json`, `sites.geojson`, `demand.geojson`, `assignments.csv`, `check.geojson`,
/// `routes.geojson` unless it is not wanted, `areas.geojson` where distances know the land,
/// `plan.gpkg` with all layers, `map.svg` where points have places, `curve.csv` and `curve.svg` where numbers are compared,
/// `alternatives.geojson` where there are any.
public struct PlanFolder: Sendable {
  public let path: String

  /// Looks whether the folder can be written to, before any work is done.
  ///
  /// - Throws: An `OutputError` for a folder that holds other files or cannot be written.
  public init(path: String) throws {
    self.path = path
    try OutputFolder(path: path).check()
  }

  /// The folder that a scenario or an option names; for a scenario that names none, `out/NAME`.
  ///
  /// - Throws: ``SettingsError/outputFolderMissing``, or an `OutputError`.
  public init(_ settings: PlanSettings) throws {
    let scenario = settings.scenario
    if let path = scenario.out {
      try self.init(path: path)
    } else if let file = scenario.file {
      let stem = file.split(separator: "/").last?.split(separator: ".").first.map(String.init)
      let name = scenario.name ?? stem ?? "plan"
      guard Self.isFolderName(name) else { throw SettingsError.nameIsNoFolder(name) }
      try self.init(path: "out/\(name)")
    } else {
      throw SettingsError.outputFolderMissing
    }
    var conflict = OutputConflict(inputs: scenario.inputFiles)
    try conflict.add(folder: path)
  }

  /// Whether a name is that of one folder in a folder, and not hidden.
  private static func isFolderName(_ name: String) -> Bool {
    !name.isEmpty && name.utf8.count <= 200 && name.utf8.first != UInt8(ascii: ".")
      && !name.unicodeScalars.contains { $0 == "/" || $0.properties.generalCategory == .control }
  }

  /// Writes all files of a plan.
  ///
  /// - Parameters:
  ///   - plan: What to write.
  ///   - withTiming: Whether `plan.json` tells the seconds, which differ from run to run.
  ///   - withStyle: Whether features carry the keys of simplestyle, in the colours of the map.
  /// - Returns: The names of the files.
  /// - Throws: An `OutputError`; then nothing is written.
  @discardableResult
  public func write(
    _ plan: Plan, withTiming: Bool = false, withStyle: Bool = false
  ) throws -> [String] {
    let style = withStyle ? try PlanStyle(plan) : nil
    let geojson = GeoJSONWriter(coordinates: plan.scene.frame.coordinates)
    func file(
      _ name: String, _ layer: FeatureCollection,
      _ change: (PlanStyle) -> (FeatureCollection) -> FeatureCollection
    ) -> (String, [UInt8]) {
      ("\(name).geojson", geojson.encode(style.map { change($0)(layer) } ?? layer))
    }
    var files: [(String, [UInt8])] = [
      ("plan.json", JSON.encode(.object(plan.document(withTiming: withTiming)), pretty: true)),
      file("sites", plan.sitesLayer(), PlanStyle.sites),
      file("demand", plan.demandLayer(), PlanStyle.demand),
      ("assignments.csv", plan.assignmentsTable()),
    ]
    files.append(file("check", try plan.checkLayer(), PlanStyle.findings))
    if plan.routes != .none {
      files.append(file("routes", try plan.routesLayer(), PlanStyle.routes))
    }
    if !plan.scene.areas.isEmpty {
      files.append(file("areas", try plan.areasLayer(), PlanStyle.areas))
    }
    if !plan.curve.isEmpty {
      files.append(("curve.csv", plan.curveTable()))
      files.append(("curve.svg", Array(plan.curveChart().utf8)))
    }
    if !plan.alternatives.isEmpty {
      files.append(file("alternatives", plan.alternativesLayer(), PlanStyle.alternatives))
    }
    files.append(("plan.gpkg", try plan.geoPackage()))
    if plan.hasMap { files.append(("map.svg", Array(SVGMap.render(try plan.drawing()).utf8))) }
    var folder = OutputFolder(path: path)
    for (name, bytes) in files { folder.add(name, bytes) }
    try folder.write()
    return files.map(\.0)
  }
}

extension Plan {
  /// The plan as JSON, for programs; the seconds are in it.
  public func summary() -> String {
    String(decoding: JSON.encode(.object(document(withTiming: true)), pretty: true), as: UTF8.self)
  }
}
