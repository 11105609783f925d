import Exchange

/// The pairs that are asked for, as indices into origins and destinations.
struct ChosenPairs {
  private(set) var origins: [Location]
  private(set) var destinations: [Location]
  /// nil for all pairs.
  private var chosen: [(origin: Int, destination: Int)]?

  /// Looks up the ids of a file of pairs.
  ///
  /// - Parameters:
  ///   - file: nil for all pairs.
  ///   - from: The points of the first file.
  ///   - to: The points of the second file.
  /// - Throws: All ids that neither file has.
  init(_ file: PairFile?, from: [Location], to: [Location]) throws(DataFaults) {
    guard let file else {
      origins = from
      destinations = to
      return
    }
    var faults: [DataFault] = []
    var starts = Lookup(first: from, second: to)
    var ends = Lookup(first: to, second: from)
    var chosen: [(origin: Int, destination: Int)] = []
    chosen.reserveCapacity(file.pairs.count)
    for pair in file.pairs {
      let origin = starts.index(of: pair.from)
      let destination = ends.index(of: pair.to)
      for (id, index, column) in [
        (pair.from, origin, "from_id"), (pair.to, destination, "to_id"),
      ] where index == nil {
        faults.append(
          DataFault(
            file: file.file, line: pair.line, field: .column(column), value: id,
            problem: "is not the id of a point in --from or --to",
            remedy: "add the point, or mend the id"))
      }
      if let origin, let destination { chosen.append((origin, destination)) }
    }
    if let faults = DataFaults(faults) { throw faults }
    origins = starts.used
    destinations = ends.used
    self.chosen = chosen
  }

  var count: Int { chosen?.count ?? origins.count * destinations.count }

  /// One pair by its number.
  subscript(number: Int) -> (origin: Int, destination: Int) {
    chosen?[number] ?? (number / destinations.count, number % destinations.count)
  }

  /// Finds points by id, in one file before the other, and numbers those that are used.
  private struct Lookup {
    private let points: [String: Location]
    private var numbers: [String: Int] = [:]
    private(set) var used: [Location] = []

    init(first: [Location], second: [Location]) {
      points = Dictionary(
        (first + second).map { ($0.id, $0) }, uniquingKeysWith: { earlier, _ in earlier })
    }

    mutating func index(of id: String) -> Int? {
      if let number = numbers[id] { return number }
      guard let point = points[id] else { return nil }
      numbers[id] = used.count
      used.append(point)
      return used.count - 1
    }
  }
}
