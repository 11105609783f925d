/// Somebody else's distances, in metres, from each of some ids to each of others.
public struct MatrixFile: Sendable {
  public var file: String
  /// The rows, each once, in the order of the file.
  public var fromIDs: [String]
  /// The columns, each once, in the order of the file.
  public var toIDs: [String]
  /// Row by row; `.infinity` where there is no way.
  public var distances: [Double]
  /// Pairs that a long table does not mention; they are `.infinity`, too.
  public var missingPairs: Int

  /// The distance by row and column.
  public subscript(from: Int, to: Int) -> Double { distances[from * toIDs.count + to] }

  /// Reads `from_id,to_id,distance_m` (an empty distance: no way), or a wide table.
  public static func read(path: String) throws(DataFaults) -> MatrixFile {
    fatalError("not written yet")
  }
}

/// A file of pairs of ids, `from_id,to_id`.
public struct PairFile: Sendable {
  public struct Pair: Hashable, Sendable {
    public var from: String
    public var to: String
    public var line: Int
  }

  public var file: String
  public var pairs: [Pair]

  /// Reads a file; `-` is the standard input.
  public static func read(path: String) throws(DataFaults) -> PairFile {
    fatalError("not written yet")
  }
}
