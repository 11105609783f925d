/// Features of any format as one text of GeoJSON, each on the line on which it stands in its file.
///
/// So what reads GeoJSON reads all formats, and names the lines of the file.
struct GeoJSONCopy {
  private(set) var bytes: [UInt8] = []
  /// What became of the features; those with faults are not in the text.
  let tally: FeatureTally

  /// Reads all features.
  ///
  /// - Parameters:
  ///   - features: Not read yet.
  ///   - change: Moves coordinates; nil where they are right.
  ///   - coordinates: What the numbers mean then.
  ///   - hasLines: Whether features have lines.
  /// - Throws: What makes reading on impossible.
  init<Reader: FeatureStream>(
    of features: inout Reader, change: FeatureWork.Change? = nil, coordinates: CoordinateKind,
    hasLines: Bool
  ) throws {
    let encoder = GeoJSONEncoder(layout: .collection, coordinates: coordinates)
    var encoded = EncodedBatch(bytes: ByteBuffer(capacity: 1 << 16))
    var lines: [Int] = []
    tally = try FeatureWork.forEachBatch(&features, change: change) { batch in
      encoder.add(batch, to: &encoded)
      lines += batch.entries.map { hasLines ? $0.line : 0 }
    }
    let text = encoded.bytes.bytes.dropFirst(encoder.separatorCount)
    bytes = encoder.head().array.map { $0 == 0x0A ? 0x20 : $0 }
    Self.add(text, lines: lines, to: &bytes)
    bytes += encoder.tail(encoded.box).array.map { $0 == 0x0A ? 0x20 : $0 }
  }

  /// Reads a table of which a column holds geometries.
  ///
  /// - Parameters:
  ///   - bytes: The text.
  ///   - file: What messages call it.
  ///   - rules: How it is read.
  /// - Returns: The text, and what was put right; nil for a table whose rows are places in columns of numbers, or none.
  /// - Throws: All faults of the table.
  static func ofTable(
    _ bytes: [UInt8], file: String, rules: ReadingRules
  ) throws(DataFaults) -> (bytes: [UInt8], warnings: [DataFault])? {
    do {
      var features = try CSVFeatures(rules: rules) { FileSource(bytes: bytes, name: file) }
      guard case .cell = features.parser.layout.place else { return nil }
      let copy = try GeoJSONCopy(of: &features, coordinates: rules.coordinates, hasLines: true)
      if let faults = copy.tally.allFaults(file: file, unit: features.unit) { throw faults }
      return (copy.bytes, copy.tally.mendsTold(file: file, unit: features.unit))
    } catch let faults as DataFaults {
      throw faults
    } catch let fault as DataFault {
      throw DataFaults(fault)
    } catch {
      throw DataFaults(DataFault(file: file, problem: "\(error)"))
    }
  }

  /// Adds features, each behind one line break, with as many as bring it to the line on which it stands in the file.
  ///
  /// - Parameters:
  ///   - text: Features without other line breaks.
  ///   - lines: The line of each, from 1; 0 where there are none.
  ///   - bytes: What stands before, on one line.
  private static func add(
    _ text: some Collection<UInt8>, lines: [Int], to bytes: inout [UInt8]
  ) {
    bytes.reserveCapacity(bytes.count + text.count + (lines.last ?? 0))
    var (index, line) = (0, 1)
    for byte in text {
      guard byte == 0x0A else {
        bytes.append(byte)
        continue
      }
      let wanted = index < lines.count ? lines[index] : 0
      index += 1
      bytes.append(contentsOf: repeatElement(0x0A, count: max(0, wanted - line)))
      line = max(line, wanted)
    }
  }
}
