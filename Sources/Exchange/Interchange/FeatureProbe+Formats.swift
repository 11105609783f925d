@_spi(Fuzzing) extension FeatureProbe {
  /// Reads GPX or KML; what goes wrong is a sentence.
  ///
  /// What is written must read back, and as itself once it has been written: the first time order and spaces may
  /// change.
  public static func markup(_ bytes: [UInt8], isKML: Bool) -> String? {
    guard let first = geoJSON(bytes, isKML: isKML) else { return nil }
    var before = first
    for generation in 0..<3 {
      guard let written = markup(ofGeoJSON: before, isKML: isKML) else {
        return "what was read cannot be written: \(String(decoding: before, as: UTF8.self))"
      }
      guard let after = geoJSON(written, isKML: isKML) else {
        return "what is written is refused: \(String(decoding: written, as: UTF8.self))"
      }
      if generation == 2, after != before {
        return """
          what is written reads back as something else:
          \(String(decoding: before, as: UTF8.self))
          \(String(decoding: after, as: UTF8.self))
          """
      }
      before = after
    }
    return nil
  }

  /// Reads a shapefile; what goes wrong is a sentence.
  public static func shapefile(shp: [UInt8], dbf: [UInt8]) -> String? {
    fault(shp.count + dbf.count) { () throws(DataFault) in
      try ShapefileReader(
        ShapefileParts(["shp": shp, "dbf": dbf], name: "input"),
        options: SerialFeatures.Options(crs: "planar"))
    }
  }

  /// Reads FlatGeobuf; what goes wrong is a sentence.
  public static func flatGeobuf(_ bytes: [UInt8]) -> String? {
    fault(bytes.count) { () throws(DataFault) in
      try FlatGeobufReader(ByteSource(bytes: bytes, name: "input"), crs: "planar")
    }
  }

  /// Reads features, those with faults left out: words and numbers must agree, and be no more than the file can mean.
  private static func fault(
    _ size: Int, _ open: () throws(DataFault) -> any FeatureReader
  ) -> String? {
    guard let reader = try? open() else { return nil }
    var features = SerialFeatures(reader)
    features.rules = ReadingRules(coordinates: .planar)
    var numbers = 0
    while let batch = try? features.nextPiece() {
      var (word, count) = (0, 0)
      while word < batch.shapes.count {
        let stride = ShapeCode.stride(batch.shapes[word])
        count += stride * batch.passPositions(&word)
      }
      guard count == batch.coordinates.count else {
        return "\(batch.coordinates.count) numbers for \(count) of the geometries"
      }
      numbers += count
      // Rings that are closed get a position more; heights may be missing.
      guard numbers <= size else { return "\(numbers) numbers out of \(size) bytes" }
    }
    return nil
  }

  private static func geoJSON(_ bytes: [UInt8], isKML: Bool) -> [UInt8]? {
    do {
      let source = ByteSource(bytes: bytes, name: "input")
      let reader: any FeatureReader =
        isKML ? try KMLReader(source) : try GPXReader(source)
      var features = SerialFeatures(reader)
      let encoder = GeoJSONEncoder(layout: .collection, coordinates: .geographic)
      return try text(&features, encoder, skipped: encoder.separatorCount)
    } catch {
      return nil
    }
  }

  private static func markup(ofGeoJSON bytes: [UInt8], isKML: Bool) -> [UInt8]? {
    do {
      func open() throws -> GeoJSONFeatures {
        try GeoJSONFeatures(
          FileSource(bytes: bytes, name: "input"), rules: ReadingRules(), isSequence: false)
      }
      var reader = try open()
      guard isKML else { return try text(&reader, GPXEncoder(), skipped: 0) }
      let survey = try FeatureWork.survey(&reader).survey
      reader = try open()
      return try text(&reader, KMLEncoder(survey), skipped: 0)
    } catch {
      return nil
    }
  }

  /// All features as text; nil where there is a fault.
  private static func text<Reader: FeatureStream>(
    _ reader: inout Reader, _ encoder: some FeatureEncoder, skipped: Int
  ) throws -> [UInt8]? {
    var text = encoder.head().array
    var later: [[UInt8]] = []
    var box = CoordinateBox()
    var isFirst = true
    while let piece = try reader.nextPiece() {
      let batch = reader.read(piece)
      var encoded = EncodedBatch(bytes: ByteBuffer())
      encoder.add(batch, to: &encoded)
      guard batch.faults.isEmpty, encoded.faults.isEmpty else { return nil }
      text += encoded.bytes.bytes.dropFirst(isFirst ? skipped : 0)
      isFirst = false
      box.add(encoded.box)
      for (index, section) in encoded.later.enumerated() {
        if later.count <= index { later.append([]) }
        later[index] += section.array
      }
    }
    guard reader.faults.isEmpty else { return nil }
    for section in later { text += section }
    return text + encoder.tail(box).array
  }
}
