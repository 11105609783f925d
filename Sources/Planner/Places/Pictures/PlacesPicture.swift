import Cartography
import Exchange
import Foundation
import Geography
import Traces
import Travel

extension PlacesReport {
  /// Panels beyond so many are left out.
  private static let mostPanels = 8
  /// Fixes of one panel's trips beyond so many are thinned out evenly.
  private static let mostFixesDrawn = 12_000
  /// Places farther than so many metres from the first are off the map.
  private static let reach = 60_000.0

  /// `places.svg`: a map and a strip of the week for each person.
  ///
  /// - Throws: An error where a temporary file cannot be read.
  func picture() throws(OutputError) -> String {
    let owners: [Int?] = settings.isShared ? [nil] : people.indices.map { $0 }
    let chosen = owners.prefix(Self.mostPanels)
    var sentences =
      "\(Count.of(places.count, "place")) and \(Count.of(visitCount, "visit")) of "
      + Count.people(people.count)
    if owners.count > chosen.count {
      sentences += ". The first \(chosen.count) are shown"
    }
    sentences += ". The darker an hour of the week, the more of it was spent there"
    var panels: [PlacesChart.Panel] = []
    for owner in chosen { panels.append(try panel(owner)) }
    return PlacesChart(title: "Frequent places", subtitle: sentences, panels: panels).svg()
  }

  private func panel(_ owner: Int?) throws(OutputError) -> PlacesChart.Panel {
    let own = places.indices.filter { places[$0].person == owner }
    let visits = own.reduce(0) { $0 + places[$1].visits.count }
    let title = owner.map { name($0) } ?? "All people"
    let frame = FlatPicture(
      own.first.map { places[$0].center } ?? GeoCoordinate(longitude: 0, latitude: 0))
    var marks: [PlacesChart.Mark] = []
    for number in own {
      let place = places[number]
      let center = position(place.center)
      let point = frame.point(GeoCoordinate(longitude: center.x, latitude: center.y))
      guard (point.x * point.x + point.y * point.y).squareRoot() <= Self.reach else { continue }
      marks.append(
        PlacesChart.Mark(
          point: point, number: place.rank,
          name: label(number) ?? "place \(place.rank)",
          detail: words(number),
          hours: place.totalDwell / 3600, week: place.profile.seconds,
          isNamed: place.suggestion != nil))
    }
    let outside = own.count - marks.count
    return PlacesChart.Panel(
      title: "\(title): \(Count.of(own.count, "place")), \(Count.of(visits, "visit"))",
      note: outside > 0 ? "\(Count.of(outside, "place")) farther than 60 km off the map" : "",
      places: marks, trips: try trips(of: owner, frame),
      barriers: barrierLines(frame))
  }

  /// The ways between stays; none where outputs are to be anonymous.
  private func trips(
    of person: Int?, _ frame: FlatPicture
  ) throws(OutputError) -> [[PlanarPoint]] {
    guard let person, settings.anonymousDecimals == nil else { return [] }
    let fixes = try fixes(of: person)
    let trace = fixes.trace
    let step = max(1, trace.count / Self.mostFixesDrawn)
    var trips: [[PlanarPoint]] = []
    var trip: [PlanarPoint] = []
    var last: Int64 = 0
    forEachFix(of: person, in: fixes) { index, belonging in
      let isTrip = belonging.state == "trip"
      if !isTrip, belonging.state != "stay" { return }
      // A line over a gap would show a way that nobody went.
      if !isTrip || trace.times[index] - last > 600_000 {
        if trip.count > 1 { trips.append(trip) }
        trip = []
      }
      last = trace.times[index]
      if isTrip, index.isMultiple(of: step) {
        trip.append(frame.point(trace.places[index].coordinate))
      }
    }
    if trip.count > 1 { trips.append(trip) }
    return trips
  }

  private func barrierLines(_ frame: FlatPicture) -> [[PlanarPoint]] {
    guard let barriers else { return [] }
    return barriers.barriers.flatMap { barrier in
      barrier.shapes.compactMap { shape -> [PlanarPoint]? in
        let points: [PlanarPoint]
        switch shape {
        case .line(let line): points = line
        case .area(let polygon): points = polygon.exterior + polygon.exterior.prefix(1)
        }
        return (try? barriers.positions(points))?.map { position in
          frame.point(GeoCoordinate(longitude: position.x, latitude: position.y))
        }
      }
    }
  }
}

/// Metres around a place, near enough for a picture; the antimeridian needs no care.
private struct FlatPicture {
  private let origin: GeoCoordinate
  private let scale: LocalScale

  init(_ origin: GeoCoordinate) {
    self.origin = origin
    scale = LocalScale(latitude: origin.latitude * 1e7)
  }

  func point(_ place: GeoCoordinate) -> PlanarPoint {
    PlanarPoint(
      LocalScale.turn(from: origin.longitude * 1e7, to: place.longitude * 1e7) * scale.east,
      (place.latitude - origin.latitude) * 1e7 * scale.north)
  }
}
