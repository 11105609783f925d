public import Exchange

/// What is to be converted into what.
public struct ConversionSettings: Sendable {
  /// Paths; `-` is the standard input or output.
  public var input: String
  public var output: String
  /// Nil: by the ending of the path.
  public var from: DataFormat?
  public var to: DataFormat?
  /// The CRS of the file; nil: what the file says, else longitude and latitude.
  public var crs: String?
  /// The CRS to write; nil: longitude and latitude, or planar where the file is.
  public var targetCRS: String?
  /// The layer of a file that has several.
  public var layer: String?
  /// How the text of the input is written; nil: as the file shows, else UTF-8.
  public var encoding: TextEncoding?
  public var isStrict = false
  /// Whether features with faults are left out and told, else nothing is written.
  public var skipBad = false
  public var swap = false
  /// Whether longitudes beyond ±180 are brought back to that, and what reaches over the antimeridian is cut there.
  public var wraps = false
  public var force = false

  public init(input: String, output: String) {
    self.input = input
    self.output = output
  }
}

/// Why a conversion cannot begin.
public enum ConversionError: Error, Hashable, Sendable {
  case formatUnknown(path: String, option: String)
  case sameFile(path: String)
  /// What is written with jumps cannot go to the standard output.
  case needsOutputFile(format: DataFormat)
  /// Formats that are only read.
  case notWritable(format: DataFormat)
  /// GeoJSON is longitude and latitude.
  case crsNotWritable(crs: String, format: DataFormat)
  /// Metres of no known system have no longitude and latitude.
  case planarNotWritable(format: DataFormat)
}

extension ConversionError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .formatUnknown(let path, let option):
      let name = path == "-" ? "the standard \(option == "--from" ? "input" : "output")" : path
      return "\(name): the name does not say what format it is; give \(option) "
        + "(\(DataFormat.names))"
    case .sameFile(let path):
      return "\(path): a file cannot be converted into itself; name another output"
    case .needsOutputFile(let format):
      return "\(format.rawValue) cannot be written to the standard output; name a file"
    case .notWritable(let format):
      return "\(format.rawValue) is read, not written; write a GeoPackage (.gpkg), "
        + "which QGIS and ArcGIS open"
    case .planarNotWritable(let format):
      return
        "\(format.rawValue) is longitude and latitude, and planar metres are in no known system; "
        + "name their system with --crs, such as --crs EPSG:23700, or write CSV or a GeoPackage"
    case .crsNotWritable(let crs, let format):
      return "\(format.rawValue) is longitude and latitude and cannot be written in \(crs); "
        + "write CSV or a GeoPackage"
    }
  }
}
