import Exchange

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
  }

  /// As many fixes as there may be, not in memory all at once.
  private func addFixes(_ report: PlacesReport, to out: inout OutputFolder) {
    out.add("fixes.csv") { (write) throws(OutputError) in try report.fixesTable(write) }
  }

  /// Writes everything.
  ///
  /// - Returns: A line for each place that was written to, and for what was left out.
  /// - Throws: An `OutputError`.
  package func write(_ report: PlacesReport) throws -> [String] {
    guard var out else { return [] }
    var lines: [String] = []
    out.add("places.geojson", report.placesLayer())
    out.add("extents.geojson", report.extentsLayer())
    out.add("visits.csv", report.visitsTable())
    out.add("stays.csv", report.staysTable())
    out.add("cleaned.csv", report.cleanedTable())
    if settings.anonymousDecimals == nil {
      switch settings.fixes {
      case .csv: addFixes(report, to: &out)
      case .geojson: out.add("fixes.geojson", report.fixesLayer())
      case .automatic:
        if report.collection.fixCount <= Self.mostFixes {
          addFixes(report, to: &out)
        } else {
          lines.append(
            "fixes.csv is left out for its \(Count.grouped(report.collection.fixCount)) rows; "
              + "--fixes csv writes it")
        }
      case .none: break
      }
    }
    out.add("places.svg", Array(report.picture().utf8))
    out.add("summary.json", JSON.encode(report.summary(), pretty: true))
    try out.write()
    lines.insert("\(out.path): \(out.names.joined(separator: ", "))", at: 0)
    return lines
  }
}
