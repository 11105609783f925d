import Geography

/// The borders between pieces of land that belong together, as one planar graph: each border is
/// there once, so that both of its sides stay alike whatever is done to it.
///
/// Pieces belong together if they have the same nearest site and touch along a line, even if that is a
/// wall: an area is one shape, whatever barriers lie in it.
struct LandBorders {
  /// A straight border from vertex `a` to vertex `b`.
  struct Border {
    var a: Int32
    var b: Int32
    /// The parcels on either side; −1 for water, or beyond the window.
    var left: Int32
    var right: Int32
    /// Whether it runs along a wall, a bank or the window and must stay as it is.
    var isFixed: Bool
    /// The corners that have been taken out of it.
    var dropped: [PlanarPoint] = []
    var isAlive = true
  }

  private(set) var places: [PlanarPoint] = []
  var borders: [Border] = []
  /// The borders at each vertex, those taken out included.
  var bordersAt: [[Int32]] = []
  /// Whether a wall with one parcel on both sides ends or bends at a vertex: a border that passes
  /// through it there must go on doing so, or it would slide along the wall.
  private(set) var isOnInnerWall: [Bool] = []
  /// The nearest site of each parcel.
  private var sites: [Int32] = []
  let obstacles: [PlanarPoint]

  /// Joins the pieces of each parcel.
  ///
  /// - Parameters:
  ///   - land: The pieces.
  ///   - crumb: A parcel smaller than this, in square metres, goes to the neighbour with which it
  ///     shares most of its rim, unless walls enclose it.
  /// - Complexity: O(corners of the pieces).
  init(_ land: DividedLand, crumb: Double) {
    obstacles = land.obstacles
    var pieces = JoinedPieces(land)
    pieces.giveAway(smallerThan: crumb)
    places = pieces.places
    sites = pieces.sites
    bordersAt = Array(repeating: [], count: places.count)
    isOnInnerWall = Array(repeating: false, count: places.count)
    pieces.forEachSide { side in
      let beyond = pieces.pieceBeside(side.turned)
      let left = pieces.parcels[side.piece]
      let right = beyond.map { pieces.parcels[$0] } ?? -1
      if left == right, side.isWall {
        isOnInnerWall[Int(side.way.from)] = true
        isOnInnerWall[Int(side.way.to)] = true
      }
      // Each border comes from both sides: the one with the smaller first vertex is taken.
      guard left != right, beyond == nil || side.way.from < side.way.to else { return }
      let number = Int32(borders.count)
      borders.append(
        Border(
          a: side.way.from, b: side.way.to, left: left, right: right,
          isFixed: beyond == nil || side.isWall))
      bordersAt[Int(side.way.from)].append(number)
      bordersAt[Int(side.way.to)].append(number)
    }
  }

  // MARK: Polygons

  /// The parcels as polygons, each with its site or −1, in the order of the pieces.
  func polygons() -> [(site: Int32, polygon: PlanarPolygon)] {
    var waysOfParcel: [Int32: [(from: Int32, to: Int32)]] = [:]
    for border in borders where border.isAlive {
      if border.left >= 0 { waysOfParcel[border.left, default: []].append((border.a, border.b)) }
      if border.right >= 0 { waysOfParcel[border.right, default: []].append((border.b, border.a)) }
    }
    return waysOfParcel.keys.sorted().flatMap { parcel in
      polygons(around: waysOfParcel[parcel] ?? []).map { (sites[Int(parcel)], $0) }
    }
  }

  /// The polygons with the given rim, which has the land to its left.
  private func polygons(around ways: [(from: Int32, to: Int32)]) -> [PlanarPolygon] {
    var waysFrom: [Int32: [Int]] = [:]
    for (number, way) in ways.enumerated() { waysFrom[way.from, default: []].append(number) }
    var isDone = [Bool](repeating: false, count: ways.count)
    var outer: [[PlanarPoint]] = []
    var holes: [[PlanarPoint]] = []
    // Ends: each way is done once, and a walk goes on only over ways that are not.
    for first in ways.indices where !isDone[first] {
      var walk: [Int32] = []
      var way = first
      repeat {
        isDone[way] = true
        walk.append(ways[way].from)
        guard let next = nextWay(after: ways[way], ways, waysFrom), !isDone[next] || next == first
        else { break }
        way = next
      } while way != first
      for ring in Self.simpleRings(of: walk) {
        let ring = ring.map { places[Int($0)] }
        let area = PlanarPolygon.signedArea(of: ring)
        // Less than a square millimetre is what rounding left.
        if area > 1e-6 { outer.append(ring) }
        if area < -1e-6 { holes.append(ring) }
      }
    }
    if outer.count == 1 { return [PlanarPolygon(exterior: outer[0], holes: holes)] }
    var polygons = outer.map { PlanarPolygon(exterior: $0) }
    for hole in holes {
      let home = polygons.indices.first { number in
        hole.allSatisfy { PlanarPolygon(exterior: polygons[number].exterior).contains($0) }
      }
      if let home { polygons[home].holes.append(hole) }
    }
    return polygons
  }

  /// Where the rim goes on: where it meets itself, with the way that bounds the same land.
  private func nextWay(
    after way: (from: Int32, to: Int32), _ ways: [(from: Int32, to: Int32)],
    _ waysFrom: [Int32: [Int]]
  ) -> Int? {
    guard let onward = waysFrom[way.to] else { return nil }
    if onward.count == 1 { return onward[0] }
    let here = places[Int(way.to)]
    func angle(to vertex: Int32) -> Double {
      let there = places[Int(vertex)]
      return PlanarPoint(there.x - here.x, there.y - here.y).heading
    }
    let back = angle(to: way.from)
    // The first one clockwise from where the rim came from.
    return onward.min { a, b in
      let turnA = back - angle(to: ways[a].to)
      let turnB = back - angle(to: ways[b].to)
      return (turnA <= 0 ? turnA + 4 : turnA) < (turnB <= 0 ? turnB + 4 : turnB)
    }
  }

  /// Splits a walk where it comes to a vertex again.
  private static func simpleRings(of walk: [Int32]) -> [[Int32]] {
    var rings: [[Int32]] = []
    var path: [Int32] = []
    var positions: [Int32: Int] = [:]
    for vertex in walk {
      if let position = positions[vertex] {
        rings.append(Array(path[position...]))
        for left in path[(position + 1)...] { positions[left] = nil }
        path.removeSubrange((position + 1)...)
      } else {
        positions[vertex] = path.count
        path.append(vertex)
      }
    }
    rings.append(path)
    return rings.filter { $0.count > 2 }
  }
}

extension PlanarPoint {
  /// A number from 0 to 4 that grows with the direction from the origin, anticlockwise from east.
  fileprivate var heading: Double {
    let share = y / (abs(x) + abs(y))
    if x < 0 { return 2 - share }
    return share < 0 ? 4 + share : share
  }
}
