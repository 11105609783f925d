import Foundation
import Geography
package import Travel

/// Finds the places of people from their stays.
package struct PlaceFinder<Provider: DistanceProvider> {
  package let people: [PersonStays]
  package let options: PlaceOptions
  package let clock: LocalClock
  private let provider: Provider
  /// Per person and stay where it is in the provider's terms.
  private let spots: [[Provider.Place]]
  /// Whether a centre must be where somebody stayed, because a median may lie beyond a barrier.
  private let takesMedoid: Bool

  package init(
    _ people: [PersonStays], options: PlaceOptions, clock: LocalClock, provider: Provider,
    spots: [[Provider.Place]], takesMedoid: Bool
  ) {
    self.people = people
    self.options = options
    self.clock = clock
    self.provider = provider
    self.spots = spots
    self.takesMedoid = takesMedoid
  }

  /// The places of one person after the other, the most frequent first.
  package func places() -> [Place] {
    people.indices.flatMap { places(of: [$0], owner: $0) }
  }

  /// Places of all people together, the most frequent first.
  package func sharedPlaces() -> [Place] { places(of: Array(people.indices), owner: nil) }

  private func places(of persons: [Int], owner: Int?) -> [Place] {
    let members = persons.flatMap { person in
      people[person].stays.indices.map { StayNumber(person: person, stay: $0) }
    }
    let labels = StayGroups(radius: options.radius).labels(
      members.map { EarthPoint(stay($0).center) },
      places: members.map { spots[$0.person][$0.stay] }, provider: provider)
    var groups = [[StayNumber]](repeating: [], count: (labels.max() ?? -1) + 1)
    for (member, label) in zip(members, labels) { groups[label].append(member) }
    var found = groups.map { place($0, owner: owner) }
    found.removeAll { $0.visits.count < options.minimumVisits }
    found.sort(by: isMoreFrequent)
    for index in found.indices { found[index].rank = index + 1 }
    if let owner { HomeAndWork(places: found, recorded: people[owner]).apply(to: &found) }
    return found
  }

  private struct StayNumber {
    var person: Int
    var stay: Int
  }

  private func stay(_ number: StayNumber) -> Stay { people[number.person].stays[number.stay] }

  private func isMoreFrequent(_ one: Place, than other: Place) -> Bool {
    let (a, b) = (one.totalDwell, other.totalDwell)
    switch options.ranking {
    case .visits where one.visits.count != other.visits.count:
      return one.visits.count > other.visits.count
    case .days where one.days != other.days: return one.days > other.days
    default: return a != b ? a > b : one.firstSeen < other.firstSeen
    }
  }

  // MARK: One place

  private func place(_ members: [StayNumber], owner: Int?) -> Place {
    let visits = visits(members)
    var place = Place(
      person: owner, rank: 0, center: center(members), extent: [], visits: visits, days: 0,
      profile: WeekProfile(), suggestion: nil)
    place.extent = extent(members, around: place.center)
    var days: Set<PersonDay> = []
    for visit in visits {
      let begin = visit.arrival + Int64(visit.arrivalOffset) * 1000
      let end = visit.departure + Int64(visit.departureOffset) * 1000
      place.profile.add(from: begin, to: max(begin, end))
      let length: Int64 = 86_400_000
      for day in begin.quotientAndRemainder(dividingBy: length)
        .quotient...max(begin, end)
        .quotientAndRemainder(dividingBy: length).quotient
      {
        days.insert(PersonDay(person: visit.person, day: day))
      }
    }
    place.days = days.count
    return place
  }

  private func visits(_ members: [StayNumber]) -> [Visit] {
    var visits: [Visit] = []
    var last: StayNumber?
    for member in members {
      let stay = stay(member)
      let recorded = people[member.person].recordedOffsets[member.stay]
      if let before = last, before.person == member.person, before.stay + 1 == member.stay,
        !hasLeft(self.stay(before), stay), let index = visits.indices.last
      {
        visits[index].departure = stay.departure
        visits[index].departureOffset = clock.offset(
          at: stay.departure, stay.center, recorded: recorded)
        visits[index].samples += stay.samples
        visits[index].stays.append(member.stay)
      } else {
        visits.append(
          Visit(
            person: member.person, arrival: stay.arrival, departure: stay.departure,
            arrivalOffset: clock.offset(at: stay.arrival, stay.center, recorded: recorded),
            departureOffset: clock.offset(at: stay.departure, stay.center, recorded: recorded),
            samples: stay.samples, stays: [member.stay]))
      }
      last = member
    }
    return visits
  }

  /// Whether there is a sign that somebody was elsewhere between two stays at one place.
  private func hasLeft(_ one: Stay, _ other: Stay) -> Bool {
    let away = Double(other.arrival - one.departure) / 1000
    if away > options.longestGap { return true }
    if other.fixesSinceLast == 0 { return false }
    if away <= 300 { return other.farthestSinceLast > 4 * options.radius }
    return other.farthestSinceLast > 2 * options.radius
  }

  // MARK: Middle and extent

  private func center(_ members: [StayNumber]) -> GeoCoordinate {
    let stays = members.map(stay)
    guard stays.count > 1 else { return stays[0].center }
    // Long stays know better where they are, but one night not better than ten visits.
    let weights = stays.map { Double($0.samples).squareRoot() }
    guard !takesMedoid else {
      let some = members.count > 500 ? Array(members.prefix(500)) : members
      var best = 0
      var least = Double.infinity
      for (index, one) in some.enumerated() {
        var sum = 0.0
        for (other, weight) in zip(some, weights) {
          sum +=
            weight
            * provider.distance(
              from: spots[other.person][other.stay], to: spots[one.person][one.stay])
        }
        if sum < least { (best, least) = (index, sum) }
      }
      return stays[best].center
    }
    let origin = stays[0].center.longitude * 1e7
    let longitude = Self.weightedMedian(
      stays.map { LocalScale.turn(from: origin, to: $0.center.longitude * 1e7) }, weights)
    let latitude = Self.weightedMedian(stays.map(\.center.latitude), weights)
    return GeoCoordinate(
      longitude: LocalPlace.wrapped(origin + longitude) / 1e7, latitude: latitude)
  }

  private static func weightedMedian(_ values: [Double], _ weights: [Double]) -> Double {
    let order = values.indices.sorted { values[$0] < values[$1] }
    let half = weights.reduce(0, +) / 2
    var sum = 0.0
    for (position, index) in order.enumerated() {
      sum += weights[index]
      if sum > half * (1 + 1e-12) { return values[index] }
      if sum >= half * (1 - 1e-12), position + 1 < order.count {
        return (values[index] + values[order[position + 1]]) / 2
      }
    }
    return values[order[order.count - 1]]
  }

  /// The convex area around circles of the spread of each stay, at least 10 m.
  private func extent(_ members: [StayNumber], around center: GeoCoordinate) -> [GeoCoordinate] {
    let scale = LocalScale(latitude: center.latitude * 1e7)
    let corners = 16
    var points: [PlanarPoint] = []
    for member in members {
      let stay = stay(member)
      let reach = max(10, stay.spread)
      let x =
        LocalScale.turn(from: center.longitude * 1e7, to: stay.center.longitude * 1e7) * scale.east
      let y = (stay.center.latitude - center.latitude) * 1e7 * scale.north
      for corner in 0..<corners {
        let angle = Double(corner) * 2 * .pi / Double(corners)
        points.append(PlanarPoint(x + reach * cos(angle), y + reach * sin(angle)))
      }
    }
    return PlanarPoint.convexHull(of: points).map { point in
      GeoCoordinate(
        longitude: LocalPlace.wrapped(center.longitude * 1e7 + point.x / scale.east) / 1e7,
        latitude: center.latitude + point.y / scale.north / 1e7)
    }
  }
}

private struct PersonDay: Hashable {
  var person: Int
  var day: Int64
}
