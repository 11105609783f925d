import Geography

/// The fixes of one person, in columns: 18 bytes each.
public struct Trace: Sendable {
  public var person: String
  /// Milliseconds since 1970-01-01T00:00:00Z.
  package var times: [Int64] = []
  package var places: [FixedCoordinate] = []
  /// Decimetres; ``Trace/noAccuracy`` where unknown.
  package var accuracies: [UInt16] = []
  /// In the order of arrival; see ``id(_:)``.
  package var ids = FixIDs()
  /// Where the offset of local clocks changes: number of the fix in the order of arrival, minutes.
  package var offsets = OffsetRuns()
  /// Per fix its number in the order of arrival; nil where that is the order of the columns.
  package var arrivals: [UInt32]?

  package static let noAccuracy = UInt16.max

  public init(person: String, fixes: some Sequence<Fix> = EmptyCollection<Fix>()) {
    self.person = person
    for fix in fixes { append(fix) }
  }

  public var count: Int { times.count }

  /// Adds a fix at the end; fixes may come in any order.
  ///
  /// - Precondition: Before ``sort()``, and the coordinate is on earth.
  public mutating func append(_ fix: Fix) {
    precondition(arrivals == nil, "fixes are added before they are sorted")
    offsets.append(fix.offsetMinutes, at: times.count)
    times.append(fix.time)
    places.append(FixedCoordinate(fix.coordinate))
    accuracies.append(Self.packed(accuracy: fix.accuracy))
    ids.append(fix.id)
  }

  /// What the fixes take in memory, in bytes; nearly.
  package var byteCount: Int { count * 18 + ids.byteCount + offsets.count * 24 }

  /// Adds all fixes of another trace of the same person after these.
  package mutating func append(_ other: Trace) {
    precondition(arrivals == nil && other.arrivals == nil, "fixes are added before sorting")
    offsets.append(other.offsets, at: times.count)
    times += other.times
    places += other.places
    accuracies += other.accuracies
    ids.append(other.ids)
  }

  /// Makes room for so many fixes.
  package mutating func reserve(_ count: Int) {
    times.reserveCapacity(count)
    places.reserveCapacity(count)
    accuracies.reserveCapacity(count)
  }

  package static func packed(accuracy: Double?) -> UInt16 {
    guard let accuracy, accuracy >= 0 else { return noAccuracy }
    return UInt16(clamping: min(accuracy * 10, 65_000).rounded())
  }

  public func id(_ index: Int) -> String { ids[arrival(index)] }

  package func arrival(_ index: Int) -> Int { arrivals.map { Int($0[index]) } ?? index }

  public subscript(index: Int) -> Fix {
    Fix(
      id: id(index), time: times[index], coordinate: places[index].coordinate,
      accuracy: accuracy(index), offsetMinutes: offsets[arrival(index)])
  }

  /// Metres; nil where unknown.
  package func accuracy(_ index: Int) -> Double? {
    accuracies[index] == Self.noAccuracy ? nil : Double(accuracies[index]) / 10
  }

  /// Puts fixes in the order of time; those of one time in an order that the order of arrival does
  /// not matter to.
  ///
  /// - Returns: How many fixes came after a later one.
  /// - Complexity: O(*n*) where they are in order, else O(*n* log *n*).
  @discardableResult
  package mutating func sort() -> Int {
    var late = 0
    var isSorted = true
    for index in 1..<max(1, count) {
      if times[index] < times[index - 1] { late += 1 }
      if times[index] <= times[index - 1], !precedes(index - 1, index) { isSorted = false }
    }
    guard !isSorted else { return late }
    var order = Array(0..<UInt32(count))
    times.withUnsafeBufferPointer { times in
      order.sort { one, other in
        let (a, b) = (times[Int(one)], times[Int(other)])
        return a != b ? a < b : precedes(Int(one), Int(other))
      }
    }
    times = order.map { times[Int($0)] }
    places = order.map { places[Int($0)] }
    accuracies = order.map { accuracies[Int($0)] }
    arrivals = arrivals.map { old in order.map { old[Int($0)] } } ?? order
    return late
  }

  /// Whether a fix may stand before another.
  private func precedes(_ one: Int, _ other: Int) -> Bool {
    if times[one] != times[other] { return times[one] < times[other] }
    if places[one] != places[other] { return places[one] < places[other] }
    if accuracies[one] != accuracies[other] { return accuracies[one] < accuracies[other] }
    if one == other { return false }
    return ids.bytes(of: arrival(one)).lexicographicallyPrecedes(ids.bytes(of: arrival(other)))
  }
}

/// How far local clocks are ahead of UTC along a trace; it changes seldom.
package struct OffsetRuns: Hashable, Sendable {
  private var starts: [Int] = []
  private var minutes: [Int?] = []

  package init() {}

  package var count: Int { starts.count }

  package var isEmpty: Bool { minutes.allSatisfy { $0 == nil } }

  package mutating func append(_ offset: Int?, at index: Int) {
    if let last = minutes.last, last == offset { return }
    starts.append(index)
    minutes.append(offset)
  }

  package mutating func append(_ other: OffsetRuns, at index: Int) {
    for (start, offset) in zip(other.starts, other.minutes) { append(offset, at: index + start) }
  }

  /// All that they consist of; clocks are never `Int.min` minutes ahead.
  package var columns: (starts: [Int], minutes: [Int]) { (starts, minutes.map { $0 ?? .min }) }

  /// Runs from columns of others.
  package init(starts: [Int], minutes: [Int]) {
    self.starts = starts
    self.minutes = minutes.map { $0 == .min ? nil : $0 }
  }

  package subscript(index: Int) -> Int? {
    var low = 0
    var high = starts.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if starts[middle] <= index { low = middle } else { high = middle }
    }
    return low < minutes.count ? minutes[low] : nil
  }
}

extension Trace {
  /// Adds a fix as readers have it.
  package mutating func append(
    id: UnsafeBufferPointer<UInt8>, time: Int64, place: FixedCoordinate, accuracy: UInt16,
    offsetMinutes: Int?
  ) {
    offsets.append(offsetMinutes, at: times.count)
    times.append(time)
    places.append(place)
    accuracies.append(accuracy)
    ids.append(id)
  }
}
