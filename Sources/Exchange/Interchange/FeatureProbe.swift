/// Reads bytes as a reader of files would, for those who look for what breaks one.
@_spi(Fuzzing) public enum FeatureProbe {
  /// Reads GeoJSON, strictly and leniently, in batches of a size; what goes wrong is a sentence.
  ///
  /// What strict reading takes must be taken leniently, too; what is written must read back strictly and
  /// as itself; batches must not matter.
  public static func geoJSON(_ bytes: [UInt8], batchSize: Int, isSequence: Bool) -> String? {
    let lenient = write(bytes, isStrict: false, batchSize: 1 << 20, isSequence: isSequence)
    let strict = write(bytes, isStrict: true, batchSize: batchSize, isSequence: isSequence)
    let small = write(bytes, isStrict: false, batchSize: batchSize, isSequence: isSequence)
    if lenient != small { return "batches of \(batchSize) bytes give something else" }
    if let strict, strict != lenient { return "strict reading takes what lenient reading does not" }
    guard let lenient else { return nil }
    guard let again = write(lenient, isStrict: true, batchSize: 1 << 20, isSequence: false) else {
      return "what is written is refused: \(String(decoding: lenient, as: UTF8.self))"
    }
    return again == lenient ? nil : "what is written reads back as something else"
  }

  /// The features written as GeoJSON; nil where there is a fault.
  private static func write(
    _ bytes: [UInt8], isStrict: Bool, batchSize: Int, isSequence: Bool
  ) -> [UInt8]? {
    do {
      var reader = try GeoJSONFeatures(
        FileSource(bytes: bytes, name: "input"), rules: ReadingRules(isStrict: isStrict),
        isSequence: isSequence, batchSize: batchSize)
      return try write(&reader)
    } catch {
      return nil
    }
  }

  private static func write<Reader: FeatureStream>(_ reader: inout Reader) throws -> [UInt8]? {
    let encoder = GeoJSONEncoder(layout: .collection, coordinates: .geographic)
    var encoded = EncodedBatch(bytes: ByteBuffer())
    var text = encoder.head().array
    var faults = 0
    while let piece = try reader.nextPiece() {
      let batch = reader.read(piece)
      faults += batch.faults.count
      encoder.add(batch, to: &encoded)
    }
    faults += reader.faults.count
    guard faults == 0 else { return nil }
    text += encoded.bytes.bytes.dropFirst(encoder.separatorCount)
    return text + encoder.tail(encoded.box).array
  }

  /// Reads CSV in batches of two sizes; what goes wrong is a sentence.
  public static func csv(_ bytes: [UInt8], batchSize: Int) -> String? {
    func read(_ size: Int) -> [UInt8]? {
      do {
        var reader = try CSVFeatures(rules: ReadingRules(), batchSize: size) {
          FileSource(bytes: bytes, name: "input")
        }
        return try write(&reader)
      } catch {
        return nil
      }
    }
    let large = read(1 << 20)
    if large != read(batchSize) { return "batches of \(batchSize) bytes give something else" }
    if !areColumnsSame(bytes, batchSize: batchSize) {
      return "columns are not those of the features"
    }
    guard let large else { return nil }
    return write(large, isStrict: true, batchSize: 1 << 20, isSequence: false) == large
      ? nil : "what is written reads back as something else"
  }

  /// Whether a table has the columns of its features.
  private static func areColumnsSame(_ bytes: [UInt8], batchSize: Int) -> Bool {
    do {
      var reader = try CSVFeatures(rules: ReadingRules(), batchSize: batchSize) {
        FileSource(bytes: bytes, name: "input")
      }
      var (columns, others) = (FeatureColumns(), FeatureColumns())
      while let piece = try reader.nextPiece() {
        let (part, faults) = reader.parser.columns(piece.rows)
        let batch = reader.read(piece)
        if faults != batch.faults { return false }
        // Without any feature nobody knows the names of properties.
        if batch.count == 0 { continue }
        columns.add(part)
        others.add(FeatureColumns(batch, .all))
      }
      return columns.count == others.count && columns.ids == others.ids
        && columns.shapes == others.shapes
        // Heights that are not known are no number, which is not even itself.
        && columns.coordinates.map(\.bitPattern) == others.coordinates.map(\.bitPattern)
        && columns.coordinateEnds == others.coordinateEnds
        && columns.shapeEnds == others.shapeEnds
        && columns.properties.elementsEqual(others.properties) {
          $0.name == $1.name && $0.column.asValues == $1.column.asValues
        }
    } catch {
      return true
    }
  }

  /// Reads the geometry of a row of a GeoPackage; what goes wrong is a sentence.
  public static func geometry(_ blob: [UInt8]) -> String? {
    var batch = FeatureBatch()
    do throws(WellKnownBinary.Damage) {
      try WellKnownBinary.read(blob, into: &batch)
    } catch {
      return nil
    }
    var (word, count) = (0, 0)
    while word < batch.shapes.count {
      let stride = ShapeCode.stride(batch.shapes[word])
      count += stride * batch.passPositions(&word)
    }
    return count == batch.coordinates.count
      ? nil : "\(batch.coordinates.count) numbers for \(count) of the geometry"
  }
}
