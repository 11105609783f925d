import Dispatch
public import Geography
import Synchronization

/// Finds the coordinates of addresses among reference addresses that the user has.
///
/// Nothing leaves the machine. An address that is not there is not found: a wrong house number
/// gives the street and says so, never another house.
///
///     let geocoder = try Geocoder(references: ["porto.csv"])
///     let found = geocoder.find(AddressQuery("R. Santos Pousada 71, Porto"))
///     print(found.match, found.place as Any)
public struct Geocoder: Sendable {
  let index: AddressIndex
  /// What was read, and whether an index was made or used again, a sentence each.
  public let notes: [String]

  /// Nil where the index is kept nowhere.
  private let suggestions: NameSuggestions?

  init(index: AddressIndex, path: String? = nil, notes: [String] = []) {
    self.index = index
    self.notes = notes
    suggestions = path.flatMap { NameSuggestions(path: $0) }
  }

  /// Addresses from somewhere else than files; the index is kept nowhere.
  public init(addresses: [ReferenceAddress]) {
    var content = IndexContent()
    for address in addresses { content.add(address) }
    self.init(index: AddressIndex(content.parts))
  }

  /// How many addresses the references have.
  public var addressCount: Int { index.addressCount }

  public func find(_ query: AddressQuery) -> GeocodedAddress {
    var search = AddressSearch(index, suggestions)
    return search.find(query)
  }

  /// Looks many addresses up, on several cores; the answers do not depend on how many.
  ///
  /// - Parameters:
  ///   - queries: In any order.
  ///   - cores: As many as there are where nil.
  /// - Returns: An answer for each query, in their order.
  public func find(_ queries: [AddressQuery], cores: Int? = nil) -> [GeocodedAddress] {
    let part = 500
    let partCount = (queries.count + part - 1) / part
    guard partCount > 1, cores != 1 else {
      var search = AddressSearch(index, suggestions)
      return queries.map { search.find($0) }
    }
    let parts = Mutex([[GeocodedAddress]](repeating: [], count: partCount))
    let next = Atomic<Int>(0)
    let workers = min(partCount, cores ?? max(2, activeCores()))
    DispatchQueue.concurrentPerform(iterations: workers) { _ in
      var search = AddressSearch(index, suggestions)
      while true {
        let number = next.add(1, ordering: .relaxed).oldValue
        guard number < partCount else { return }
        let range = number * part..<min(queries.count, (number + 1) * part)
        let found = queries[range].map { search.find($0) }
        parts.withLock { $0[number] = found }
      }
    }
    return parts.withLock { $0.flatMap(\.self) }
  }

  /// The reference address nearest to a place.
  ///
  /// - Parameters:
  ///   - place: Degrees.
  ///   - metres: Addresses farther away do not count.
  /// - Returns: Nil where there is none so near.
  public func nearest(
    to place: GeoCoordinate, within metres: Double = 100
  ) -> (address: String, metres: Double)? {
    guard place.longitude.isFinite, place.latitude.isFinite else { return nil }
    let grid = index.places.grid(of: index.houses)
    guard let found = grid.nearest(to: place, within: metres, in: index.houses) else { return nil }
    var (low, high) = (0, index.houseEnds.count)
    while low < high {
      let middle = (low + high) / 2
      if Int(index.houseEnds[middle]) <= found.house { low = middle + 1 } else { high = middle }
    }
    return (index.described(street: low, house: found.house), found.metres)
  }
}
