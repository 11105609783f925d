/// Places that a provider has worked through, in the order in which they were given.
public protocol PreparedPlaces<Place>: Sendable {
  associatedtype Place: Hashable & Sendable
  var count: Int { get }
  subscript(index: Int) -> Place { get }
}

/// Places that needed no working through.
public struct PlaceList<Place: Hashable & Sendable>: PreparedPlaces {
  public var places: [Place]

  public init(_ places: [Place]) { self.places = places }

  public var count: Int { places.count }
  public subscript(index: Int) -> Place { places[index] }
}
