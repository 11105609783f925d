public import Geography

/// What is wrong with the streets of a network; rows, lines and vertices count from 0.
public enum StreetGraphError: Error, Hashable, Sendable {
  /// There is no street at all.
  case noEdges
  /// A length is negative, infinite or NaN.
  case badLength(row: Int, length: Double)
  /// A row names a node that the list of nodes does not have.
  case unknownNode(row: Int, id: String)
  case duplicateNode(id: String, first: Int, second: Int)
  /// A coordinate of a node is infinite, NaN or more than a million kilometres away.
  case badNodePosition(id: String, position: PlanarPoint)
  case tooFewPoints(line: Int, count: Int)
  /// A coordinate of a line is infinite, NaN or more than a million kilometres away.
  case badPosition(line: Int, vertex: Int, position: PlanarPoint)
}

extension StreetGraphError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .noEdges:
      "the network has no streets; give at least one"
    case .badLength(let row, let length):
      "street \(row + 1) is \(length) m long; give a finite number that is not negative"
    case .unknownNode(let row, let id):
      "street \(row + 1) leads to node “\(id)”, which is not listed; add it to the nodes or "
        + "correct the street"
    case .duplicateNode(let id, let first, let second):
      "there are two nodes “\(id)”, at places \(first + 1) and \(second + 1); give each its own id"
    case .badNodePosition(let id, let position):
      "node “\(id)” lies at x \(position.x), y \(position.y); give it coordinates in metres"
    case .tooFewPoints(let line, let count):
      "street \(line + 1) has \(count) points; give it two or more"
    case .badPosition(let line, let vertex, let position):
      "point \(vertex + 1) of street \(line + 1) lies at x \(position.x), y \(position.y); "
        + "give it coordinates in metres"
    }
  }
}
