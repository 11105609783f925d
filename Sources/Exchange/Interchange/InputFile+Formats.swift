import Geography

extension InputFile {
  /// The file as GeoJSON in longitude and latitude where it is of a format that is neither that nor a table; else itself.
  ///
  /// So everything that reads GeoJSON reads all formats, with ids, properties and the CRS of the file.
  ///
  /// - Parameters:
  ///   - isPlanar: Whether coordinates are metres of nobody knows what system, which stay as they are.
  ///   - encoding: The encoding of texts as the user says; nil for what the file says.
  ///   - wraps: Whether longitudes beyond ±180 are brought back to that.
  ///   - named: The system of a file that names none.
  ///   - layer: The layer that is wanted of a file that has several, if it has one of that name.
  /// - Returns: The file, and what is to be told about it.
  /// - Throws: All faults of the file.
  package func inGeoJSON(
    isPlanar: Bool, encoding: TextEncoding? = nil, wraps: Bool = false, named: String? = nil,
    layer: String? = nil
  ) throws(DataFaults) -> (file: InputFile, remarks: [FileRemark]) {
    guard let format = DataFormat(path: name), !format.isGeoJSON, format != .csv else {
      return (self, [])
    }
    do {
      var features = try open(
        format, encoding, crs: isPlanar ? "planar" : nil, named: named, layer: layer)
      var crs = isPlanar ? "planar" : features.crs ?? "EPSG:4326"
      if crs == "planar", !isPlanar, let named { crs = named }
      let isPlain = isPlanar || crs == "planar" || WellKnownCRS.isNamedLongitudeLatitude(crs)
      let isMetres = isPlanar || crs == "planar"
      features.rules.wraps = wraps
      features.rules.coordinates = isMetres || !isPlain ? .planar : .geographic
      let way = isPlain ? nil : try CoordinateTransformation(from: crs, to: "OGC:CRS84")
      let copy = try GeoJSONCopy(
        of: &features, change: way.map { way in { @Sendable in way.change(&$0) } },
        coordinates: isMetres ? .planar : .geographic, hasLines: format.hasLines)
      if let faults = copy.tally.allFaults(file: features.name, unit: features.unit) {
        throw faults
      }
      var file = self
      file.bytes = copy.bytes
      var remarks = features.remarks
      if let doubt = way?.doubt { remarks.append(.warning("\(name): \(doubt)")) }
      for mend in copy.tally.mends {
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

  /// Opens the file, in the system that was named where the file says nothing about its own, and at
  /// the layer that was named where there is one of that name.
  private func open(
    _ format: DataFormat, _ encoding: TextEncoding?, crs: String?, named: String?, layer: String?
  ) throws(DataFault) -> SerialFeatures {
    let options = SerialFeatures.Options(encoding: encoding, crs: crs, likelyLayer: layer)
    do throws(DataFault) {
      return try SerialFeatures.open(place, format: format, options: options)
    } catch {
      guard crs == nil, let named, error.remedy?.contains("--crs") == true else { throw error }
      return try SerialFeatures.open(
        place, format: format,
        options: SerialFeatures.Options(encoding: encoding, crs: named, likelyLayer: layer))
    }
  }
}
