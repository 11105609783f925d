public import Geography

/// One record of a positioning device: who was where, when, and how surely.
public struct Fix: Hashable, Sendable {
  public var id: String
  /// Milliseconds since 1970-01-01T00:00:00Z, leap seconds not counted.
  public var time: Int64
  public var coordinate: GeoCoordinate
  /// Radius in metres within which the device believes to be with some two thirds probability;
  /// nil where it does not say.
  public var accuracy: Double?
  /// How far local clocks were ahead of UTC, in minutes; nil where the record does not say.
  public var offsetMinutes: Int?

  public init(
    id: String, time: Int64, coordinate: GeoCoordinate, accuracy: Double? = nil,
    offsetMinutes: Int? = nil
  ) {
    self.id = id
    self.time = time
    self.coordinate = coordinate
    self.accuracy = accuracy
    self.offsetMinutes = offsetMinutes
  }
}

/// A coordinate in whole 1e-7 degrees, some 1.1 cm: what devices give, in half the memory.
package struct FixedCoordinate: Hashable, Sendable, Comparable {
  package var longitude: Int32
  package var latitude: Int32

  package init(longitude: Int32, latitude: Int32) {
    self.longitude = longitude
    self.latitude = latitude
  }

  /// The nearest one; the coordinate must be on earth.
  package init(_ coordinate: GeoCoordinate) {
    longitude = Int32(clamping: (coordinate.longitude * 1e7).rounded())
    latitude = Int32(clamping: (coordinate.latitude * 1e7).rounded())
  }

  package var coordinate: GeoCoordinate {
    GeoCoordinate(longitude: Double(longitude) / 1e7, latitude: Double(latitude) / 1e7)
  }

  package static func < (one: Self, other: Self) -> Bool {
    (one.longitude, one.latitude) < (other.longitude, other.latitude)
  }
}
