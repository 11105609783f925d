/// A precomputed distance matrix: how far it is from each of some ids to each of others.
public struct MatrixFile: Sendable {
  public var file: String
  /// The rows, each once, in the order of the file.
  public var fromIDs: [String]
  /// The columns, each once, in the order of the file.
  public var toIDs: [String]
  /// Row by row; `.infinity` where there is no way.
  public var distances: [Double]
  /// Pairs that a list of pairs does not mention; they are `.infinity`, too.
  public var missingPairs: Int
  /// Whether it is a list of pairs, in which what cannot be reached need not stand at all.
  public var isList: Bool
  /// Which columns were read, and the unit of their numbers.
  public var notes: [String]
  /// Harmless facts: a pair that comes twice with the same distance.
  public var warnings: [DataFault] = []
  /// Other names of the same rows and columns, of which nobody knows yet which ones are meant.
  var otherIDs: OtherIDs?

  struct OtherIDs: Sendable {
    var from: [String]
    var to: [String]
    /// The column that they stand in.
    var column: String
  }

  init(
    file: String, fromIDs: [String], toIDs: [String], distances: [Double], missingPairs: Int = 0,
    isList: Bool = false, notes: [String] = []
  ) {
    self.file = file
    self.fromIDs = fromIDs
    self.toIDs = toIDs
    self.distances = distances
    self.missingPairs = missingPairs
    self.isList = isList
    self.notes = notes
  }

  /// The distance by row and column.
  public subscript(from: Int, to: Int) -> Double { distances[from * toIDs.count + to] }

  /// Reads a list of pairs (`from_id,to_id,distance_m` and what other programs call them), or a wide
  /// table.
  ///
  /// A wide table has ids in its first column and in its header, distances in the cells. An empty
  /// cell, `inf`, `NA`, `NaN` or `NULL` is no way.
  ///
  /// - Parameters:
  ///   - path: The file; `-` is the standard input.
  ///   - columns: The names of the columns of a list: where from, where to, how far; none to find
  ///     them by their names.
  /// - Returns: The matrix.
  /// - Throws: All faults of the file at once.
  public static func read(path: String, columns: [String] = []) throws(DataFaults) -> MatrixFile {
    let input = try readInput(path)
    return try read(input.bytes, file: input.name, columns: columns)
  }

  /// Reads a text; `file` is what messages call it.
  public static func read(
    _ bytes: [UInt8], file: String, columns: [String] = []
  ) throws(DataFaults) -> MatrixFile {
    if FileKind(of: bytes, path: file) == .geoJSON {
      let reading: GeoJSONReader.Reading
      do throws(DataFaults) {
        reading = try GeoJSONReader.parse(
          bytes, file: file, rules: ReadingRules(coordinates: .planar))
      } catch {
        throw DataFaults(
          DataFault(
            file: file, problem: "is no matrix: a JSON of distances has no ids",
            remedy: "write from_id,to_id,distance_m as CSV, or a table with ids on two sides"))
      }
      let source = FeatureSource(file: file, features: reading.collection.features)
      var reader = MatrixReader(source: source)
      return try reader.read(columns)
    }
    let table = try CSVTable.read(bytes, file: file)
    var reader = MatrixReader(source: TableSource(table: table))
    return try reader.read(columns)
  }
}

extension MatrixFile {
  /// All ids that may be meant, to tell by them which column of another file they stand in.
  public var allIDs: Set<String> {
    Set(fromIDs).union(toIDs).union(otherIDs?.from ?? []).union(otherIDs?.to ?? [])
  }

  /// Settles which of its ids are meant, and which side is that of the demand.
  ///
  /// - Parameters:
  ///   - demand: Ids of what is to be served.
  ///   - sites: Ids of the facilities.
  /// - Returns: What is to be said about it, if anything.
  public mutating func settle(demand: [String], sites: [String]) -> String? {
    func count(_ ids: [String], _ known: [String]) -> Int {
      let known = Set(known)
      return ids.count(where: known.contains)
    }
    if let other = otherIDs {
      otherIDs = nil
      let here = count(demand, fromIDs) + count(sites, toIDs)
      if count(demand, other.from) + count(sites, other.to) > here {
        (fromIDs, toIDs) = (other.from, other.to)
        return "\(file): ids from `\(other.column)`"
      }
    }
    guard !isList, count(demand, fromIDs) == 0, count(demand, toIDs) > 0, count(sites, toIDs) == 0,
      count(sites, fromIDs) > 0
    else { return nil }
    var turned: [Double] = []
    turned.reserveCapacity(distances.count)
    for column in toIDs.indices {
      for row in fromIDs.indices { turned.append(self[row, column]) }
    }
    (fromIDs, toIDs, distances) = (toIDs, fromIDs, turned)
    return "\(file): the sites are its rows and the demand its columns"
  }
}

extension MatrixFile: CustomStringConvertible {
  /// `travel.csv: distances from 40 ids to 3 ids, 2 without a way`.
  public var description: String {
    let shut = distances.count { $0 == .infinity }
    return "\(file): distances from \(Count.of(fromIDs.count, "id")) "
      + "to \(Count.of(toIDs.count, "id"))"
      + (shut > 0 ? ", \(Count.grouped(shut)) without a way" : "")
  }
}
