/// Writes features to a text format.
package struct TextOutput: Sendable {
  package var format: DataFormat
  package var coordinates: CoordinateKind
  /// Members of a GeoJSON collection, `"name": value` each.
  package var members: [[UInt8]] = []
  /// Whether the boxes that features came with still hold.
  package var keepsBoxes = true
  /// What a table needs to know before; not used by other formats.
  package var survey = FeatureSurvey()
  package var stopsAtFaults = true

  package init(format: DataFormat, coordinates: CoordinateKind) {
    self.format = format
    self.coordinates = coordinates
  }

  /// Properties that have another name in what is written.
  package var renamed: [(name: String, column: String)] {
    format == .csv ? CSVEncoder(survey, coordinates: coordinates).renamed : []
  }

  package func write<Reader: FeatureStream>(
    _ reader: inout Reader, to sink: ByteSink, change: FeatureWork.Change?
  ) throws -> FeatureTally {
    func run(_ encoder: some FeatureEncoder) throws -> FeatureTally {
      try FeatureWork.write(
        &reader, encoder, to: sink, stopsAtFaults: stopsAtFaults, change: change)
    }
    func geoJSON(_ layout: GeoJSONEncoder.Layout) -> GeoJSONEncoder {
      GeoJSONEncoder(
        layout: layout, coordinates: coordinates, members: members, keepsBoxes: keepsBoxes)
    }
    switch format {
    case .geojson: return try run(geoJSON(.collection))
    case .geojsonl: return try run(geoJSON(.lines))
    case .geojsonseq: return try run(geoJSON(.records))
    case .gpkg: preconditionFailure("a GeoPackage is no text; GeoPackageWriter writes it")
    case .csv: return try run(CSVEncoder(survey, coordinates: coordinates))
    case .gpx: return try run(GPXEncoder())
    case .kml: return try run(KMLEncoder(survey))
    case .wkt, .wkb:
      return try run(WellKnownLineEncoder(isBinary: format == .wkb, coordinates: coordinates))
    case .shp, .fgb: preconditionFailure("\(format) is not written")
    case .kmz: return try writeArchive(&reader, to: sink, change: change)
    }
  }

  /// Writes KML to a file of its own and packs that.
  private func writeArchive<Reader: FeatureStream>(
    _ reader: inout Reader, to sink: ByteSink, change: FeatureWork.Change?
  ) throws -> FeatureTally {
    let file = try TemporaryFile()
    let inner = ByteSink(into: file)
    let tally = try FeatureWork.write(
      &reader, KMLEncoder(survey), to: inner, stopsAtFaults: stopsAtFaults, change: change)
    try inner.finish()
    let archive = try ZipWriter(sink, name: "doc.kml")
    let source = try FileSource(file)
    while true {
      var bytes: [UInt8] = []
      try source.read(1 << 18, into: &bytes)
      if bytes.isEmpty { break }
      try archive.add(bytes)
    }
    try archive.finish()
    return tally
  }
}
