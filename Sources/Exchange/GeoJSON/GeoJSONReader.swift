/// Reads GeoJSON (RFC 7946) whole: a collection, one feature, a bare geometry, or a sequence.
///
/// Properties are kept as they are, in their order, numbers with their text. Longitude stands
/// before latitude. A member `crs` of older files is accepted where it says what is expected.
public enum GeoJSONReader {
  /// What a text gives: the features that can be used, and what is said about the others.
  struct Reading {
    var collection = FeatureCollection()
    var faults: [DataFault] = []
    /// What was put right.
    var mends: [DataFault] = []
  }

  /// Reads a file; `-` is the standard input.
  ///
  /// - Throws: All faults of the file, each with the number, the id, the line and the byte of its
  ///   feature.
  public static func read(
    path: String, coordinates: CoordinateKind = .geographic, isStrict: Bool = false
  ) throws(DataFaults) -> FeatureCollection {
    let input = try readInput(path)
    return try read(input.bytes, file: input.name, coordinates: coordinates, isStrict: isStrict)
  }

  /// Reads a text; `file` is what messages call it.
  public static func read(
    _ bytes: [UInt8], file: String, coordinates: CoordinateKind = .geographic,
    isStrict: Bool = false
  ) throws(DataFaults) -> FeatureCollection {
    let reading = try parse(
      bytes, file: file, rules: ReadingRules(isStrict: isStrict, coordinates: coordinates))
    if let faults = DataFaults(reading.faults) { throw faults }
    return reading.collection
  }

  /// The features that can be used, and the faults of the others.
  ///
  /// - Parameters:
  ///   - bytes: The text, which may be packed.
  ///   - file: What messages call it.
  ///   - rules: How it is read.
  ///   - system: The system that numbers may be in which cannot be degrees.
  ///   - checksRange: Whether positions must lie on the earth, and are turned into degrees; else somebody
  ///     else sees to that.
  /// - Returns: Features and faults in the order of the file.
  /// - Throws: The fault of a text that is no GeoJSON at all.
  static func parse(
    _ bytes: [UInt8], file: String, rules: ReadingRules, system: ProjectedSystem? = nil,
    checksRange: Bool = true
  ) throws(DataFaults) -> Reading {
    if let system, checksRange {
      var reading = try parse(
        bytes, file: file, rules: rules.unchecked(for: system), system: system, checksRange: false)
      // Where no number is beyond degrees, none is off the earth but a latitude beyond 90.
      guard let faults = system.turn(&reading.collection.features, file: file) else {
        return try parse(bytes, file: file, rules: rules)
      }
      reading.faults += faults
      return reading
    }
    var streamed = rules
    streamed.checksPositions = checksRange
    do {
      var reader = try GeoJSONFeatures(
        FileSource(bytes: bytes, name: file), rules: streamed,
        isSequence: [.geojsonl, .geojsonseq].contains(DataFormat(path: file)))
      var reading = try collect(&reader)
      let crs = try reader.crsName()
      if crs.map({ system?.isCalled($0) ?? false }) != true {
        try checkCRS(
          crs, file: file, line: reader.crsLine,
          coordinates: system == nil ? rules.coordinates : .geographic)
      }
      var foreign: [JSONObject.Member] = []
      for member in reader.allMembers {
        let value = try JSON.decode([0x7B] + member.text + [0x7D], file: file)
          .objectValue?[member.name]
        if member.name == "metadata" {
          reading.collection.metadata = value?.objectValue ?? JSONObject()
        } else if let value {
          foreign.append(JSONObject.Member(name: member.name, value: value))
        }
      }
      // The reader has seen to it that none comes twice.
      reading.collection.foreignMembers = JSONObject(unchecked: foreign)
      return reading
    } catch let fault as DataFault {
      throw DataFaults(fault)
    } catch {
      throw DataFaults(DataFault(file: file, problem: "\(error)"))
    }
  }

  /// Reads all features of a stream, on all cores.
  private static func collect<Reader: FeatureStream>(_ reader: inout Reader) throws -> Reading {
    let (file, unit) = (reader.name, reader.unit)
    var reading = Reading()
    var tally = FeatureTally()
    let read = reader.read
    var firstOther: Int?
    var others = 0
    func keep(_ faults: [RecordFault]) {
      let kept = faults.prefix(max(0, FeatureTally.keptFaults - reading.faults.count))
      reading.faults += kept.map { $0.fault(file: file, unit: unit) }
      others += faults.count - kept.count
      if kept.count < faults.count { firstOther = firstOther ?? faults[kept.count].line }
    }
    // What was turned into GeoJSON from a database has lines that nobody could find.
    let hasLines = DataFormat(path: file)?.hasLines ?? true
    let work = OrderedWork<Reader.Piece, (features: [Feature], batch: FeatureBatch)>(
      work: { piece in
        var batch = read(piece)
        let features = batch.takeFeatures(hasLines: hasLines)
        batch.text = []
        return (features, batch)
      },
      take: { found in
        reading.collection.features += found.features
        keep(found.batch.faults)
        tally.add([], found.batch.mends)
      })
    while let piece = try reader.nextPiece() { try work.add(piece) }
    try work.finish()
    tally.add([], reader.mends)
    keep(reader.faults)
    reading.faults = reading.faults.enumerated().sorted {
      ($0.element.line ?? 0, $0.offset) < ($1.element.line ?? 0, $1.offset)
    }.map(\.element)
    if others > 0 { reading.faults.append(.others(others, file: file, line: firstOther)) }
    reading.mends = tally.mendsTold(file: file, unit: unit)
    return reading
  }

