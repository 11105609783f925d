/// What became of the features of a file.
package struct FeatureTally: Sendable {
  /// How many were read, those with faults left out.
  package var count = 0
  package var box = CoordinateBox()
  /// The first faults, in the order of the file.
  package var faults: [RecordFault] = []
  package var faultCount = 0
  /// The first mends of each kind, and how many there are.
  package var mends: [(first: Mend, count: Int)] = []
  /// Ids that several features have, where they were looked for; nil where none has.
  package var repeatedIDs: RepeatedIDs.Report?

  /// Features in which characters were replaced that the format cannot hold.
  package var replaced = ReplacedTexts()

  static let keptFaults = 1000

  /// The faults as they are told; nil where there are none.
  package func allFaults(file: String, unit: String) -> DataFaults? {
    guard faultCount > 0 else { return nil }
    // Faults of the whole file were noticed beside those of its features.
    let ordered = faults.enumerated().sorted {
      ($0.element.line ?? 0, $0.offset) < ($1.element.line ?? 0, $1.offset)
    }
    return DataFaults(ordered.map { $0.element.fault(file: file, unit: unit) }, count: faultCount)
  }

  /// What was put right, a sentence for each kind.
  package func mendsTold(file: String, unit: String) -> [DataFault] {
    mends.map { mend in
      DataFault(
        file: file, line: mend.first.line,
        subject: mend.first.number > 0 ? "\(unit) \(mend.first.number)" : nil,
        problem: "mended: \(mend.first.kind.rawValue)"
          + (mend.count == 1 ? "" : ", \(Count.of(mend.count, "time"))"))
    }
  }

  mutating func add(_ faults: [RecordFault], _ mends: [Mend]) {
    self.faults += faults.prefix(max(0, Self.keptFaults - self.faults.count))
    faultCount += faults.count
    for mend in mends {
      if let index = self.mends.firstIndex(where: { $0.first.kind == mend.kind }) {
        self.mends[index].count += 1
      } else {
        self.mends.append((mend, 1))
      }
    }
  }
}

/// Leads features from a reader to whoever wants them.
package enum FeatureWork {
  /// Changes a batch, such as its coordinates; what it cannot change it leaves out as a fault.
  package typealias Change = @Sendable (inout FeatureBatch) -> Void

  /// Looks at all features.
  package static func survey<Reader: FeatureStream>(
    _ reader: inout Reader
  ) throws -> (survey: FeatureSurvey, tally: FeatureTally) {
    var survey = FeatureSurvey()
    var tally = FeatureTally()
    let read = reader.read
    let work = OrderedWork<Reader.Piece, (FeatureSurvey, [RecordFault], [Mend])>(
      work: { piece in
        let batch = read(piece)
        return (FeatureSurvey(batch), batch.faults, batch.mends)
      },
      take: { found in
        survey.add(found.0)
        tally.add(found.1, found.2)
      })
    while let piece = try reader.nextPiece() { try work.add(piece) }
    try work.finish()
    tally.add(reader.faults, reader.mends)
    tally.count = survey.count
    return (survey, tally)
  }

  /// Writes all features as text; nothing more after the first fault where that is asked for.
  static func write<Reader: FeatureStream>(
    _ reader: inout Reader, _ encoder: some FeatureEncoder, to sink: ByteSink,
    stopsAtFaults: Bool, change: Change?
  ) throws -> FeatureTally {
    var tally = FeatureTally()
    var isFirst = true
    let sections = LaterSections()
    var ids = RepeatedIDs()
    var written: [String: String] = [:]
    let name = reader.name
    let read = reader.read
    let work = OrderedWork<Reader.Piece, EncodedBatch>(
      work: { piece in
        var batch = read(piece)
        change?(&batch)
        var encoded = EncodedBatch(bytes: ByteBuffer(capacity: batch.text.count + 65_536))
        encoder.add(batch, to: &encoded)
        encoded.faults = batch.faults + encoded.faults
        encoded.mends = batch.mends
        encoded.ids = RepeatedIDs.Batch(batch)
        return encoded
      },
      take: { encoded in
        tally.add(encoded.faults, encoded.mends)
        tally.count += encoded.count
        tally.box.add(encoded.box)
        try ids.add(encoded.ids)
        tally.replaced.add(encoded.replaced)
        for id in encoded.doubtfulIDs {
          guard written.updateValue(id.own, forKey: id.written) ?? id.own == id.own else {
            throw DataFault(
              file: name, value: id.own,
              problem:
                "is written as \(DataFault.quoted(id.written)), as another id is, for XML cannot hold "
                + "all of its characters",
              remedy: "change one of the ids")
          }
        }
        guard !stopsAtFaults || tally.faultCount == 0 else { return }
        try sections.add(encoded.later)
        guard !encoded.bytes.isEmpty else { return }
        let skipped = isFirst ? encoder.separatorCount : 0
        isFirst = false
        try sink.write(UnsafeBufferPointer(rebasing: encoded.bytes.bytes[skipped...]))
      })
    try sink.write(encoder.head())
    while !sink.isClosedPipe, let piece = try reader.nextPiece() { try work.add(piece) }
    try work.finish()
    tally.add(reader.faults, reader.mends)
    try sections.write(to: sink)
    try sink.write(encoder.tail(tally.box, members: reader.lateMembers))
    tally.repeatedIDs = try ids.report()
    return tally
  }

  /// Hands over all features, batch after batch, changed and in their order.
  package static func forEachBatch<Reader: FeatureStream>(
    _ reader: inout Reader, change: Change? = nil, _ body: @escaping (FeatureBatch) throws -> Void
  ) throws -> FeatureTally {
    var tally = FeatureTally()
    let read = reader.read
    var ids = RepeatedIDs()
    let work = OrderedWork<Reader.Piece, (batch: FeatureBatch, ids: RepeatedIDs.Batch)>(
      work: { piece in
        var batch = read(piece)
        change?(&batch)
        return (batch, RepeatedIDs.Batch(batch))
      },
      take: { found in
        let batch = found.batch
        try ids.add(found.ids)
        tally.add(batch.faults, batch.mends)
        tally.count += batch.count
        try body(batch)
      })
    while let piece = try reader.nextPiece() { try work.add(piece) }
    try work.finish()
    tally.add(reader.faults, reader.mends)
    tally.repeatedIDs = try ids.report()
    return tally
  }
}

/// What a text has behind all else, kept in files until it is its turn.
private final class LaterSections {
  private var sections: [(file: TemporaryFile, sink: ByteSink)] = []

  func add(_ buffers: [ByteBuffer]) throws {
    for (index, buffer) in buffers.enumerated() where !buffer.isEmpty {
      while sections.count <= index {
        let file = try TemporaryFile()
        sections.append((file, ByteSink(into: file)))
      }
      try sections[index].sink.write(buffer)
    }
  }

  func write(to sink: ByteSink) throws {
    for section in sections {
      try section.sink.finish()
      let source = try FileSource(section.file)
      while true {
        var bytes: [UInt8] = []
        try source.read(1 << 18, into: &bytes)
        if bytes.isEmpty { break }
        try bytes.withUnsafeBufferPointer { try sink.write($0) }
      }
    }
  }
}
