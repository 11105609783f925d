import Exchange
import Geocoding

/// The folder of the places: written whole, or not at all.
package struct PlacesFolder {
  private let settings: PlacesSettings
  private let out: OutputFolder?

  /// More fixes than this are written only where they are asked for.
  static let mostFixes = 1_000_000

  /// Finds out before the work whether the folder can be written to.
  ///
  /// - Throws: An `OutputError`.
  package init(_ settings: PlacesSettings) throws {
    self.settings = settings
    out = settings.out.map { OutputFolder(path: $0) }
    try out?.check()
    let files = (try? TraceFiles.list(settings.files).map(\.path)) ?? settings.files
    let others = [settings.barriers, settings.crossings].compactMap(\.self)
    var conflict = OutputConflict(
      inputs: files + others + AddressFile.inputs(settings.references))
    try conflict.add(folder: settings.out)
    try conflict.add(file: settings.addressIndex)
  }

  /// Writes everything.
  ///
  /// - Returns: A line for each place that was written to, and for what was left out.
  /// - Throws: An `OutputError`.
  package func write(_ report: PlacesReport) throws -> [String] {
    guard var out else { return [] }
    var lines: [String] = []
    // However large, nothing is in memory all at once.
    out.add("places.geojson") { (write) throws(OutputError) in try report.placesLayer(write) }
    out.add("extents.geojson") { (write) throws(OutputError) in try report.extentsLayer(write) }
    out.add("visits.csv") { (write) throws(OutputError) in try report.visitsTable(write) }
    out.add("stays.csv") { (write) throws(OutputError) in try report.staysTable(write) }
    out.add("cleaned.csv") { (write) throws(OutputError) in try report.cleanedTable(write) }
    if settings.anonymousDecimals == nil {
      switch settings.fixes {
      case .csv:
        out.add("fixes.csv") { (write) throws(OutputError) in try report.fixesTable(write) }
      case .geojson:
        out.add("fixes.geojson") { (write) throws(OutputError) in try report.fixesLayer(write) }
      case .automatic:
        if report.collection.fixCount <= Self.mostFixes {
          out.add("fixes.csv") { (write) throws(OutputError) in try report.fixesTable(write) }
        } else {
          lines.append(
            "fixes.csv is left out for its \(Count.grouped(report.collection.fixCount)) rows; "
              + "--fixes csv writes it")
        }
      case .none: break
      }
    }
    out.add("places.svg", Array(try report.picture().utf8))
    out.add("summary.json", JSON.encode(report.summary(), pretty: true))
    try out.write()
    lines.insert("\(out.path): \(out.names.joined(separator: ", "))", at: 0)
    return lines
  }
}
