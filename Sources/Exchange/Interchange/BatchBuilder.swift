/// Puts a batch together feature by feature, for readers that find values rather than JSON text.
struct BatchBuilder {
  /// A value of a property.
  enum Value {
    case null
    case truth(Bool)
    case whole(Int64)
    case real(Double)
    /// A JSON number as it is written.
    case number(String)
    case text(String)
    /// JSON text that is known to be right.
    case json([UInt8])
  }

  private(set) var batch = FeatureBatch()
  private let rules: ReadingRules
  private let text = ByteBuffer(capacity: 1 << 16)
  private var entry = FeatureBatch.Entry()
  private var id: Value?
  private var propertiesStart = 0
  private var propertyCount = 0

  init(_ rules: ReadingRules) { self.rules = rules }

  var isStrict: Bool { rules.isStrict }

  /// Whether it is time for the next batch.
  var isFull: Bool {
    batch.count + batch.faults.count >= 4096 || text.count >= 1 << 20
      || batch.coordinates.count >= 1 << 17
  }

  var isEmpty: Bool { batch.count + batch.faults.count == 0 && batch.mends.isEmpty }

  /// Makes a feature of what `body` adds; where it throws, a fault.
  ///
  /// - Parameters:
  ///   - number: Which feature of the file it is, counted from 1.
  ///   - line: Its line; 0 where lines say nothing.
  ///   - offset: Its first byte; -1 where bytes say nothing.
  ///   - body: Adds the geometry, properties and the id.
  mutating func record(
    number: Int, line: Int = 0, offset: Int = -1,
    _ body: (inout BatchBuilder) throws(RecordFault) -> Void
  ) {
    entry = FeatureBatch.Entry()
    entry.number = number
    entry.line = line
    entry.offset = offset
    id = nil
    propertyCount = 0
    propertiesStart = text.count
    let first = batch.coordinates.count
    do throws(RecordFault) {
      try body(&self)
      try check(from: first)
      close()
    } catch {
      batch.rollBack()
      text.cut(to: propertiesStart)
      var fault = error
      fault.number = number
      if line > 0 { fault.line = line }
      if offset >= 0, fault.offset == nil { fault.offset = offset }
      if fault.id == nil, case .text(let text)? = id { fault.id = text }
      batch.faults.append(fault)
    }
  }

  private mutating func close() {
    text.add(propertyCount == 0 ? "{}" : "}")
    entry.properties = ByteSpan(propertiesStart, text.count)
    if let id {
      let start = text.count
      add(id)
      entry.id = ByteSpan(start, text.count)
    }
    batch.close(entry)
  }

  mutating func mend(_ kind: Mend.Kind) {
    batch.mends.append(Mend(kind: kind, number: entry.number, line: entry.line))
  }

  // MARK: Ids and properties

  mutating func setID(_ value: Value) { id = value }

  /// Adds a property whose name has not been added before.
  mutating func add(_ name: String, _ value: Value) {
    beginProperty()
    text.addString(name)
    text.write(": ")
    add(value)
  }

  /// Adds a property whose name is JSON text with a colon behind it.
  mutating func add(key: [UInt8], _ value: Value) {
    beginProperty()
    text.add(key)
    add(value)
  }

  private mutating func beginProperty() {
    if propertyCount == 0 { text.add(UInt8(0x7B)) } else { text.write(", ") }
    propertyCount += 1
  }

  private func add(_ value: Value) {
    switch value {
    case .null: text.write("null")
    case .truth(let truth): text.add(truth ? "true" : "false")
    case .whole(let number): text.add("\(number)")
    case .real(let number): text.add(JSONNumber(number)?.text ?? "null")
    case .number(let number): text.add(number)
    case .text(let string): text.addString(string)
    case .json(let bytes): text.add(bytes)
    }
  }

  // MARK: Geometries

  mutating func add(_ geometry: Geometry?) { batch.add(geometry) }

  /// Adds words of a ``ShapeCode``.
  mutating func addShape(_ words: Int32...) { batch.shapes += words }

  mutating func addShape(_ word: Int) { batch.shapes.append(Int32(truncatingIfNeeded: word)) }

  mutating func addNumber(_ number: Double) { batch.coordinates.append(number) }

  /// Lets a reader of geometries add what it finds.
  mutating func withBatch<Failure: Error>(
    _ body: (inout FeatureBatch) throws(Failure) -> Void
  ) throws(Failure) {
    try body(&batch)
  }

  /// Checks that coordinates are numbers, and degrees where they should be; closes rings.
  private mutating func check(from first: Int) throws(RecordFault) {
    let firstWord = batch.entries.last?.shapeEnd ?? 0
    var (word, number) = (firstWord, first)
    while word < batch.shapes.count {
      let stride = ShapeCode.stride(batch.shapes[word])
      for _ in 0..<batch.passPositions(&word) {
        if rules.swap { batch.coordinates.swapAt(number, number + 1) }
        let (x, y) = (batch.coordinates[number], batch.coordinates[number + 1])
        number += stride
        guard x.isFinite, y.isFinite else {
          throw RecordFault(
            number: 0, problem: "a coordinate is no finite number",
            remedy: "mend it in the program that wrote it")
        }
        guard !CoordinateRange.contains(x, y, rules.coordinates) else { continue }
        if rules.coordinates == .geographic {
          let place = number - stride
          var (east, north) = (x, y)
          CoordinateRange.clamp(&east, &north)
          (batch.coordinates[place], batch.coordinates[place + 1]) = (east, north)
        }
        if let problem = CoordinateRange.problem(x, y, rules.coordinates, wraps: rules.wraps) {
          throw RecordFault(
            number: 0, value: JSONNumber(problem.isLatitude ? y : x)?.text,
            problem: problem.problem, remedy: problem.remedy)
        }
      }
    }
    do throws(GeometryFault) {
      let parts = try PartCheck(&batch, shapesFrom: firstWord, coordinatesFrom: first)
      if rules.isStrict, let kind = parts.mends.first {
        throw GeometryFault(
          problem: kind == .ringClosed
            ? "a ring is not closed" : "the first and the last position of a ring differ in height",
          remedy: "mend it, or read it with --lenient")
      }
      for kind in parts.mends { mend(kind) }
    } catch {
      throw RecordFault(number: 0, problem: error.problem, remedy: error.remedy)
    }
  }

  /// The batch as a whole.
  func finish() -> FeatureBatch {
    text.reserve(JSONCursor.padding)
    for _ in 0..<JSONCursor.padding { text.put(0) }
    var batch = batch
    batch.text = text.array
    if rules.wraps, rules.coordinates == .geographic { batch.wrapLongitudes() }
    return batch
  }
}
