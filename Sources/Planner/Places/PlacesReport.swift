package import Exchange
package import Traces

/// Places, visits and stays of everybody, and what happened to every fix.
package struct PlacesReport: Sendable {
  package var settings: PlacesSettings
  package var collection: TraceCollection
  package var archive: FixArchive
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
    /// Per stay what is known of its ends.
    package var ends: [StayEnds]
    package var fixes: Int
    /// How many fixes were taken out, by the raw values of `RemovalReason`; at 0 those that were not.
    package var verdicts: [Int]
    /// How many fixes came after a later one.
    package var late: Int
    /// Where a box around all fixes touches them; nil where there are none, or nobody asks.
    package var box: FixBox?
    /// Whether some fix says how far clocks were ahead.
    package var hasOffsets: Bool
    /// Whether some fix has a fraction of a second.
    package var hasFractions: Bool

    package var removed: Int { fixes - verdicts[0] }
  }

  /// The outermost fixes; those next to 0° as well, by which a box knows of the antimeridian.
  package struct FixBox: Hashable, Sendable {
    package var extremes: [FixedCoordinate] = []

    init?(_ places: [FixedCoordinate]) {
      guard var south = places.first else { return nil }
      var north = south
      var sides: [(west: FixedCoordinate, east: FixedCoordinate)?] = [nil, nil]
      for place in places {
        if place.latitude < south.latitude { south = place }
        if place.latitude > north.latitude { north = place }
        let side = place.longitude < 0 ? 0 : 1
        guard let (west, east) = sides[side] else {
          sides[side] = (place, place)
          continue
        }
        if place.longitude < west.longitude { sides[side]?.west = place }
        if place.longitude > east.longitude { sides[side]?.east = place }
      }
      extremes = [south, north] + sides.compactMap(\.self).flatMap { [$0.west, $0.east] }
    }
  }

  /// The first and the last fix of a stay.
  package struct StayEnds: Hashable, Sendable {
    package var firstID: String
    package var lastID: String
    /// Seconds that local clocks were ahead of UTC.
    package var arrivalOffset: Int
    package var departureOffset: Int
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

  package var removedCount: Int { people.reduce(0) { $0 + $1.removed } }

  /// How many fixes were taken out for each reason.
  package var removals: [(reason: RemovalReason, count: Int)] {
    RemovalReason.allCases.compactMap { reason in
      let count = people.reduce(0) { $0 + $1.verdicts[Int(reason.rawValue)] }
      return count > 0 ? (reason, count) : nil
    }
  }

  /// How times of fixes are written in files: all of them alike.
  var fixPrecision: ClockText.Precision {
    people.contains { $0.hasFractions } ? .milliseconds : .seconds
  }

  /// The same for the ends of stays and visits.
  var stayPrecision: ClockText.Precision {
    ClockText.Precision(
      people.lazy.flatMap(\.stays).flatMap { [$0.arrival, $0.departure] })
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
