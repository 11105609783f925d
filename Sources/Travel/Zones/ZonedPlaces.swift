import Geography

/// Points with their zones, kept zone by zone in flat columns.
public struct ZonedPlaces: PreparedPlaces {
  /// The places of one zone.
  struct Group {
    let zone: String
    /// Their numbers, in the order of the columns.
    private(set) var members: [Int] = []
    private(set) var x: [Double] = []
    private(set) var y: [Double] = []

    init(zone: String) { self.zone = zone }

    mutating func add(_ member: Int, at point: PlanarPoint) {
      members.append(member)
      x.append(point.x)
      y.append(point.y)
    }

    /// Writes each member's shortest way over one of the stops; infinite without stops.
    func fill(_ values: UnsafeMutableBufferPointer<Double>, over stops: [Stop]) {
      withUnsafeTemporaryAllocation(of: Double.self, capacity: members.count) { best in
        best.initialize(repeating: .infinity)
        x.withUnsafeBufferPointer { x in
          y.withUnsafeBufferPointer { y in
            for stop in stops {
              let (stopX, stopY, beyond) = (stop.point.x, stop.point.y, stop.beyond)
              for index in 0..<best.count {
                let (dx, dy) = (x[index] - stopX, y[index] - stopY)
                let length = (dx * dx + dy * dy).squareRoot() + beyond
                best[index] = length < best[index] ? length : best[index]
              }
            }
          }
        }
        for (index, member) in members.enumerated() { values[member] = best[index] }
      }
    }
  }

  /// Where a way leaves the zone, or ends.
  struct Stop {
    let point: PlanarPoint
    /// Metres from there on.
    let beyond: Double
  }

  public let places: [ZonedPoint]
  let groups: [Group]

  public init(_ places: [ZonedPoint]) {
    self.places = places
    var groups: [Group] = []
    var numbers: [String: Int] = [:]
    for (index, place) in places.enumerated() {
      let number = numbers[place.zone] ?? groups.count
      if number == groups.count {
        groups.append(Group(zone: place.zone))
        numbers[place.zone] = number
      }
      groups[number].add(index, at: place.point)
    }
    self.groups = groups
  }

  public var count: Int { places.count }
  public subscript(index: Int) -> ZonedPoint { places[index] }
}
