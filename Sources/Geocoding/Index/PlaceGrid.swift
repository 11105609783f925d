import Geography
import Synchronization

/// Houses by the place where they stand.
struct PlaceGrid: Sendable {
  /// Degrees of latitude that a cell is high; some 220 metres.
  private static let cell = 0.002
  private let cells: [Int64: [Int32]]

  init(_ houses: [HouseEntry]) {
    var cells: [Int64: [Int32]] = [:]
    for (number, house) in houses.enumerated() {
      let key = Self.key(Self.column(house.longitude), Self.column(house.latitude))
      cells[key, default: []].append(Int32(number))
    }
    self.cells = cells
  }

  private static func column(_ degrees: Double) -> Int64 {
    Int64(clamping: (degrees / cell).rounded(.down))
  }
  private static func key(_ x: Int64, _ y: Int64) -> Int64 { x << 32 ^ (y & 0xFFFF_FFFF) }

  /// The nearest house at most so many metres away.
  func nearest(
    to place: GeoCoordinate, within metres: Double, in houses: [HouseEntry]
  ) -> (house: Int, metres: Double)? {
    let (x, y) = (Self.column(place.longitude), Self.column(place.latitude))
    let reachY = Int64(clamping: (metres / 110_000 / Self.cell).rounded(.up))
    let narrowing = max(0.05, Approximate.cosine(ofDegrees: place.latitude))
    let reachX = Int64(clamping: (metres / 110_000 / Self.cell / narrowing).rounded(.up))
    var best: (house: Int, metres: Double)?
    for row in (y - reachY)...(y + reachY) {
      for column in (x - reachX)...(x + reachX) {
        for house in cells[Self.key(column, row)] ?? [] {
          let entry = houses[Int(house)]
          let distance = Geodesic.distance(
            place, GeoCoordinate(longitude: entry.longitude, latitude: entry.latitude))
          if distance <= metres, distance < (best?.metres ?? .infinity) {
            best = (Int(house), distance)
          }
        }
      }
    }
    return best
  }
}

/// The grid, made when it is first asked for.
final class PlaceGridHolder: Sendable {
  private let grid = Mutex<PlaceGrid?>(nil)

  func grid(of houses: [HouseEntry]) -> PlaceGrid {
    grid.withLock { grid in
      if let grid { return grid }
      let made = PlaceGrid(houses)
      grid = made
      return made
    }
  }
}

/// Distances between neighbours on the ground, quickly.
enum Approximate {
  /// Cosine within 0.01, which is enough to choose a scale.
  static func cosine(ofDegrees degrees: Double) -> Double {
    let radians = min(90, degrees.magnitude) * .pi / 180
    let square = radians * radians
    return 1 - square / 2 + square * square / 24 - square * square * square / 720
  }

  /// Metres between two houses, within 1 % where they are less than 50 km apart.
  static func metres(_ a: HouseEntry, _ b: HouseEntry) -> Double {
    let narrowing = cosine(ofDegrees: (a.latitude + b.latitude) / 2)
    let x = (a.longitude - b.longitude) * 111_320 * narrowing
    let y = (a.latitude - b.latitude) * 111_200
    return (x * x + y * y).squareRoot()
  }
}
