public import Geography

/// How well places and visits that were found agree with those that are true.
///
/// A found place is matched with a true one of the same person at most ``reach`` metres away, a found
/// visit with a true one of the same person where what they share is at least half of what they cover
/// together; each with at most one, and as many as can be.
public struct PlaceScore: Hashable, Sendable {
  /// Metres between a true place and one that is taken for it.
  public static let reach = 50.0

  /// Somewhere that somebody is, or is said to be, often.
  public struct Spot: Hashable, Sendable {
    public var person: String
    public var coordinate: GeoCoordinate

    public init(person: String, coordinate: GeoCoordinate) {
      self.person = person
      self.coordinate = coordinate
    }
  }

  /// A time that somebody spent, or is said to have spent, at one place.
  public struct Span: Hashable, Sendable {
    public var person: String
    /// Milliseconds since 1970-01-01T00:00:00Z.
    public var arrival: Int64
    public var departure: Int64

    public init(person: String, arrival: Int64, departure: Int64) {
      self.person = person
      self.arrival = arrival
      self.departure = departure
    }
  }

  /// How many of what was found are true, and how many of what is true were found.
  public struct Agreement: Hashable, Sendable {
    public var found: Int
    public var truth: Int
    public var matched: Int
    /// Numbers of what was found that is not true, and of what is true that was not found.
    public var invented: [Int]
    public var missed: [Int]

    /// The share of what was found that is true; 1 where nothing was found.
    public var precision: Double { found == 0 ? 1 : Double(matched) / Double(found) }
    /// The share of what is true that was found; 1 where there is nothing.
    public var recall: Double { truth == 0 ? 1 : Double(matched) / Double(truth) }
    /// The harmonic mean of the two.
    public var f1: Double {
      found + truth == 0 ? 1 : 2 * Double(matched) / Double(found + truth)
    }
  }

  public var places: Agreement
  public var visits: Agreement

  /// - Parameters:
  ///   - places: Those that were found.
  ///   - visits: Those that were found.
  ///   - truePlaces: All that there are.
  ///   - trueVisits: All that there are.
  /// - Complexity: The square of the number of places, and of visits, of one person.
  public init(places: [Spot], visits: [Span], truePlaces: [Spot], trueVisits: [Span]) {
    self.places = Self.agreement(places, truePlaces, by: \.person) { found, truth in
      let metres = ChordDistance().distance(
        from: EarthPoint(found.coordinate), to: EarthPoint(truth.coordinate))
      return metres <= Self.reach ? metres : nil
    }
    self.visits = Self.agreement(visits, trueVisits, by: \.person) { found, truth in
      let shared = min(found.departure, truth.departure) - max(found.arrival, truth.arrival)
      let covered = max(found.departure, truth.departure) - min(found.arrival, truth.arrival)
      guard shared > 0, shared * 2 >= covered else { return nil }
      return -Double(shared) / Double(covered)
    }
  }

  /// `cost` is nil where two are not the same; the less, the rather they are.
  private static func agreement<Item>(
    _ found: [Item], _ truth: [Item], by person: KeyPath<Item, String>,
    cost: (Item, Item) -> Double?
  ) -> Agreement {
    let own = Dictionary(grouping: found.indices) { found[$0][keyPath: person] }
    let candidates = truth.map { item in
      (own[item[keyPath: person]] ?? [])
        .compactMap { number in cost(found[number], item).map { (number: number, cost: $0) } }
        .sorted { ($0.cost, $0.number) < ($1.cost, $1.number) }
        .map(\.number)
    }
    let owners = owners(candidates, count: found.count)
    let matched = Set(owners.compactMap { $0 })
    return Agreement(
      found: found.count, truth: truth.count, matched: matched.count,
      invented: owners.indices.filter { owners[$0] == nil },
      missed: truth.indices.filter { !matched.contains($0) })
  }

  /// Gives as many as possible one of their candidates, by ways along which all can move up.
  ///
  /// After H. W. Kuhn, "The Hungarian method for the assignment problem", 1955,
  /// <https://doi.org/10.1002/nav.3800020109>.
  ///
  /// - Returns: Per candidate who has it.
  private static func owners(_ candidates: [[Int]], count: Int) -> [Int?] {
    var owners = [Int?](repeating: nil, count: count)
    func seek(_ seeker: Int, _ asked: inout Set<Int>) -> Bool {
      for candidate in candidates[seeker] where asked.insert(candidate).inserted {
        guard let other = owners[candidate], !seek(other, &asked) else {
          owners[candidate] = seeker
          return true
        }
      }
      return false
    }
    for seeker in candidates.indices {
      var asked: Set<Int> = []
      _ = seek(seeker, &asked)
    }
    return owners
  }
}
