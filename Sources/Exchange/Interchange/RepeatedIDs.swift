/// Finds ids that several features of a file have, in bounded memory however large the file is.
///
/// Of every id a hash of 64 bits is kept, and where its feature stands. While ids ascend there is nothing to look for;
/// else the hashes are sorted at the end, and beyond ``limit`` of them in runs that go to a file.
package struct RepeatedIDs: Sendable {
  /// What was found.
  package struct Report: Hashable, Sendable {
    /// How many ids come more than once, and how many features have them.
    package var ids = 0
    package var features = 0
    /// Where the first feature stands that has an id that came before, and the feature before it.
    package var first: Int
    package var again: Int
    /// The id; nil where nobody kept it.
    package var id: String?
  }

  /// The hash of an id and the line or number of its feature.
  struct Record {
    var hash: UInt64
    var place: Int
  }

  /// Ids of one batch.
  struct Batch: Sendable {
    fileprivate var records: [Record] = []
    fileprivate var texts: [Int: String] = [:]
    fileprivate var first: [UInt8] = []
    fileprivate var last: [UInt8] = []
    fileprivate var isAscending = true

    init() {}

    /// - Complexity: O(*n*), *n* bytes of ids.
    init(_ batch: FeatureBatch) {
      records.reserveCapacity(batch.count)
      batch.text.withUnsafeBufferPointer { text in
        guard let base = text.baseAddress else { return }
        var before = UnsafeBufferPointer<UInt8>(start: nil, count: 0)
        for entry in batch.entries where !entry.id.isEmpty {
          var range = entry.id.range
          // A text and a number that are written alike are one id.
          if base[range.lowerBound] == 0x22 { range = range.lowerBound + 1..<range.upperBound - 1 }
          let id = UnsafeBufferPointer(rebasing: text[range])
          let place = entry.line > 0 ? entry.line : entry.number
          records.append(Record(hash: RepeatedIDs.hash(id), place: place))
          if place <= RepeatedIDs.keptTexts { texts[place] = String(decoding: id, as: UTF8.self) }
          if records.count == 1 {
            first = Array(id)
          } else if isAscending, !RepeatedIDs.ascends(before, id) {
            isAscending = false
          }
          before = id
        }
        last = Array(before)
      }
    }
  }

  /// More ids than this go to a file, 64 MB at a time.
  private let limit: Int
  private static let keptTexts = 5000

  private var records: [Record] = []
  private var runs: [(start: Int, count: Int)] = []
  private var file: SpillFile?
  private var texts: [Int: String] = [:]
  private var last: [UInt8] = []
  private var isAscending = true
  private var count = 0

  package init(limit: Int = 1 << 22) { self.limit = limit }

  /// Adds the ids of the batch that follows.
  ///
  /// - Throws: A fault where a temporary file cannot be written.
  mutating func add(_ batch: Batch) throws(DataFault) {
    guard !batch.records.isEmpty else { return }
    if isAscending {
      isAscending =
        batch.isAscending
        && (count == 0
          || last.withUnsafeBufferPointer { last in
            batch.first.withUnsafeBufferPointer { Self.ascends(last, $0) }
          })
    }
    last = batch.last
    count += batch.records.count
    records += batch.records
    if texts.count < Self.keptTexts { texts.merge(batch.texts) { old, _ in old } }
    if records.count >= limit { try spill() }
  }

  private static func ascends(
    _ one: UnsafeBufferPointer<UInt8>, _ other: UnsafeBufferPointer<UInt8>
  ) -> Bool {
    guard one.count == other.count else { return one.count < other.count }
    for index in one.indices where one[index] != other[index] { return one[index] < other[index] }
    return false
  }

  /// Eight bytes at a time, mixed as by the end of SplitMix64.
  private static func hash(_ bytes: UnsafeBufferPointer<UInt8>) -> UInt64 {
    var hash = UInt64(bytes.count) &* 0x9E37_79B9_7F4A_7C15
    var place = 0
    let raw = UnsafeRawBufferPointer(bytes)
    while place < bytes.count {
      var word: UInt64 = 0
      if place + 8 <= bytes.count {
        word = raw.loadUnaligned(fromByteOffset: place, as: UInt64.self).littleEndian
      } else {
        for index in place..<bytes.count { word = word << 8 | UInt64(bytes[index]) }
      }
      hash = (hash ^ word) &* 0xBF58_476D_1CE4_E5B9
      hash ^= hash >> 29
      place += 8
    }
    hash = (hash ^ hash >> 30) &* 0x94D0_49BB_1331_11EB
    return hash ^ hash >> 31
  }

  // MARK: Files

  private mutating func spill() throws(DataFault) {
    let file: SpillFile
    if let open = self.file { file = open } else { file = try SpillFile() }
    self.file = file
    Self.sort(&records)
    let start = runs.last.map { $0.start + $0.count } ?? 0
    try records.withUnsafeBufferPointer { (buffer) throws(DataFault) in
      try file.write(
        UnsafeRawBufferPointer(buffer), at: start * MemoryLayout<Record>.stride)
    }
    runs.append((start, records.count))
    records.removeAll(keepingCapacity: true)
  }

  /// Sorts by hash, then by place.
  ///
  /// Hashes are even, so that their first bits put them into small heaps, which are sorted one by one.
  private static func sort(_ records: inout [Record]) {
    let bits = max(0, Int.bitWidth - (records.count / 32).leadingZeroBitCount)
    guard bits > 0 else { return records.sort { ($0.hash, $0.place) < ($1.hash, $1.place) } }
    let shift = UInt64(64 - bits)
    var ends = [Int](repeating: 0, count: (1 << bits) + 1)
    for record in records { ends[Int(record.hash >> shift) + 1] += 1 }
    for heap in 1..<ends.count { ends[heap] += ends[heap - 1] }
    var next = ends
    var sorted = records
    for record in records {
      let heap = Int(record.hash >> shift)
      sorted[next[heap]] = record
      next[heap] += 1
    }
    sorted.withUnsafeMutableBufferPointer { buffer in
      for heap in 0..<(1 << bits) where ends[heap + 1] - ends[heap] > 1 {
        buffer[ends[heap]..<ends[heap + 1]].sort { ($0.hash, $0.place) < ($1.hash, $1.place) }
      }
    }
    records = sorted
  }

  // MARK: Looking

  /// What ids come more than once; nil where none does.
  ///
  /// - Throws: A fault where a temporary file cannot be read.
  package mutating func report() throws(DataFault) -> Report? {
    if isAscending { return nil }
    var found = Finder()
    if runs.isEmpty {
      Self.sort(&records)
      for record in records { found.add(record) }
    } else {
      try spill()
      try merge { found.add($0) }
    }
    guard var report = found.finish() else { return nil }
    report.id = texts[report.first]
    return report
  }

  /// Hands over the records of all runs in order.
  private func merge(_ body: (Record) -> Void) throws(DataFault) {
    guard let file else { return }
    let stride = MemoryLayout<Record>.stride
    let piece = 1 << 12
    var heads: [(buffer: [Record], place: Int, next: Int, end: Int)] = runs.map {
      ([], 0, $0.start, $0.start + $0.count)
    }
    func fill(_ head: inout (buffer: [Record], place: Int, next: Int, end: Int)) throws(DataFault) {
      let count = min(piece, head.end - head.next)
      head.buffer = [Record](repeating: Record(hash: 0, place: 0), count: count)
      head.place = 0
      let start = head.next
      try head.buffer.withUnsafeMutableBufferPointer { (buffer) throws(DataFault) in
        try file.read(UnsafeMutableRawBufferPointer(buffer), at: start * stride)
      }
      head.next += count
    }
    for index in heads.indices { try fill(&heads[index]) }
    while true {
      var best = -1
      for index in heads.indices where heads[index].place < heads[index].buffer.count {
        let record = heads[index].buffer[heads[index].place]
        if best < 0 || record.hash < heads[best].buffer[heads[best].place].hash { best = index }
      }
      guard best >= 0 else { return }
      body(heads[best].buffer[heads[best].place])
      heads[best].place += 1
      if heads[best].place == heads[best].buffer.count { try fill(&heads[best]) }
    }
  }

  /// Counts records that stand one behind the other with one hash.
  private struct Finder {
    private var hash: UInt64?
    private var places: [Int] = []
    private var report: Report?

    mutating func add(_ record: Record) {
      if record.hash == hash {
        places.append(record.place)
      } else {
        close()
        hash = record.hash
        places = [record.place]
      }
    }

    private mutating func close() {
      guard places.count > 1 else { return }
      places.sort()
      var report = report ?? Report(first: places[0], again: places[1])
      report.ids += 1
      report.features += places.count
      if places[1] < report.again { (report.first, report.again) = (places[0], places[1]) }
      self.report = report
    }

    mutating func finish() -> Report? {
      close()
      return report
    }
  }
}
