import Foundation
import Geography
import TestSupport
import Testing

@testable import Travel

/// Forty line barriers, 75 crossings and 4,800 exact distances.
@Suite struct LineCityTests {
  static let folder = ReferenceData.folder("linecity")

  /// What the scenarios of the reference distances open and close.
  static let changes: [String: (open: Set<String>, close: Set<String>)] = [
    "base": ([], []), "close": ([], ["G03"]), "open": (["G12"], []),
  ]

  /// How a world is reached.
  enum Way: CaseIterable {
    case built, opening, addingBarriers, withoutBarriers, withCosts, fromAllOpen
  }

  @Test(
    "Every reference distance is met to a micrometre, built or by what-ifs",
    .enabled(if: folder != nil, "the reference data is not on this machine"),
    arguments: Way.allCases)
  func referenceDistances(way: Way) throws {
    let city = try LineCity(folder: try #require(Self.folder))
    let ids = city.places.keys.sorted()
    let numbers = Dictionary(uniqueKeysWithValues: zip(ids, ids.indices))
    var worst = 0.0
    var compared = 0
    for (name, provider) in try providers(of: city, way) {
      let prepared = provider.prepare(ids.compactMap { city.places[$0] })
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
  }

  /// The four scenarios, reached in one way.
  private func providers(of city: LineCity, _ way: Way) throws -> [String: BarrierDistance] {
    let all = Set(city.crossings.map(\.id))
    var changes = Self.changes
    changes["allclosed"] = ([], all)
    return try changes.mapValues { open, close in
      let wanted = city.crossings.map { crossing in
        var changed = crossing
        changed.isOpen =
          !close.contains(crossing.id) && (crossing.isOpen || open.contains(crossing.id))
        return changed
      }
      func built(_ crossings: [Crossing]) throws -> BarrierDistance {
        try BarrierDistance(barriers: city.barriers, crossings: crossings)
      }
      switch way {
      case .built: return try built(wanted)
      case .opening: return try built(city.crossings).withCrossings(open: open, close: close)
      case .fromAllOpen:
        return try built(city.crossings).withCrossings(open: all, close: [])
          .withCrossings(open: [], close: Set(wanted.filter { !$0.isOpen }.map(\.id)))
      case .withCosts:
        let dearer = wanted.map { crossing in
          var changed = crossing
          changed.cost = 77
          return changed
        }
        return try built(dearer).withCosts(
          Dictionary(uniqueKeysWithValues: wanted.map { ($0.id, $0.cost) }))
      case .addingBarriers:
        // Every third barrier comes later, with its crossings.
        let late = Set(city.barriers.indices.filter { $0 % 3 == 2 }.map { city.barriers[$0].id })
        func isLate(_ crossing: Crossing) -> Bool { crossing.barrierID.map(late.contains) ?? true }
        return try BarrierDistance(
          barriers: city.barriers.filter { !late.contains($0.id) },
          crossings: wanted.filter { !isLate($0) }
        ).adding(
          barriers: city.barriers.filter { late.contains($0.id) }, crossings: wanted.filter(isLate))
      case .withoutBarriers:
        let box = PlanarBox(city.places.values)
        let wall = Barrier(
          id: "wall through everything",
          shapes: [.line([PlanarPoint(box.minX, box.minY), PlanarPoint(box.maxX, box.maxY)])])
        return try BarrierDistance(barriers: city.barriers + [wall], crossings: wanted)
          .withoutBarriers([wall.id])
      }
    }
  }

  @Test(
    "Opening a crossing in a table of the reference city equals measuring anew",
    .enabled(if: folder != nil, "the reference data is not on this machine"))
  func openingInTable() throws {
    let city = try LineCity(folder: try #require(Self.folder))
    let base = try BarrierDistance(barriers: city.barriers, crossings: city.crossings)
    let places = base.prepare(city.places.keys.sorted().compactMap { city.places[$0] })
    let chosen = Array(0..<20)
    for crossing in city.crossings.prefix(12) {
      let shut = base.withCrossings(open: [], close: [crossing.id])
      var table = shut.distances(from: places, to: places, chosen: chosen)
      let opened = shut.opening(
        crossing.id, updating: &table, from: places, to: places, chosen: chosen)
      let fresh = opened.distances(from: places, to: places, chosen: chosen)
      #expect(
        zip(table.values, fresh.values).allSatisfy { $0 == $1 || abs($0 - $1) <= 1e-9 * $1 },
        "opening \(crossing.id)")
    }
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
