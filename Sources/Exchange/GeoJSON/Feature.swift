/// A thing on the map with its properties.
public struct Feature: Hashable, Sendable {
  /// As the file writes it; the member `id`, else the property `id`.
  public var id: String?
  /// Whether the file has it as a number; it is written back as one.
  public var idIsNumber: Bool
  public var geometry: Geometry?
  public var properties: JSONObject
  /// The line of the file on which the feature begins, counted from 1; 0 where no file is.
  public var line: Int
  /// Which feature of the file it is, counted from 1; 0 where no file is.
  public var number: Int

  public init(
    id: String? = nil, idIsNumber: Bool = false, geometry: Geometry?,
    properties: JSONObject = JSONObject(), line: Int = 0, number: Int = 0
  ) {
    self.id = id
    self.idIsNumber = idIsNumber
    self.geometry = geometry
    self.properties = properties
    self.line = line
    self.number = number
  }
}

/// What a GeoJSON file holds.
public struct FeatureCollection: Hashable, Sendable {
  public var features: [Feature]
  /// Facts about the whole file, as the foreign member `metadata`; left out where it is empty.
  public var metadata: JSONObject
  /// Other members of the collection, in their order.
  public var foreignMembers: JSONObject

  public init(
    features: [Feature] = [], metadata: JSONObject = JSONObject(),
    foreignMembers: JSONObject = JSONObject()
  ) {
    self.features = features
    self.metadata = metadata
    self.foreignMembers = foreignMembers
  }
}
