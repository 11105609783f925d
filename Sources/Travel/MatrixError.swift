/// What is wrong with a table of distances.
public enum MatrixError: Error, Hashable, Sendable {
  /// The number of values is not rows × columns.
  case wrongCount(rows: Int, columns: Int, values: Int)
  /// Two rows, or two columns, have one name; numbers count from 0.
  case duplicateLabel(String, first: Int, second: Int)
  case negative(from: String, to: String, value: Double)
  case notANumber(from: String, to: String)
  case pairGivenTwice(from: String, to: String)
}

extension MatrixError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .wrongCount(let rows, let columns, let values):
      "the matrix needs \(rows * columns) values, \(rows) rows of \(columns), but got \(values); "
        + "give one value per pair, infinity where there is no way"
    case .duplicateLabel(let label, let first, let second):
      "the matrix has the label “\(label)” twice, at places \(first + 1) and \(second + 1); "
        + "give each place its own"
    case .negative(let from, let to, let value):
      "the distance from “\(from)” to “\(to)” is \(value); give 0 or more, "
        + "or infinity where there is no way"
    case .notANumber(let from, let to):
      "the distance from “\(from)” to “\(to)” is not a number; give 0 or more, "
        + "or infinity where there is no way"
    case .pairGivenTwice(let from, let to):
      "the distance from “\(from)” to “\(to)” is given twice; give each pair once"
    }
  }
}
