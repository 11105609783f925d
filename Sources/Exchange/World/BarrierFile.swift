/// A barrier as a file gives it.
public struct BarrierRecord: Hashable, Sendable {
  public var id: String
  public var idIsNumber: Bool
  public var name: String
  /// River, railway, road, fence, …: any word.
  public var kind: String
  /// A line or an area, or several of them.
  public var geometry: Geometry
  public var properties: JSONObject
  public var line: Int

  public init(
    id: String, idIsNumber: Bool = false, name: String = "", kind: String = "",
    geometry: Geometry, properties: JSONObject = JSONObject(), line: Int = 0
  ) {
    self.id = id
    self.idIsNumber = idIsNumber
    self.name = name
    self.kind = kind
    self.geometry = geometry
    self.properties = properties
    self.line = line
  }
}

/// A GeoJSON file of barriers.
public struct BarrierFile: Sendable {
  public var file: String
  public var records: [BarrierRecord]
  public var warnings: [DataFault]

  /// Reads a file; `-` is the standard input.
  public static func read(
    path: String, coordinates: CoordinateKind = .geographic
  ) throws(DataFaults) -> BarrierFile {
    fatalError("not written yet")
  }
}

extension BarrierFile: CustomStringConvertible {
  /// `barriers.geojson: 40 barriers (38 railway, 2 river)`.
  public var description: String { fatalError("not written yet") }
}
