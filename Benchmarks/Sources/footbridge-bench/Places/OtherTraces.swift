import Foundation

/// Traces that `footbridge generate traces` does not make: lives, ways and phones of another kind, to
/// find out whether places are found of people or only of that generator.
struct OtherTraces {
  enum Family: String, CaseIterable {
    /// Streets between high houses: every visit is off by its own bias, errors last for minutes, and
    /// bursts of wrong fixes hang together.
    case canyon
    /// A fix every two minutes, without accuracy.
    case sparse
    /// A fix after every 25 m, and at rest a sign of life every quarter of an hour.
    case metres
    /// Trains, tunnels, minutes on platforms.
    case commuters
    /// Slow walks and loops in parks, without a stop.
    case walkers
    /// Pairs of shops 100 m apart.
    case neighbours
    /// Phones that are off for nights, for parts of visits and on the way.
    case gaps
    /// 78° north, the antimeridian and the equator.
    case faraway
    /// A fix every five minutes.
    case coarse
    /// Phones that doze at rest: a fix now and then, and one some time after they left.
    case dozing

    /// Seconds between fixes.
    var step: Double {
      switch self {
      case .canyon, .walkers, .neighbours: 5
      case .metres: 3
      case .sparse: 120
      case .coarse: 300
      case .commuters, .gaps, .faraway, .dozing: 15
      }
    }

    /// No visit is shorter: what few fixes cannot show is not asked for.
    var shortestMinutes: Double {
      switch self {
      case .sparse: 15
      case .coarse: 30
      default: 9
      }
    }

    /// Metres: the bias of a visit, errors that last, errors that do not.
    var errors: (bias: Double, lasting: Double, fresh: Double) {
      switch self {
      case .canyon: (12, 12, 4)
      case .neighbours: (6, 6, 3)
      default: (5, 6, 4)
      }
    }
  }

  private static let origins: [(longitude: Double, latitude: Double)] = [
    (2.35, 48.85), (-0.01, 51.5), (-46.6, -23.5), (103.8, 1.3),
  ]
  private static let remote: [(longitude: Double, latitude: Double)] = [
    (15.6, 78.2), (179.999, -18.1), (32.6, 0.0), (-179.99, 66.1),
  ]

  let family: Family
  var people = 4
  var days = 10
  var seed: UInt64 = 1

  /// Writes `fixes.csv`, `places.csv` and `visits.csv` into a folder.
  func write(to folder: String) throws {
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    var fixes = "id,user_id,timestamp,lat,lon,accuracy\n"
    var places = "user_id,place_id,label,lat,lon\n"
    var visits = "user_id,place_id,arrive,depart\n"
    // 2025-09-01T00:00:00Z, a Monday.
    let begin = 1_756_684_800.0
    for person in 0..<people {
      let name = "\(family.rawValue)-\(person)"
      let origin =
        family == .faraway
        ? Self.remote[person % Self.remote.count] : Self.origins[person % Self.origins.count]
      let midnight = begin - (origin.longitude / 15).rounded() * 3600
      func position(_ place: Metres) -> String {
        let latitude = origin.latitude + place.y / 111_200
        var longitude =
          origin.longitude + place.x / (111_320 * cos(origin.latitude * .pi / 180))
        if longitude > 180 { longitude -= 360 }
        if longitude < -180 { longitude += 360 }
        return String(format: "%.7f,%.7f", latitude, longitude)
      }
      let life = OtherLife(
        family, days: days, chance: Chance(seed &* 1000 &+ UInt64(person * 2)))
      for (number, place) in life.places.enumerated()
      where life.visits.contains(where: { $0.place == number }) {
        let label = number == 0 ? "home" : number == 1 ? "work" : ""
        places += "\(name),\(name)-\(number),\(label),\(position(place))\n"
      }
      for visit in life.visits {
        visits +=
          "\(name),\(name)-\(visit.place),\(midnight + visit.arrival),\(midnight + visit.departure)\n"
      }
      var phone = OtherPhone(
        family, life, chance: Chance(seed &* 1000 &+ UInt64(person * 2 + 1)))
      var number = 0
      phone.record { fix in
        let accuracy =
          family == .sparse || family == .coarse ? "" : String(format: "%.0f", fix.accuracy)
        let time = Date(timeIntervalSince1970: (midnight + fix.time).rounded())
        fixes +=
          "\(name):\(number),\(name),\(time.ISO8601Format()),\(position(fix.place)),\(accuracy)\n"
        number += 1
      }
    }
    for (name, text) in [("fixes", fixes), ("places", places), ("visits", visits)] {
      try text.write(toFile: "\(folder)/\(name).csv", atomically: true, encoding: .utf8)
    }
  }
}
