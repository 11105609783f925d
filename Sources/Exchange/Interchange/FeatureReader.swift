/// Reads one feature after another from a file.
protocol FeatureReader: AnyObject {
  /// What messages call the file.
  var name: String { get }
  /// What messages call a record.
  var unit: String { get }
  /// The CRS that the file says it is in; nil where it says nothing.
  var crs: String? { get }
  /// What is to be told about the file; asked for at the beginning and, for what has come since, at the end.
  var remarks: [FileRemark] { get }
  /// Adds the next feature, or its fault; false at the end.
  ///
  /// - Throws: What makes reading on impossible.
  func next(_ builder: inout BatchBuilder) throws(DataFault) -> Bool
}

extension FeatureReader {
  var unit: String { "feature" }
  var remarks: [FileRemark] { [] }
}

/// Something about a file that whoever reads along should know.
package struct FileRemark: Hashable, Sendable {
  package var isWarning: Bool
  package var text: String

  static func note(_ text: String) -> FileRemark { FileRemark(isWarning: false, text: text) }
  static func warning(_ text: String) -> FileRemark { FileRemark(isWarning: true, text: text) }
}

/// A file whose features are read one after another: databases, archives, tags and records of bytes.
package struct SerialFeatures: FeatureStream {
  package typealias Piece = FeatureBatch

  private let reader: any FeatureReader
  private var count = 0
  private var isDone = false

  /// How features are checked; may be changed until the first piece is asked for.
  package var rules = ReadingRules()
  package private(set) var faults: [RecordFault] = []
  package let mends: [Mend] = []

  package var name: String { reader.name }
  package var unit: String { reader.unit }
  /// An EPSG code, WKT, `planar`; nil where the file does not say.
  package var crs: String? { reader.crs }
  package var remarks: [FileRemark] { reader.remarks }
  /// What was known when the file was opened.
  package let earlyRemarks: [FileRemark]

  init(_ reader: any FeatureReader) {
    self.reader = reader
    earlyRemarks = reader.remarks
  }

  package var read: @Sendable (FeatureBatch) -> FeatureBatch { { $0 } }

  package mutating func nextPiece() throws -> FeatureBatch? {
    guard !isDone else { return nil }
    var builder = BatchBuilder(rules)
    do throws(DataFault) {
      while !builder.isFull {
        guard try reader.next(&builder) else {
          isDone = true
          break
        }
      }
    } catch {
      // What stands before the damage is whole, and `--skip-bad` may want it.
      guard count + builder.batch.count > 0 else { throw error }
      isDone = true
      faults.append(
        RecordFault(
          number: 0, line: error.line, field: error.field, value: error.value,
          problem: error.problem, remedy: error.remedy))
    }
    guard !builder.isEmpty else { return nil }
    count += builder.batch.count
    return builder.finish()
  }

  // MARK: Opening

  /// How a file is opened.
  package struct Options: Sendable {
    package var layer: String?
    package var encoding: TextEncoding?
    /// The CRS that the user names; nil for what the file says.
    package var crs: String?
    /// The layer that is meant where there are several and none is named.
    package var likelyLayer: String?

    package init(
      layer: String? = nil, encoding: TextEncoding? = nil, crs: String? = nil,
      likelyLayer: String? = nil
    ) {
      self.layer = layer
      self.encoding = encoding
      self.crs = crs
      self.likelyLayer = likelyLayer
    }
  }

  /// Opens a file of a format that is neither GeoJSON nor CSV.
  ///
  /// - Parameters:
  ///   - place: Where it is.
  ///   - format: What it is.
  ///   - options: How it is opened.
  /// - Returns: The features, none read yet.
  /// - Throws: A fault for what is no file of the format.
  package static func open(
    _ place: InputPlace, format: DataFormat, options: Options
  ) throws(DataFault) -> SerialFeatures {
    let source = { () throws(DataFault) in try ByteSource(place) }
    switch format {
    case .gpx: return SerialFeatures(try GPXReader(source(), options))
    // Either may be called by the name of the other.
    case .kml, .kmz:
      guard let archive = try place.archive() else {
        return SerialFeatures(try KMLReader(source(), options))
      }
      return SerialFeatures(try KMLReader(archive, options))
    case .gpkg: return SerialFeatures(try GeoPackageReader(place, options: options))
    case .shp: return SerialFeatures(try ShapefileReader(place, options: options))
    case .fgb: return SerialFeatures(try FlatGeobufReader(source(), crs: options.crs))
    case .wkt, .wkb:
      return SerialFeatures(try WellKnownReader(source(), encoding: options.encoding))
    case .geojson, .geojsonl, .geojsonseq, .csv:
      preconditionFailure("\(format) is not read feature by feature")
    }
  }
}
