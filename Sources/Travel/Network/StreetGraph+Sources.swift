import Geography

extension StreetGraph {
  /// Streets from a list of their ends and lengths.
  ///
  /// - Parameters:
  ///   - rows: At least one.
  ///   - nodes: Where the nodes lie, each once; nil where nobody knows, and then points cannot be
  ///     snapped. Nodes without streets are kept.
  /// - Throws: ``StreetGraphError`` with the number of the row.
  public init(rows: [StreetRow], nodes: [StreetNode]? = nil) throws(StreetGraphError) {
    guard !rows.isEmpty else { throw .noEdges }
    var ids: [String] = []
    var numbers: [String: Int] = [:]
    for (index, node) in (nodes ?? []).enumerated() {
      guard MillimetreVertex(node.position) != nil else {
        throw .badNodePosition(id: node.id, position: node.position)
      }
      if let first = numbers.updateValue(index, forKey: node.id) {
        throw .duplicateNode(id: node.id, first: first, second: index)
      }
      ids.append(node.id)
    }
    func number(_ id: String, row: Int) throws(StreetGraphError) -> Int32 {
      if let number = numbers[id] { return Int32(number) }
      guard nodes == nil else { throw .unknownNode(row: row, id: id) }
      numbers[id] = ids.count
      ids.append(id)
      return Int32(ids.count - 1)
    }
    var edges: [Edge] = []
    edges.reserveCapacity(rows.count)
    for (index, row) in rows.enumerated() {
      guard row.length >= 0, row.length.isFinite else {
        throw .badLength(row: index, length: row.length)
      }
      edges.append(
        Edge(
          tail: try number(row.from, row: index), head: try number(row.to, row: index),
          length: row.length, direction: row.direction, source: index))
    }
    let positions = (nodes ?? []).map(\.position)
    let hasPositions = !positions.isEmpty
    self.init(
      nodeIDs: ids, numbers: numbers, positions: positions, nodeCount: ids.count, edges: edges,
      shapeStarts: hasPositions ? (0...edges.count).map { Int32(2 * $0) } : [],
      shapePoints: hasPositions ? edges.flatMap { [positions[$0.from], positions[$0.to]] } : [])
  }

  /// Where drawn lines are joined.
  public enum LineJoint: Hashable, Sendable {
    /// Only where ends meet.
    case ends
    /// Where any vertex of a line, its ends included, is also a vertex of another or comes again in
    /// the same. Lines that cross without a vertex pass over each other, as on a bridge.
    case sharedVertices
  }

  /// Streets as they are drawn on the map.
  ///
  /// Vertices that are the same when rounded to whole millimetres are one. The length of a part of
  /// a line is the line's length shared out as drawn.
  ///
  /// - Parameters:
  ///   - lines: At least one; an edge each, or one per part between two joints.
  ///   - joint: Where they meet.
  /// - Throws: ``StreetGraphError`` with the number of the line.
  public init(
    lines: [StreetLine], joinedAt joint: LineJoint = .sharedVertices
  ) throws(StreetGraphError) {
    guard !lines.isEmpty else { throw .noEdges }
    var uses: [MillimetreVertex: Int] = [:]
    for (index, line) in lines.enumerated() {
      if let length = line.length, !(length >= 0 && length.isFinite) {
        throw .badLength(row: index, length: length)
      }
      guard line.points.count > 1 else {
        throw .tooFewPoints(line: index, count: line.points.count)
      }
      var last: MillimetreVertex?
      for (vertex, point) in line.points.enumerated() {
        guard let key = MillimetreVertex(point) else {
          throw .badPosition(line: index, vertex: vertex, position: point)
        }
        let isEnd = vertex == 0 || vertex == line.points.count - 1
        if isEnd {
          uses[key, default: 0] += 2
        } else if joint == .sharedVertices, key != last {
          uses[key, default: 0] += 1
        }
        last = key
      }
    }
    var drawing = LineDrawing()
    for (index, line) in lines.enumerated() {
      drawing.add(line, source: index, joint: joint) { uses[$0] ?? 0 > 1 }
    }
    self.init(
      nodeIDs: [], numbers: [:], positions: drawing.positions,
      nodeCount: drawing.positions.count, edges: drawing.edges, shapeStarts: drawing.starts,
      shapePoints: drawing.points)
  }
}

/// A vertex in whole millimetres.
struct MillimetreVertex: Hashable {
  let x: Int64
  let y: Int64

  /// Nil for a coordinate that is infinite, NaN or beyond a million kilometres.
  init?(_ point: PlanarPoint) {
    guard abs(point.x) <= 1e9, abs(point.y) <= 1e9 else { return nil }
    x = Int64(clamping: (point.x * 1000).rounded())
    y = Int64(clamping: (point.y * 1000).rounded())
  }
}

/// Cuts lines into edges at their joints.
private struct LineDrawing {
  var positions: [PlanarPoint] = []
  var edges: [StreetGraph.Edge] = []
  var starts: [Int32] = [0]
  var points: [PlanarPoint] = []
  private var nodes: [MillimetreVertex: Int32] = [:]

  private mutating func node(_ key: MillimetreVertex, _ point: PlanarPoint) -> Int32 {
    if let node = nodes[key] { return node }
    nodes[key] = Int32(positions.count)
    positions.append(point)
    return Int32(positions.count - 1)
  }

  mutating func add(
    _ line: StreetLine, source: Int, joint: StreetGraph.LineJoint,
    isJoint: (MillimetreVertex) -> Bool
  ) {
    let drawn = PolylineMeasure.length(line.points[...])
    var begin = 0
    for end in 1..<line.points.count {
      let isEnd = end == line.points.count - 1
      guard let last = MillimetreVertex(line.points[end]),
        let first = MillimetreVertex(line.points[begin]),
        isEnd || (joint == .sharedVertices && isJoint(last))
      else { continue }
      let shape = line.points[begin...end]
      // Repeated vertices would make loops of no length.
      if !isEnd, shape.allSatisfy({ MillimetreVertex($0) == first }) { continue }
      var length = PolylineMeasure.length(shape)
      if let whole = line.length {
        let isWhole = begin == 0 && isEnd
        length = isWhole ? whole : drawn > 0 ? whole * (length / drawn) : 0
      }
      let from = node(first, line.points[begin])
      let to = node(last, line.points[end])
      edges.append(
        StreetGraph.Edge(
          tail: from, head: to, length: length, direction: line.direction, source: source))
      // Ends are drawn where their node is, so that streets meet without a gap.
      points.append(positions[Int(from)])
      points.append(contentsOf: shape.dropFirst().dropLast())
      points.append(positions[Int(to)])
      starts.append(Int32(points.count))
      begin = end
    }
  }
}
