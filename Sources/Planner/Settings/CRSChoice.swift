public import Exchange

/// How the coordinates in the files are to be read.
public enum CRSChoice: Hashable, Sendable, CustomStringConvertible {
  /// Longitude and latitude; a projection suited to the extent is chosen.
  case automatic
  /// Metres already.
  case planar
  /// Longitude and latitude; worked on in this projected system, such as `EPSG:23700`.
  case named(String)

  /// Reads `auto`, `planar`, or the name of a system.
  public init(_ text: String) {
    switch text.lowercased() {
    case "auto", "automatic", "": self = .automatic
    case "planar": self = .planar
    default: self = .named(text)
    }
  }

  public var description: String {
    switch self {
    case .automatic: "auto"
    case .planar: "planar"
    case .named(let name): name
    }
  }

  /// What the numbers in the files mean.
  public var coordinates: CoordinateKind { self == .planar ? .planar : .geographic }
}
