package import Exchange
package import Geography

/// One point of the input on the map: all that any provider may want to know of it.
package struct Location: Hashable, Sendable {
  package var id: String
  package var name: String?
  /// As the file has it; nil where it has none.
  package var position: Position?
  /// Metres on the map of the plan; nil where the file has no place.
  package var point: PlanarPoint?
  package var zone: String?
  /// The node of the street network at which it stands; nil where the file names none.
  package var node: String?
  package var file: String
  /// 0 where the file has no lines.
  package var line: Int

  /// Where it stands in its file: `homes.csv:17`.
  package var source: String { line > 0 ? "\(file):\(line)" : file }

  /// What messages call it: `007`, or `007 (Ada Lovelace)`.
  package var label: String {
    guard let name, !name.isEmpty, name != id else { return id }
    return "\(id) (\(name))"
  }
}

extension MapFrame {
  /// Puts records of one file on the map.
  package func locations(
    of records: [PointRecord], file: String
  ) throws(DataFaults) -> [Location] {
    var points: [PlanarPoint?] = Array(repeating: nil, count: records.count)
    let placed = records.indices.filter { records[$0].position != nil }
    do {
      let projected = try self.points(placed.compactMap { records[$0].position })
      for (index, point) in zip(placed, projected) { points[index] = point }
    } catch {
      throw Self.fault(error, file: file) { records[placed[$0]].line }
    }
    return zip(records, points).map { record, point in
      Location(
        id: record.id, name: record.name, position: record.position, point: point,
        zone: record.zone, node: record.node, file: file, line: record.line)
    }
  }

  /// Says which line of the file, if it has any, could not be put on the map.
  static func fault(
    _ error: ProjectionError, file: String, line: (Int) -> Int
  ) -> DataFaults {
    switch error {
    case .notACoordinate(let index, _), .cannotProject(let index, _, _):
      DataFaults(
        DataFault(
          file: file, line: line(index), problem: "the point cannot be put on the map",
          remedy: "mend the coordinates, or give a --crs made for that region"))
    default:
      DataFaults(DataFault(file: file, problem: error.description))
    }
  }
}
