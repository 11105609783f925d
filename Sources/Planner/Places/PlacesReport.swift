package import Exchange
package import Traces

/// Places, visits and stays of everybody, and what happened to every fix.
package struct PlacesReport: Sendable {
  package var settings: PlacesSettings
  package var collection: TraceCollection
  package var people: [PersonPlaces]
  /// Of one person after the other, or of all.
  package var places: [Place]
  package var placeIDs: [String]
  /// Per place the nearest address; nil where there is none within 100 m, empty where none is asked for.
  package var addresses: [NearestAddress?] = []
  package var findings: [Finding]
  /// What was read, but for the standard input, which is gone by then.
  var inputs: [InputDigest] = []
  package var barriers: BarriersOnMap?
  /// Groups of fixes that have no time.
  package var spots: [UntimedSpot] = []

  /// What became of the trace of one person; numbers are those of the sorted trace.
  package struct PersonPlaces: Sendable {
    package var person: String
    package var stays: [Stay]
    /// Per stay its place; nil where that was left out for having too few visits.
    package var placeOfStay: [Int?]
    /// Per fix 0 where it is used, else a `RemovalReason`.
    package var verdicts: [UInt8]
    package var late: Int
  }

  package struct NearestAddress: Hashable, Sendable {
    package var text: String
    package var metres: Double
  }

  /// What a place is called: what it is to its person, or its address.
  package func label(_ place: Int) -> String? {
    places[place].suggestion?.kind.rawValue ?? address(place)?.text
  }

  package func address(_ place: Int) -> NearestAddress? {
    addresses.indices.contains(place) ? addresses[place] : nil
  }

  package func trace(_ person: Int) -> Trace { collection.traces[person] }

  package var removedCount: Int {
    people.reduce(0) { $0 + $1.verdicts.count { $0 != 0 } }
  }

  /// How many fixes were taken out for each reason.
  package var removals: [(reason: RemovalReason, count: Int)] {
    var counts = [Int](repeating: 0, count: 256)
    for person in people { for verdict in person.verdicts { counts[Int(verdict)] += 1 } }
    return RemovalReason.allCases.compactMap { reason in
      let count = counts[Int(reason.rawValue)]
      return count > 0 ? (reason, count) : nil
    }
  }

  package var visitCount: Int { places.reduce(0) { $0 + $1.visits.count } }
}

/// Where fixes without times lie close together.
package struct UntimedSpot: Sendable {
  package var person: String
  package var center: Position
  package var fixes: Int
  package var firstID: String
  package var lastID: String
}
