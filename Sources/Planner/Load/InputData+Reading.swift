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
        ? reader.points(source, role: .demand, idOption: "--demand-id")?.records ?? []
        : reader.addresses(source, references: scenario.references)
    }
    let referred = data.takeBaseline(scenario, with: &reader)
    if let source = scenario.candidates {
      data.sites += sites(
        source, status: source.status ?? .candidate, "--candidate-id", referred, with: &reader)
    }
    for source in scenario.existing {
      data.sites += sites(
        source, status: source.status ?? .existing, "--existing-id", referred, with: &reader)
    }
    data.takeStandingCandidates()
    data.takeWorld(of: &reader, sitesAreDemand: settings.sites == .demand)
    return data
  }

  /// Reads barriers, crossings and other ways of measuring, and takes what was found out about all files.
  ///
  /// - Parameters:
  ///   - reader: What reads the files.
  ///   - sitesAreDemand: Whether facilities may stand wherever demand is.
  mutating func takeWorld(of reader: inout InputReader, sitesAreDemand: Bool = false) {
    barriers = reader.barriers()
    crossings = reader.crossings()
    matrix = reader.matrix()
    network = reader.network()
    let matrixRemarks = settleMatrix(sitesAreDemand: sitesAreDemand)
    reader.add(matrixRemarks.faults)
    findings = reader.findings + remarks + matrixRemarks.findings
    inputs = reader.inputs
  }

  private static func sites(
    _ source: Scenario.Points, status: PointStatus, _ idOption: String, _ referred: ReferredIDs?,
    with reader: inout InputReader
  ) -> [SiteInput] {
    let records =
      reader.points(source, role: .sites, idOption: idOption, referred: referred)?.records ?? []
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
}
