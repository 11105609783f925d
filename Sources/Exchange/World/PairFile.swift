/// A file of pairs of ids, `from_id,to_id`.
public struct PairFile: Sendable {
  public struct Pair: Hashable, Sendable {
    public var from: String
    public var to: String
    /// The line of the file, counted from 1.
    public var line: Int

    public init(from: String, to: String, line: Int = 0) {
      self.from = from
      self.to = to
      self.line = line
    }
  }

  public var file: String
  /// In the order of the file; a pair may come twice.
  public var pairs: [Pair]

  /// Reads a file; `-` is the standard input.
  ///
  /// - Throws: All faults of the file at once.
  public static func read(path: String) throws(DataFaults) -> PairFile {
    let input = try readInput(path)
    return try read(input.bytes, file: input.name)
  }

  /// Reads a text; `file` is what messages call it.
  public static func read(_ bytes: [UInt8], file: String) throws(DataFaults) -> PairFile {
    let table = try CSVTable.read(bytes, file: file)
    let source = TableSource(table: table)
    guard let from = source.find(EndNames.from), let to = source.find(EndNames.to) else {
      throw DataFaults(
        DataFault(
          file: file, line: 1,
          problem: "there is no from_id or no to_id among \(source.listedFields)",
          remedy: "name the two columns from_id and to_id"))
    }
    var pairs: [Pair] = []
    var faults: [DataFault] = []
    pairs.reserveCapacity(source.count)
    for record in 0..<source.count {
      guard let fromID = source.text(record, from), let toID = source.text(record, to) else {
        let field = source.text(record, from) == nil ? from : to
        faults.append(source.fault(record, field, "the id is missing", "fill it in"))
        continue
      }
      pairs.append(Pair(from: fromID, to: toID, line: source.line(record)))
    }
    if let faults = DataFaults(faults) { throw faults }
    return PairFile(file: file, pairs: pairs)
  }
}

/// How the columns of the two ends of a way are called.
enum EndNames {
  static let from = ["fromid", "from", "originid", "origin", "demandid", "source"]
  static let to = ["toid", "to", "destinationid", "destination", "facilityid", "siteid", "target"]
}
