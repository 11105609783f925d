import Foundation
import Geography
import Traces

/// What is true of traces in a folder, as `footbridge generate traces` writes it.
struct TraceTruth {
  var places: [PlaceScore.Spot] = []
  var visits: [PlaceScore.Span] = []
  /// By person.
  var homes: [String: GeoCoordinate] = [:]

  init(folder: String) throws {
    for row in try Self.rows("\(folder)/places.csv") {
      guard let spot = Self.spot(row) else { continue }
      places.append(spot)
      if row["label"] == "home" { homes[spot.person] = spot.coordinate }
    }
    for row in try Self.rows("\(folder)/visits.csv") {
      guard let begin = row["arrive"].flatMap(Double.init),
        let end = row["depart"].flatMap(Double.init)
      else { continue }
      visits.append(
        PlaceScore.Span(
          person: row["user_id"] ?? "", arrival: Int64(begin * 1000), departure: Int64(end * 1000)))
    }
  }

  /// The rows of a table without quotes, by the names of columns.
  static func rows(_ path: String) throws -> [[String: String]] {
    let lines = try String(contentsOfFile: path, encoding: .utf8)
      .split(separator: "\n").map { line in
        line.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
      }
    guard let header = lines.first else { return [] }
    return lines.dropFirst().map { cells in
      Dictionary(zip(header, cells)) { first, _ in first }
    }
  }

  private static func spot(_ row: [String: String]) -> PlaceScore.Spot? {
    guard let latitude = row["lat"].flatMap(Double.init),
      let longitude = row["lon"].flatMap(Double.init)
    else { return nil }
    return PlaceScore.Spot(
      person: row["user_id"] ?? "",
      coordinate: GeoCoordinate(longitude: longitude, latitude: latitude))
  }
}

/// What `footbridge places` has written to a folder, held against what is true.
struct FoundPlaces {
  var score: PlaceScore
  /// Whose home was found within 50 m.
  var homes: Int

  init(folder: String, truth: TraceTruth) throws {
    var spots: [PlaceScore.Spot] = []
    var homes: Set<String> = []
    let data = try Data(contentsOf: URL(fileURLWithPath: "\(folder)/places.geojson"))
    let layer = try JSONSerialization.jsonObject(with: data) as? [String: Any]
    for feature in layer?["features"] as? [[String: Any]] ?? [] {
      guard let geometry = feature["geometry"] as? [String: Any],
        let position = geometry["coordinates"] as? [Double], position.count == 2,
        let properties = feature["properties"] as? [String: Any],
        let person = properties["user_id"] as? String
      else { continue }
      let spot = PlaceScore.Spot(
        person: person,
        coordinate: GeoCoordinate(longitude: position[0], latitude: position[1]))
      spots.append(spot)
      if properties["label"] as? String == "home", let home = truth.homes[person],
        ChordDistance().distance(from: EarthPoint(home), to: EarthPoint(spot.coordinate))
          <= PlaceScore.reach
      {
        homes.insert(person)
      }
    }
    self.homes = homes.count
    let visits = try TraceTruth.rows("\(folder)/visits.csv").compactMap { row -> PlaceScore.Span? in
      guard let arrival = row["arrival"].flatMap(Self.milliseconds),
        let departure = row["departure"].flatMap(Self.milliseconds)
      else { return nil }
      return PlaceScore.Span(
        person: row["user_id"] ?? "", arrival: arrival, departure: departure)
    }
    score = PlaceScore(
      places: spots, visits: visits, truePlaces: truth.places, trueVisits: truth.visits)
  }

  private static func milliseconds(_ text: String) -> Int64? {
    let format = Date.ISO8601FormatStyle(includingFractionalSeconds: text.contains("."))
    return (try? format.parse(text)).map { Int64(($0.timeIntervalSince1970 * 1000).rounded()) }
  }
}
