package import Traces

/// The fixes of many people: in memory while they are few, else in a temporary file, from which those of
/// one person come back at a time.
///
/// What comes back is the same either way.
package struct TraceStore: Sendable {
  /// Bytes of fixes in memory beyond which all of them go to the file.
  private let budget: Int
  /// Names, in the order of their first fixes; by name after ``finish()``.
  package private(set) var people: [String] = []
  /// Per person, those in the file too.
  package private(set) var counts: [Int] = []
  /// How many fixes there are.
  package private(set) var count = 0

  /// Per person what is not in the file.
  private var traces: [Trace] = []
  private var blocks: [[Block]] = []
  private var numbers: [String: Int] = [:]
  private var file: SpillFile?
  /// Bytes in the file, and in memory.
  private var end = 0
  private var bytes = 0

  /// Fixes that lie together in the file.
  private struct Block {
    var position: Int
    var count: Int
  }

  /// What a person takes in memory besides the fixes, in bytes.
  private static let perPerson = 600

  package init(budget: Int) { self.budget = budget }

  /// Whether some fixes are in the file.
  package var isSpilled: Bool { file != nil }

  /// Adds fixes of one person after those that are there.
  ///
  /// - Throws: A fault where the temporary file cannot be written.
  package mutating func add(_ part: Trace) throws(DataFault) {
    let person = number(of: part.person)
    if traces[person].count == 0 { bytes += Self.perPerson }
    traces[person].append(part)
    bytes += part.byteCount
    counts[person] += part.count
    count += part.count
    if bytes > budget { try spill() }
  }

  private mutating func number(of person: String) -> Int {
    if let number = numbers[person] { return number }
    let number = people.count
    numbers[person] = number
    people.append(person)
    counts.append(0)
    traces.append(Trace(person: person))
    blocks.append([])
    return number
  }

  /// Brings all fixes in memory to the file.
  private mutating func spill() throws(DataFault) {
    let file: SpillFile
    if let open = self.file { file = open } else { file = try SpillFile() }
    self.file = file
    var writer = SpillWriter(file, at: end)
    for person in traces.indices where traces[person].count > 0 {
      blocks[person].append(Block(position: writer.position, count: traces[person].count))
      try writer.write(traces[person])
      traces[person] = Trace(person: people[person])
    }
    try writer.flush()
    end = writer.position
    bytes = 0
  }

  /// Puts people in the order of their names when all fixes are there.
  package mutating func finish() throws(DataFault) {
    if file != nil { try spill() }
    let order = people.indices.sorted { people[$0] < people[$1] }
    people = order.map { people[$0] }
    counts = order.map { counts[$0] }
    blocks = order.map { blocks[$0] }
    let unordered = traces
    traces = []
    traces = order.map { unordered[$0] }
    numbers = [:]
  }

  /// All fixes of a person, in the order of arrival; several cores may ask at once.
  ///
  /// - Throws: A fault where the temporary file cannot be read.
  package func trace(_ person: Int) throws(DataFault) -> Trace {
    guard let file else { return traces[person] }
    var trace = Trace(person: people[person])
    trace.reserve(counts[person])
    for block in blocks[person] {
      var reader = SpillReader(file: file, position: block.position)
      try reader.read(block.count, into: &trace)
    }
    trace.append(traces[person])
    return trace
  }

  /// Hands over all fixes, none of which may be in the file.
  package mutating func takeAll() -> [Trace] {
    precondition(file == nil, "fixes in the file come back person by person")
    defer { traces = people.map { Trace(person: $0) } }
    return traces
  }
}
