import Exchange

extension InputData {
  /// Holds the ids of demand and sites against those of the matrix.
  ///
  /// A list of pairs need not have what reaches nothing: that is told, and counts as unreachable. Where
  /// a file has no id at all in common with it, the ids are wrong.
  ///
  /// - Parameter sitesAreDemand: Whether facilities may stand wherever demand is.
  /// - Returns: What is to be told.
  mutating func settleMatrix(sitesAreDemand: Bool) -> (findings: [Finding], faults: [DataFault]) {
    guard var matrix else { return ([], []) }
    let ids = demand.map(\.id)
    var siteIDs = sites.map(\.record.id)
    if sitesAreDemand || sites.isEmpty { siteIDs += ids }
    var findings: [Finding] = []
    if let said = matrix.settle(demand: ids, sites: siteIDs) {
      findings.append(Finding(.note, said))
    }
    self.matrix = matrix
    var faults: [DataFault] = []
    let (rows, columns) = (Set(matrix.fromIDs), Set(matrix.toIDs))
    let sides: [(noun: String, file: String, ids: [String], known: Set<String>, option: String)] =
      [
        ("demand point", demandFile, ids, rows, "--demand-id"),
        ("site", sites.first?.file ?? demandFile, siteIDs, columns, "--candidate-id"),
      ]
    for side in sides {
      let missing = side.ids.filter { !side.known.contains($0) }
      guard !missing.isEmpty else { continue }
      if missing.count == side.ids.count {
        faults.append(
          DataFault(
            file: side.file,
            problem:
              "none of the \(Count.of(missing.count, "id")) (\(Self.listed(missing))) is in the "
              + "matrix \(matrix.file), which has \(Self.listed(matrix.ids(of: side.noun)))",
            remedy: "name the column of ids with \(side.option), or the columns of the matrix with "
              + "--matrix-columns"))
      } else if matrix.isList {
        findings.append(
          Finding(
            .warning,
            "\(matrix.file): no pair for \(Count.of(missing.count, side.noun)), which "
              + "\(missing.count == 1 ? "counts" : "count") as unreachable: "
              + Self.listed(missing)))
      }
    }
    return (findings, faults)
  }

  private static func listed(_ ids: [String]) -> String {
    let shown = ids.prefix(10).map(DataFault.shown).joined(separator: ", ")
    return ids.count > 10 ? "\(shown), … (\(Count.of(ids.count - 10, "more"))" + ")" : shown
  }
}

extension MatrixFile {
  fileprivate func ids(of noun: String) -> [String] { noun == "site" ? toIDs : fromIDs }
}
