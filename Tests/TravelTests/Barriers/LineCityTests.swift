import Foundation
import Geography
import TestSupport
import Testing

@testable import Travel

/// Forty line barriers, 75 crossings and 4,800 exact distances.
@Suite struct LineCityTests {
  static let folder = ReferenceData.folder("linecity")

  @Test(
    "Every reference distance is met to a micrometre, in all four scenarios",
    .enabled(if: folder != nil, "the reference data is not on this machine"))
  func referenceDistances() throws {
    let folder = try #require(Self.folder)
    let city = try LineCity(folder: folder)
    let base = try BarrierDistance(barriers: city.barriers, crossings: city.crossings)
    let all = Set(city.crossings.map(\.id))
    let scenarios = [
      "base": base,
      "close": base.withCrossings(open: [], close: ["G03"]),
      "open": base.withCrossings(open: ["G12"], close: []),
      "allclosed": base.withCrossings(open: [], close: all),
    ]
    let ids = city.places.keys.sorted()
    let numbers = Dictionary(uniqueKeysWithValues: zip(ids, ids.indices))
    let prepared = base.prepare(ids.compactMap { city.places[$0] })
    var worst = 0.0
    var compared = 0
    for (name, provider) in scenarios {
      let table = provider.distances(from: prepared, to: prepared, chosen: Array(ids.indices))
      for row in city.distances where row.scenario == name {
        let from = try #require(numbers[row.from])
        let to = try #require(numbers[row.to])
        let found = table[to, from]
        compared += 1
        if row.distance == .infinity || found == .infinity {
          #expect(found == row.distance, "\(name) \(row.from) → \(row.to)")
        } else {
          worst = max(worst, abs(found - row.distance))
        }
      }
    }
    #expect(compared == city.distances.count)
    #expect(worst <= 1e-6, "largest error \(worst) m")
    print("linecity: \(compared) distances, largest error \(worst) m")
  }
}

/// The files of the reference city.
struct LineCity {
  struct Row {
    var scenario: String
    var from: String
    var to: String
    var distance: Double
  }

  var barriers: [Barrier] = []
  var crossings: [Crossing] = []
  var places: [String: PlanarPoint] = [:]
  var distances: [Row] = []

  init(folder: URL) throws {
    for feature in try Self.features(folder.appendingPathComponent("barriers.geojson")) {
      let id = try #require(feature["id"] as? String)
      let geometry = try #require(feature["geometry"] as? [String: Any])
      let line = try #require(geometry["coordinates"] as? [[Double]])
      barriers.append(
        Barrier(id: id, shapes: [.line(line.map { PlanarPoint($0[0], $0[1]) })]))
    }
    for feature in try Self.features(folder.appendingPathComponent("crossings.geojson")) {
      let id = try #require(feature["id"] as? String)
      let geometry = try #require(feature["geometry"] as? [String: Any])
      let place = try #require(geometry["coordinates"] as? [Double])
      let properties = try #require(feature["properties"] as? [String: Any])
      let direction = properties["direction"] as? String ?? "both"
      crossings.append(
        Crossing(
          id: id, shape: .point(PlanarPoint(place[0], place[1])),
          barrierID: properties["barrier_id"] as? String,
          cost: properties["cost_m"] as? Double ?? 0,
          isOpen: properties["open"] as? Bool ?? true,
          direction: try #require(Crossing.Direction(rawValue: direction))))
    }
    for name in ["points.csv", "facilities.csv"] {
      for fields in try Self.rows(folder.appendingPathComponent(name)) {
        places[fields[0]] = PlanarPoint(
          try #require(Double(fields[1])), try #require(Double(fields[2])))
      }
    }
    for fields in try Self.rows(folder.appendingPathComponent("distances.csv")) {
      distances.append(
        Row(
          scenario: fields[0], from: fields[1], to: fields[2],
          distance: fields[3].isEmpty ? .infinity : try #require(Double(fields[3]))))
    }
  }

  private static func features(_ url: URL) throws -> [[String: Any]] {
    let json = try JSONSerialization.jsonObject(with: Data(contentsOf: url))
    return try #require((json as? [String: Any])?["features"] as? [[String: Any]])
  }

  private static func rows(_ url: URL) throws -> [[String]] {
    try String(contentsOf: url, encoding: .utf8).split(whereSeparator: \.isNewline).dropFirst()
      .map { $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init) }
  }
}
