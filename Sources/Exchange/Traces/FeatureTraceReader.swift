import Geography
import Traces

/// Reads fixes from the points and lines of any format that features are read from, such as KML and GeoPackage.
///
/// Each feature is looked at as if it stood in GeoJSON, one at a time.
struct FeatureTraceReader {
  let origin: TraceOrigin
  let reading: TraceReading
  let kind: String
  /// Whether times without a zone are UTC because the format says so.
  let isUTC: Bool

  /// Adds all fixes of a file.
  ///
  /// - Throws: A fault where the file cannot be read, or its coordinate system is not known.
  func read(
    _ features: SerialFeatures, into collection: inout TraceCollection
  ) throws(DataFault) {
    var features = features
    let transformation = try transformation(from: features.crs ?? "EPSG:4326")
    if transformation != nil { features.rules.coordinates = .planar }
    try read(&features, transformation, into: &collection)
    for remark in features.remarks where remark.isWarning {
      collection.warnings.append("\(origin.file): \(remark.text)")
    }
  }

  /// Adds all fixes of a table whose places are in one column.
  func read(
    _ table: CSVFeatures, into collection: inout TraceCollection
  ) throws(DataFault) {
    var table = table
    try read(&table, nil, into: &collection)
    collection.notes.append("\(origin.file): reading \(table.description)")
  }

  private func transformation(from crs: String) throws(DataFault) -> CoordinateTransformation? {
    guard crs != "planar" else {
      throw DataFault(
        file: origin.file, problem: "the file does not say what its coordinates are",
        remedy: "convert it with: footbridge convert --crs EPSG:…")
    }
    if WellKnownCRS.isNamedLongitudeLatitude(crs) || crs == "EPSG:4326" { return nil }
    do { return try CoordinateTransformation(from: crs, to: "OGC:CRS84") } catch {
      throw DataFault(file: origin.file, problem: "\(error)")
    }
  }

  private func read<Features: FeatureStream>(
    _ features: inout Features, _ transformation: CoordinateTransformation?,
    into collection: inout TraceCollection
  ) throws(DataFault) {
    let encoder = GeoJSONEncoder(layout: .lines, coordinates: .geographic)
    var reader = JSONTraceReader(nil, origin: origin, reading: reading)
    while var batch = try next(&features) {
      transformation?.change(&batch)
      for fault in batch.faults {
        collection.skip(fault.fault(file: origin.file, unit: features.unit))
      }
      var encoded = EncodedBatch(bytes: ByteBuffer(capacity: 1 << 20))
      encoder.add(batch, to: &encoded)
      for (index, text) in encoded.bytes.array.split(separator: 0x0A).enumerated() {
        let line = index < batch.entries.count ? batch.entries[index].line : 0
        reader.add(feature: Array(text), line: line, isUTC: isUTC)
      }
      try reader.pass(to: &collection)
    }
    try reader.pass(to: &collection, all: true)
    for fault in features.faults {
      collection.skip(fault.fault(file: origin.file, unit: features.unit))
    }
    reader.report(to: &collection, kind)
  }

  private func next<Features: FeatureStream>(
    _ features: inout Features
  ) throws(DataFault) -> FeatureBatch? {
    do { return try features.nextPiece().map(features.read) } catch let fault as DataFault {
      throw fault
    } catch {
      throw DataFault(file: origin.file, problem: "\(error)")
    }
  }
}
