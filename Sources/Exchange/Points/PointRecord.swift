/// What a plan may do with a site.
public enum PointStatus: String, Hashable, Sendable, CaseIterable {
  /// May be opened.
  case candidate
  /// Must be opened.
  case required
  /// Is open and stays open.
  case existing
  /// Must not be opened.
  case closed
}

/// One point of a file: a home, a lot, a school.
public struct PointRecord: Hashable, Sendable {
  /// As the file writes it: `007` stays `007`.
  public var id: String
  /// Whether GeoJSON has it as a number.
  public var idIsNumber: Bool
  /// Nil only where ``PointFile/Options/requiresPosition`` is off.
  public var position: Position?
  /// 1 where the file says nothing.
  public var weight: Double
  public var capacity: Double?
  /// Nil where the file says nothing.
  public var status: PointStatus?
  public var zone: String?
  public var name: String?
  public var group: String?
  /// The farthest that this point may travel, in metres.
  public var cutoff: Double?
  /// The node of a street network at which it stands; read only where
  /// ``PointFile/Options/namesNodes`` is on.
  public var node: String?
  /// The id of the site that serves it today, where a plan keeps to that; set by whoever knows it.
  public var baseline: String?
  /// All that the file has for it, in its order: the properties of a feature or the columns of
  /// a row, those above included.
  public var properties: JSONObject
  /// The line of the file, counted from 1.
  public var line: Int

  /// A weight above this is a mistake, and could not be added up any more.
  public static let greatestWeight = 1e15

  public init(
    id: String, idIsNumber: Bool = false, position: Position?, weight: Double = 1,
    capacity: Double? = nil, status: PointStatus? = nil, zone: String? = nil, name: String? = nil,
    group: String? = nil, cutoff: Double? = nil, node: String? = nil,
    properties: JSONObject = JSONObject(),
    line: Int = 0
  ) {
    self.id = id
    self.idIsNumber = idIsNumber
    self.position = position
    self.weight = weight
    self.capacity = capacity
    self.status = status
    self.zone = zone
    self.name = name
    self.group = group
    self.cutoff = cutoff
    self.node = node
    self.properties = properties
    self.line = line
  }
}

extension PointRecord {
  /// The record as a feature with its id and all its properties, to be written back.
  public var feature: Feature {
    Feature(
      id: id, idIsNumber: idIsNumber, geometry: position.map(Geometry.point),
      properties: properties, line: line)
  }
}
