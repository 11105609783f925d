import Exchange
import Geography
import Travel

extension NetworkFile {
  /// All that has a place: the vertices of lines, or the nodes.
  var positions: [Position] {
    hasLines ? streets.flatMap(\.positions) : (nodes ?? []).compactMap(\.position)
  }

  /// The streets on the map.
  ///
  /// - Parameters:
  ///   - frame: The map.
  ///   - joints: Where lines meet.
  ///   - nodesFile: What messages call the file of nodes.
  /// - Returns: The graph; its edges and nodes keep the order of the files.
  /// - Throws: A fault with the line of the street or node.
  func graph(
    on frame: MapFrame, joints: Scenario.StreetJoints, nodesFile: String?
  ) throws(DataFaults) -> StreetGraph {
    do {
      if hasLines {
        return try StreetGraph(
          lines: try lines(on: frame), joinedAt: joints == .ends ? .ends : .sharedVertices)
      }
      let rows = streets.map { street in
        StreetRow(
          from: street.from ?? "", to: street.to ?? "", length: street.length ?? 0,
          direction: street.direction.travel)
      }
      return try StreetGraph(rows: rows, nodes: try placedNodes(on: frame, file: nodesFile))
    } catch let error as StreetGraphError {
      throw DataFaults(fault(error, nodesFile: nodesFile))
    } catch let error as DataFaults {
      throw error
    } catch {
      throw DataFaults(DataFault(file: file, problem: String(describing: error)))
    }
  }

  private func lines(on frame: MapFrame) throws(DataFaults) -> [StreetLine] {
    // One batch for all vertices: a projection has a price per call.
    var points: ArraySlice<PlanarPoint>
    do {
      points = try frame.points(streets.flatMap(\.positions))[...]
    } catch {
      throw MapFrame.fault(error, file: file) { vertex in
        var left = vertex
        return streets.first {
          left -= $0.positions.count
          return left < 0
        }?.line ?? 0
      }
    }
    return streets.map { street in
      defer { points = points.dropFirst(street.positions.count) }
      return StreetLine(
        points: Array(points.prefix(street.positions.count)), direction: street.direction.travel,
        length: street.length)
    }
  }

  private func placedNodes(on frame: MapFrame, file: String?) throws(DataFaults) -> [StreetNode]? {
    guard let nodes else { return nil }
    let locations = try frame.locations(of: nodes, file: file ?? "nodes")
    return locations.map {
      StreetNode(id: $0.id, position: $0.point ?? PlanarPoint(.nan, .nan))
    }
  }

  /// The error with the line of the file, where streets and nodes were only numbered.
  private func fault(_ error: StreetGraphError, nodesFile: String?) -> DataFault {
    var street: Int?
    var node: String?
    switch error {
    case .noEdges: break
    case .badLength(let row, _), .unknownNode(let row, _): street = row
    case .tooFewPoints(let line, _), .badPosition(let line, _, _): street = line
    case .badNodePosition(let id, _), .duplicateNode(let id, _, _): node = id
    }
    let parts = error.description.split(separator: "; ", maxSplits: 1).map(String.init)
    return DataFault(
      file: node == nil ? file : nodesFile,
      line: street.map { streets[$0].line }
        ?? node.flatMap { id in nodes?.last { $0.id == id }?.line },
      problem: parts[0], remedy: parts.count > 1 ? parts[1] : nil)
  }
}

extension NetworkFile.Direction {
  fileprivate var travel: StreetDirection {
    switch self {
    case .both: .both
    case .forward: .forward
    case .backward: .backward
    }
  }
}

extension StreetGraph {
  /// Says how much of a network does not hang together with the rest; nil where all does.
  func partsFinding(file: String) -> Finding? {
    guard partSizes.count > 1, let largest = partSizes.first else { return nil }
    let outside = Double(nodeCount - largest) / Double(nodeCount) * 100
    return Finding(
      .warning,
      "\(file): the streets are \(partSizes.count) parts without a way from one to another; "
        + "\(Decimals.text(outside, 1)) % of \(Decimals.grouped(Double(nodeCount))) nodes are "
        + "outside the largest; look for streets that nearly meet, or pass over small parts with --snap-past NODES"
    )
  }
}
