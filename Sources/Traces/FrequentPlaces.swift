/// The places of people, found in their traces: stays, places and visits, home and work.
///
///     var trace = Trace(person: "anna")
///     for fix in fixes { trace.append(fix) }
///     let places = frequentPlaces(in: [trace])
///     let home = places.first { $0.suggestion?.kind == .home }
///
/// Fixes may come in any order. A visit's `person` is the position of its trace, `stays` are numbers
/// of stays in the order of time.
///
/// - Parameters:
///   - traces: One for each person.
///   - cleaning: Which fixes are used.
///   - stays: What a stay is.
///   - places: What a place is.
///   - clock: What clocks on the wall showed.
///   - shared: Whether all people have one set of places.
/// - Returns: The places of one person after the other, or of all, the most frequent first.
/// - Complexity: O(*n*) for *n* fixes in the order of time, else O(*n* log *n*); the square of the
///   number of stays near one place.
public func frequentPlaces(
  in traces: [Trace], cleaning: CleaningOptions = CleaningOptions(),
  stays: StayOptions = StayOptions(), places: PlaceOptions = PlaceOptions(),
  clock: LocalClock = .longitude, shared: Bool = false
) -> [Place] {
  let people = traces.map { trace in
    var trace = trace
    trace.sort()
    return PersonStays(
      trace, clean: TraceCleaner(trace, options: cleaning).clean, options: stays)
  }
  let finder = PlaceFinder(
    people, options: places, clock: clock, provider: ChordDistance(),
    spots: people.map { $0.stays.map { EarthPoint($0.center) } }, takesMedoid: false)
  return shared ? finder.sharedPlaces() : finder.places()
}
