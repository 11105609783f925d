import Exchange

extension InputData {
  /// Reads all files that a plan names.
  ///
  /// - Throws: All faults of all files at once.
  static func read(_ settings: PlanSettings) throws(DataFaults) -> InputData {
    var reader = InputReader(settings)
    var data = read(settings, with: &reader)
    var faults = reader.faults
    faults += data.siteFaults + data.baselineFaults(settings) + data.takeSwapFaults(settings)
    if let faults = DataFaults(faults) { throw faults }
    return data
  }

  /// Reads what can be read; the faults stay with the reader.
  static func read(_ settings: PlanSettings, with reader: inout InputReader) -> InputData {
    let scenario = settings.scenario
    var data = InputData()
    if let source = scenario.demand {
      data.demandFile = source.file
      data.demand =
        scenario.references.isEmpty
        ? reader.points(source, role: .demand)?.records ?? []
        : reader.addresses(source, references: scenario.references)
    }
    if let source = scenario.candidates {
      data.sites += sites(source, status: source.status ?? .candidate, with: &reader)
    }
    for source in scenario.existing {
      data.sites += sites(source, status: source.status ?? .existing, with: &reader)
    }
    data.takeWorld(of: &reader)
    return data
  }

  /// Reads barriers, crossings and other ways of measuring, and takes what was found out about all files.
  mutating func takeWorld(of reader: inout InputReader) {
    barriers = reader.barriers()
    crossings = reader.crossings()
    matrix = reader.matrix()
    network = reader.network()
    findings = reader.findings
    inputs = reader.inputs
  }

  private static func sites(
    _ source: Scenario.Points, status: PointStatus, with reader: inout InputReader
  ) -> [SiteInput] {
    let records = reader.points(source, role: .sites)?.records ?? []
    return records.map {
      SiteInput(record: $0, status: $0.status ?? status, file: source.file)
    }
  }

  /// Ids that stand in two files of sites: each file is checked in itself as it is read.
  var siteFaults: [DataFault] {
    var first: [String: SiteInput] = [:]
    var faults: [DataFault] = []
    for site in sites {
      if let other = first[site.record.id], other.file != site.file {
        faults.append(
          DataFault(
            file: site.file, line: site.record.line, field: .column("id"), value: site.record.id,
            problem: "is also a site in \(other.file), "
              + DataFault.earlier(line: other.record.line),
            remedy: "leave it in one of the two files"))
      } else {
        first[site.record.id] = site
      }
    }
    return faults
  }

  /// Today's sites that are no sites.
  func baselineFaults(_ settings: PlanSettings) -> [DataFault] {
    guard let column = settings.scenario.baseline, let first = demand.first else { return [] }
    guard demand.contains(where: { $0.properties[column] != nil }) else {
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
    return demand.compactMap { record in
      guard let id = record.properties[column]?.idText, !known.contains(id) else { return nil }
      return DataFault(
        file: demandFile, line: record.line, field: .column(column), value: id,
        problem: "is not the id of a site",
        remedy: Suggestion.nearest(to: id, among: known.sorted()).map { "did you mean \($0)?" }
          ?? "add it to the sites, with status closed if it is to close")
    }
  }
}
