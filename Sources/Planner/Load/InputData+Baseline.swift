import Exchange
import Foundation

extension InputData {
  /// Takes today's site of each demand point from the column or the file that the scenario names.
  ///
  /// - Parameters:
  ///   - scenario: What is asked for.
  ///   - reader: Reads the file.
  /// - Returns: The ids by which sites are called there; nil where there is no baseline.
  mutating func takeBaseline(
    _ scenario: Scenario, with reader: inout InputReader
  ) -> ReferredIDs? {
    guard let column = scenario.baseline, !demand.isEmpty else { return nil }
    var source = "column \"\(column)\" of \(demandFile)"
    if demand.contains(where: { $0.properties[column] != nil }) {
      for index in demand.indices {
        demand[index].baseline = demand[index].properties[column]?.idText
      }
    } else if FileManager.default.fileExists(atPath: column) {
      source = column
      let today = reader.baseline(column)
      for index in demand.indices { demand[index].baseline = today?[demand[index].id] }
      if let today, demand.allSatisfy({ today[$0.id] == nil }) {
        reader.add([
          DataFault(
            file: column, problem: "has today's site of none of the demand points of \(demandFile)",
            remedy: "its demand_id must be the ids of the demand")
        ])
      }
    }
    let ids = Set(demand.compactMap(\.baseline))
    return ids.isEmpty ? nil : ReferredIDs(ids, in: source)
  }

  /// Today's sites that are no sites.
  func baselineFaults(_ settings: PlanSettings) -> [DataFault] {
    guard let column = settings.scenario.baseline, let first = demand.first else { return [] }
    let isColumn = demand.contains { $0.properties[column] != nil }
    guard isColumn || FileManager.default.fileExists(atPath: column) else {
      let names = first.properties.names
      return [
        DataFault(
          file: demandFile, problem: "there is no column \"\(column)\", which --baseline names",
          remedy: Suggestion.nearest(to: column, among: names).map { "did you mean \($0)?" }
            ?? "the columns are \(names.joined(separator: ", "))")
      ]
    }
    var known = Set(sites.map(\.record.id))
    if settings.sites == .demand { known.formUnion(demand.map(\.id)) }
    // A few suggestions are enough, and each looks at all sites.
    let names = known.sorted()
    var suggestions: [String: String?] = [:]
    return demand.compactMap { record in
      guard let id = record.baseline, !known.contains(id) else { return nil }
      if suggestions[id] == nil, suggestions.count < 10 {
        suggestions[id] = .some(Suggestion.nearest(to: id, among: names))
      }
      return DataFault(
        file: isColumn ? demandFile : column, line: isColumn ? record.line : nil,
        subject: isColumn ? nil : record.id,
        field: .column(isColumn ? column : "facility_id"), value: id,
        problem: "is not the id of a site",
        remedy: (suggestions[id] ?? nil).map { "did you mean \($0)?" }
          ?? "add it to the sites, with status closed if it is to close")
    }
  }
}

extension InputReader {
  /// Which site serves each demand point, by their ids: `assignments.csv` of a plan, or any table with
  /// `demand_id` and `facility_id`.
  mutating func baseline(_ path: String) -> [String: String]? {
    read(path, layer: "demand") { input throws(DataFaults) in
      let table = try TableFile.read(input, coordinates: .planar)
      let demand = table.columns.firstIndex { ["demand_id", "id"].contains($0.lowercased()) }
      let site = table.columns.firstIndex {
        ["facility_id", "site_id", "school_id"].contains($0.lowercased())
      }
      guard let site, demand != nil || table.hasGeometries else {
        throw DataFaults(
          DataFault(
            file: path, line: 1,
            problem: "has no demand_id and facility_id among "
              + table.columns.map { "\"\($0)\"" }.joined(separator: ", "),
            remedy: "give a table with both, such as assignments.csv of a plan"))
      }
      var sites: [String: String] = [:]
      for row in 0..<table.rowCount {
        let id = table.ownID(ofRow: row)?.text ?? demand.flatMap { table.text(row, $0) }
        if let id, let site = table.text(row, site) { sites[id] = site }
      }
      return sites
    }
  }
}
