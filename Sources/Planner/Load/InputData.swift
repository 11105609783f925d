package import Exchange

/// A site as it was read, with what the plan may do with it.
package struct SiteInput: Sendable {
  package var record: PointRecord
  package var status: PointStatus
  /// The file that it stands in.
  package var file: String
}

/// All that was read for a plan, with the coordinates that the files have.
package struct InputData: Sendable {
  package var demandFile = ""
  package var demand: [PointRecord] = []
  /// Candidates and then existing sites, in the order of their files.
  package var sites: [SiteInput] = []
  package var barriers: [BarrierRecord] = []
  package var crossings: [CrossingRecord] = []
  package var matrix: MatrixFile?
  package var network: NetworkFile?
  /// What was read as which columns, and what is doubtful about it.
  package var findings: [Finding] = []
}
