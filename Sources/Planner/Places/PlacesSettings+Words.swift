import Exchange
import Traces

extension PlacesSettings {
  // The command line knows no other target, so it says everything in words and numbers.

  /// Sets what is given: seconds, metres, seconds, metres, metres a second.
  package mutating func setRules(
    minimumStay: Double?, radius: Double?, longestGap: Double?, worstAccuracy: Double?,
    spikeSpeed: Double?
  ) {
    if let minimumStay { stays.minimumStay = minimumStay }
    if let radius {
      stays.radius = radius
      places.radius = radius
    }
    if let longestGap {
      stays.longestGap = longestGap
      places.longestGap = longestGap
    }
    if let worstAccuracy { cleaning.worstAccuracy = worstAccuracy }
    if let spikeSpeed { cleaning.spikeSpeed = spikeSpeed }
  }

  package mutating func setPlaces(minimumVisits: Int, ranking: String) {
    places.minimumVisits = minimumVisits
    places.ranking = PlaceOptions.Ranking(rawValue: ranking) ?? .visits
  }

  /// Seconds since 1970 after which there can be no fix.
  package mutating func setLatest(seconds: Double) {
    cleaning.now = Int64(clamping: seconds * 1000)
  }

  package mutating func setOwner(_ word: String) {
    owner = TraceFiles.Owner(rawValue: word) ?? .one
  }

  package mutating func setFixes(_ word: String) {
    fixes = FixesChoice(rawValue: word) ?? .automatic
  }
}
