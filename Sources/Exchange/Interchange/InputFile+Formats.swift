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
        name, name: name, format: format,
        options: SerialFeatures.Options(crs: isPlanar ? "planar" : nil))
      let crs = isPlanar ? "planar" : features.crs ?? "EPSG:4326"
      let isPlain = isPlanar || crs == "planar" || WellKnownCRS.isNamedLongitudeLatitude(crs)
      let isMetres = isPlanar || crs == "planar"
      features.rules.coordinates = isMetres || !isPlain ? .planar : .geographic
      let way = isPlain ? nil : try CoordinateTransformation(from: crs, to: "OGC:CRS84")
      let encoder = GeoJSONEncoder(
        layout: .collection, coordinates: isMetres ? .planar : .geographic)
      var encoded = EncodedBatch(bytes: ByteBuffer(capacity: bytes.count * 2 + 4096))
      let tally = try FeatureWork.forEachBatch(
        &features, change: way.map { way in { @Sendable in way.change(&$0) } }
      ) { encoder.add($0, to: &encoded) }
      if let faults = tally.allFaults(file: features.name, unit: features.unit) { throw faults }
      let text = encoded.bytes.bytes.dropFirst(encoder.separatorCount)
      var file = self
      // Line breaks would count lines that the file does not have.
      file.bytes = (encoder.head().array + text + encoder.tail(encoded.box).array)
        .map { $0 == 0x0A ? 0x20 : $0 }
      var remarks = features.remarks
      if let accuracy = way?.accuracy, accuracy > 1 {
        remarks.append(
          .warning("\(name): places may be \(JSONNumber(accuracy)?.text ?? "some") m off"))
      }
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
}