  /// What messages call a feature: `feature 3 (id B07)`.
  static func subject(_ number: Int, id: String?) -> String {
    id.map { "feature \(number) (id \(DataFault.shown($0)))" } ?? "feature \(number)"
  }

  /// Checks the `crs` of older GeoJSON (2008), which RFC 7946 took away.
  private static func checkCRS(
    _ name: String?, file: String, line: Int?, coordinates: CoordinateKind
  ) throws(DataFault) {
    guard let name else { return }
    switch (WellKnownCRS.isNamedLongitudeLatitude(name), coordinates) {
    case (true, .geographic), (false, .planar): return
    case (false, .geographic):
      throw DataFault(
        file: file, line: line, value: name, problem: "is not longitude and latitude",
        remedy: "turn the file with footbridge convert, or give --crs planar if its numbers are "
          + "metres")
    case (true, .planar):
      throw DataFault(
        file: file, line: line, value: name,
        problem: "is degrees, but the coordinates are to be metres",
        remedy: "leave --crs planar out")
    }
  }
}

extension FeatureBatch {
  /// The features as values; those whose id is none become faults.
  fileprivate mutating func takeFeatures(hasLines: Bool) -> [Feature] {
    var features: [Feature] = []
    features.reserveCapacity(count)
    var faults: [RecordFault] = []
    text.withUnsafeBufferPointer { text in
      for index in entries.indices {
        let entry = entries[index]
        var feature = Feature(
          geometry: nil, line: hasLines ? entry.line : 0, number: entry.number)
        do throws(DataFault) {
          feature.properties =
            try Self.value(entry.properties, in: text)?.objectValue ?? JSONObject()
          try feature.setID(Self.value(entry.id, in: text))
        } catch {
          faults.append(
            RecordFault(
              number: entry.number, line: hasLines ? entry.line : nil, offset: entry.offset,
              value: error.value, problem: error.problem, remedy: error.remedy))
          continue
        }
        feature.geometry = geometry(of: index)?.withoutEmptyParts
        features.append(feature)
      }
    }
    if !faults.isEmpty {
      self.faults = (self.faults + faults).sorted { $0.number < $1.number }
    }
    return features
  }

  private static func value(
    _ span: ByteSpan, in text: UnsafeBufferPointer<UInt8>
  ) throws(DataFault) -> JSONValue? {
    guard !span.isEmpty else { return nil }
    var scanner = try JSONScanner(UnsafeBufferPointer(rebasing: text[span.range]), file: nil)
    return try scanner.value()
  }
}

extension Feature {
  /// Takes the member `id`, else the property of that name.
  fileprivate mutating func setID(_ member: JSONValue?) throws(DataFault) {
    for value in [member, properties["id"]] {
      switch value {
      case .string(let text):
        id = text
        return
      case .number(let number):
        id = number.text
        idIsNumber = true
        return
      case nil, .null: continue
      case let other?:
        throw DataFault(
          value: String(decoding: JSON.encode(other), as: UTF8.self), problem: "is no id",
          remedy: "an id is a string or a number")
      }
    }
  }
}

extension Geometry {
  /// Nil for a geometry that has no positions at all; a collection loses its members without any.
  fileprivate var withoutEmptyParts: Geometry? {
    if case .geometryCollection(let members) = self {
      let rest = members.compactMap(\.withoutEmptyParts)
      return rest.isEmpty ? nil : .geometryCollection(rest)
    }
    var isEmpty = true
    forEachPosition { _ in isEmpty = false }
    return isEmpty ? nil : self
  }
}

/// Reads all of a file, its fault alone in a collection.
func readInput(
  _ path: String, _ encodings: EncodingChoice = EncodingChoice(), keepsBinary: Bool = true
) throws(DataFaults) -> InputFile {
  do throws(DataFault) {
    return try InputFile(path: path, encodings: encodings, keepsBinary: keepsBinary)
  } catch {
    throw DataFaults(error)
  }
}
