import Geography

extension InputFile {
  /// The file as GeoJSON in longitude and latitude where it is of a format that is neither that nor a table; else itself.
  ///
  /// So everything that reads GeoJSON reads all formats, with ids, properties and the CRS of the file.
  ///
  /// - Parameter isPlanar: Whether coordinates are metres of nobody knows what system, which stay as they are.
  /// - Returns: The file, and what is to be told about it.
  /// - Throws: All faults of the file.
  package func inGeoJSON(
    isPlanar: Bool
  ) throws(DataFaults) -> (file: InputFile, remarks: [FileRemark]) {
    guard let format = DataFormat(path: name), !format.isGeoJSON, format != .csv else {
      return (self, [])
    }
    do {
      var features = try SerialFeatures.open(
        place, format: format,
        options: SerialFeatures.Options(crs: isPlanar ? "planar" : nil))
      let crs = isPlanar ? "planar" : features.crs ?? "EPSG:4326"
      let isPlain = isPlanar || crs == "planar" || WellKnownCRS.isNamedLongitudeLatitude(crs)
      let isMetres = isPlanar || crs == "planar"
      features.rules.coordinates = isMetres || !isPlain ? .planar : .geographic
      let way = isPlain ? nil : try CoordinateTransformation(from: crs, to: "OGC:CRS84")
      let encoder = GeoJSONEncoder(
        layout: .collection, coordinates: isMetres ? .planar : .geographic)
      var encoded = EncodedBatch(bytes: ByteBuffer(capacity: bytes.count * 2 + 4096))
      var lines: [Int] = []
      let tally = try FeatureWork.forEachBatch(
        &features, change: way.map { way in { @Sendable in way.change(&$0) } }
      ) { batch in
        encoder.add(batch, to: &encoded)
        lines += batch.entries.map { format.hasLines ? $0.line : 0 }
      }
      if let faults = tally.allFaults(file: features.name, unit: features.unit) { throw faults }
      let text = encoded.bytes.bytes.dropFirst(encoder.separatorCount)
      var file = self
      file.bytes = encoder.head().array.map { $0 == 0x0A ? 0x20 : $0 }
      Self.add(text, lines: lines, to: &file.bytes)
      file.bytes += encoder.tail(encoded.box).array.map { $0 == 0x0A ? 0x20 : $0 }
      var remarks = features.remarks
      if let doubt = way?.doubt { remarks.append(.warning("\(name): \(doubt)")) }
      for mend in tally.mends {
        remarks.append(
          .warning("\(name): mended: \(mend.first.kind.rawValue), \(Count.of(mend.count, "time"))"))
      }
      return (file, remarks)
    } catch let faults as DataFaults {
      throw faults
    } catch let fault as DataFault {
      throw DataFaults(fault)
    } catch {
      throw DataFaults(DataFault(file: name, problem: "\(error)"))
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
