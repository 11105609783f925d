/// Brings longitudes beyond ±180 back to it (`--wrap`); what reaches over the antimeridian is cut there (RFC 7946, 3.1.9).
enum LongitudeWrap {
  /// Which turn around the earth a longitude is in: 0 from -180 to 180.
  private static func turn(_ x: Double) -> Int { Int(clamping: ((x + 180) / 360).rounded(.down)) }

  /// A longitude from -180 to 180; what is there already stays as it is.
  static func wrapped(_ x: Double) -> Double {
    guard x.magnitude > 180 else { return x }
    let rest = x.remainder(dividingBy: 360)
    return rest.magnitude == 180 ? (x < 0 ? -180 : 180) : rest
  }

  /// The geometry with all longitudes from -180 to 180.
  ///
  /// - Complexity: O(*n* log *n*), *n* positions.
  static func wrapped(_ geometry: Geometry) -> Geometry {
    switch geometry {
    case .point(let position): return .point(wrapped(position))
    case .multiPoint(let positions): return .multiPoint(positions.map(wrapped))
    case .lineString(let line):
      let parts = pieces(ofLine: line)
      return parts.count == 1 ? .lineString(parts[0]) : .multiLineString(parts)
    case .multiLineString(let lines): return .multiLineString(lines.flatMap(pieces(ofLine:)))
    case .polygon(let rings):
      let parts = pieces(ofArea: rings)
      return parts.count == 1 ? .polygon(parts[0]) : .multiPolygon(parts)
    case .multiPolygon(let areas): return .multiPolygon(areas.flatMap(pieces(ofArea:)))
    case .geometryCollection(let members): return .geometryCollection(members.map(wrapped))
    }
  }

  private static func wrapped(_ position: Position) -> Position {
    Position(x: wrapped(position.x), y: position.y, z: position.z)
  }

  /// The turns that positions are in, and whether one alone holds all of them.
  private static func turns(_ positions: some Sequence<Position>) -> (
    range: ClosedRange<Int>, isOne: Bool
  ) {
    var (low, high) = (Double.infinity, -Double.infinity)
    for position in positions where position.x.isFinite {
      low = min(low, position.x)
      high = max(high, position.x)
    }
    guard low <= high else { return (0...0, true) }
    let first = turn(low)
    // The end of a turn belongs to it as well.
    let last = max(first, high == Double(turn(high)) * 360 - 180 ? turn(high) - 1 : turn(high))
    return (first...last, first == last)
  }

  private static func shifted(_ positions: [Position], by turn: Int) -> [Position] {
    guard turn != 0 else { return positions }
    return positions.map { Position(x: $0.x - Double(turn) * 360, y: $0.y, z: $0.z) }
  }

  private static func pieces(ofLine line: [Position]) -> [[Position]] {
    let found = turns(line)
    if found.isOne { return [shifted(line, by: found.range.lowerBound)] }
    return found.range.flatMap { turn -> [[Position]] in
      let west = Double(turn) * 360 - 180
      return MeridianCut(at: west, keepsEast: true).pieces(ofLine: line)
        .flatMap { MeridianCut(at: west + 360, keepsEast: false).pieces(ofLine: $0) }
        .map { shifted($0, by: turn) }
    }
  }

  private static func pieces(ofArea rings: [[Position]]) -> [[[Position]]] {
    let found = turns(rings.joined())
    if found.isOne { return [rings.map { shifted($0, by: found.range.lowerBound) }] }
    return found.range.flatMap { turn -> [[[Position]]] in
      let west = Double(turn) * 360 - 180
      return MeridianCut(at: west, keepsEast: true).pieces(ofArea: rings)
        .flatMap { MeridianCut(at: west + 360, keepsEast: false).pieces(ofArea: $0) }
        .map { area in area.map { shifted($0, by: turn) } }
    }
  }
}

extension FeatureBatch {
  /// Brings the longitudes of all features to ±180.
  ///
  /// - Complexity: O(*n*), *n* positions, where none lies beyond.
  mutating func wrapLongitudes() {
    guard coordinates.contains(where: { $0.magnitude > 180 }) else { return }
    let old = self
    entries = []
    shapes = []
    coordinates = []
    foreign = []
    geometryMembers = []
    for index in old.entries.indices {
      let numbers = old.coordinates[old.coordinates(of: index)]
      if numbers.contains(where: { $0.magnitude > 180 }), let geometry = old.geometry(of: index) {
        add(LongitudeWrap.wrapped(geometry))
      } else {
        shapes += old.shapes[old.shapes(of: index)]
        coordinates += numbers
      }
      foreign += old.foreign[old.foreign(of: index)]
      geometryMembers += old.geometryMembers[old.geometryMembers(of: index)]
      close(old.entries[index])
    }
  }
}
