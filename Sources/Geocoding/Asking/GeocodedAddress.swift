public import Geography

/// What was found for an address.
public struct GeocodedAddress: Hashable, Sendable {
  public enum Match: String, Hashable, Sendable, CaseIterable {
    /// The house, by the address as it is; case, accents and abbreviations apart.
    case exact
    /// The house, by an address in which something had to be changed.
    case corrected
    /// Between two neighbours on the right side of the street, which are at most 50 m apart.
    case interpolated
    /// The middle of the street: the house is not in the reference, or was not named.
    case street
    /// Nothing that could be meant.
    case none
    /// Several places that could be meant equally well.
    case ambiguous
  }

  /// Why there is no house.
  public enum Reason: String, Hashable, Sendable, CaseIterable {
    case emptyAddress = "the address is empty"
    case noStreetGiven = "there is no street in the address"
    case noSuchStreet = "no such street in the reference"
    case elsewhere = "such a street is only in another city and postcode"
    case noNumberGiven = "there is no house number in the address"
    case noSuchNumber = "the street has no such house number"
    case severalStreets = "several streets fit"
    case severalHouses = "several houses fit"
    case notAsked = "the server stopped answering before"
    case notFoundByServer = "the server found nothing"
  }

  public var match: Match
  /// How well the address fits what was found, 0 to 1.
  public var score: Double
  /// Nil for `none` and `ambiguous`.
  public var place: GeoCoordinate?
  /// What was found, as the reference writes it; nil for `none` and `ambiguous`.
  public var address: String?
  /// What had to be changed or taken on trust, a phrase each.
  public var changed: [String] = []
  /// What else could be meant, or would have been nearest; at most five.
  public var candidates: [String] = []
  /// Nil where a house was found.
  public var reason: Reason?

  public init(
    _ match: Match, score: Double = 0, place: GeoCoordinate? = nil, address: String? = nil,
    changed: [String] = [], candidates: [String] = [], reason: Reason? = nil
  ) {
    self.match = match
    self.score = score
    self.place = place
    self.address = address
    self.changed = changed
    self.candidates = candidates
    self.reason = reason
  }
}
