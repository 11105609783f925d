package import Exchange

/// A site as it was read, with what the plan may do with it.
package struct SiteInput: Sendable {
  package var record: PointRecord
  package var status: PointStatus
  /// The file that it stands in.
  package var file: String
}

/// A record with the file that it stands in.
@dynamicMemberLookup
package struct Sourced<Record: Sendable>: Sendable {
  package var record: Record
  package var file: String

  package subscript<Value>(dynamicMember member: KeyPath<Record, Value>) -> Value {
    record[keyPath: member]
  }
}

/// All that was read for a plan, with the coordinates that the files have.
package struct InputData: Sendable {
  package var demandFile = ""
  package var demand: [PointRecord] = []
  /// Candidates and then existing sites, in the order of their files.
  package var sites: [SiteInput] = []
  package var barriers: [Sourced<BarrierRecord>] = []
  package var crossings: [Sourced<CrossingRecord>] = []
  package var matrix: MatrixFile?
  package var network: NetworkFile?
  /// The files that all this comes from.
  package var inputs: [InputDigest] = []
  /// What is to be told besides what the reader found.
  var remarks: [Finding] = []
  /// What was read as which columns, and what is doubtful about it.
  package var findings: [Finding] = []

  /// The corners of all barriers and crossings.
  var worldPositions: [Position] {
    var positions: [Position] = []
    for barrier in barriers { barrier.geometry.forEachPosition { positions.append($0) } }
    for crossing in crossings { crossing.geometry?.forEachPosition { positions.append($0) } }
    return positions
  }
}
