import Geography

/// The borders between pieces of land that belong together, as one planar graph: each border is
/// there once, so that both of its sides stay alike whatever is done to it.
///
/// Pieces belong together if they have the same nearest site and touch along a line that is no wall.
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
  /// The nearest site of each parcel.
  private var sites: [Int32] = []
  let obstacles: [PlanarPoint]

  /// Joins the pieces of each parcel.
  ///
  /// - Complexity: O(corners of the pieces).
  init(_ land: DividedLand) {
    obstacles = land.obstacles
    var rings: [[(vertex: Int32, line: LineName)]] = []
    var numbers: [PlanarPoint: Int32] = [:]
    for piece in land.pieces {
      var ring: [(vertex: Int32, line: LineName)] = []
      for corner in piece.corners {
        let number = numbers[corner.place] ?? Int32(places.count)
        if number == places.count {
          numbers[corner.place] = number
          places.append(corner.place)
        }
        // Of two corners at one place the later one knows the line that goes on.
        if ring.last?.vertex == number { ring.removeLast() }
        ring.append((number, corner.line))
      }
      if ring.count > 1, ring.first?.vertex == ring.last?.vertex { ring.removeLast() }
      rings.append(ring)
    }
    addBorders(rings, land)
  }

  private mutating func addBorders(
    _ rings: [[(vertex: Int32, line: LineName)]], _ land: DividedLand
  ) {
    struct Way: Hashable {
      var from: Int32
      var to: Int32
    }
    var pieceBeside: [Way: Int32] = [:]
    pieceBeside.reserveCapacity(4 * rings.count)
    func forEachWay(_ body: (_ piece: Int, _ way: Way, _ line: LineName) -> Void) {
      for (piece, ring) in rings.enumerated() where ring.count > 2 {
        for (index, corner) in ring.enumerated() {
          let next = ring[index + 1 == ring.count ? 0 : index + 1].vertex
          body(piece, Way(from: corner.vertex, to: next), corner.line)
        }
      }
    }
    func isWall(_ line: LineName) -> Bool {
      guard case .edge(let edge) = line else { return false }
      return land.walls.contains(edge)
    }
    forEachWay { piece, way, _ in pieceBeside[way] = Int32(piece) }
    var parcels = DisjointSets(count: rings.count)
    forEachWay { piece, way, line in
      guard let other = pieceBeside[Way(from: way.to, to: way.from)], !isWall(line),
        land.pieces[piece].site == land.pieces[Int(other)].site
      else { return }
      parcels.join(Int32(piece), other)
    }
    let parcelOfPiece = (0..<Int32(rings.count)).map { parcels.root(of: $0) }
    sites = land.pieces.map(\.site)
    bordersAt = Array(repeating: [], count: places.count)
    var fresh: [Border] = []
    forEachWay { piece, way, line in
      let beyond = pieceBeside[Way(from: way.to, to: way.from)]
      let left = parcelOfPiece[piece]
      let right = beyond.map { parcelOfPiece[Int($0)] } ?? -1
      // Each border comes from both sides: the one with the smaller first vertex is taken.
      guard left != right, beyond == nil || way.from < way.to else { return }
      fresh.append(
        Border(
          a: way.from, b: way.to, left: left, right: right,
          isFixed: beyond == nil || isWall(line)))
    }
    borders = fresh
    for (number, border) in borders.enumerated() {
      bordersAt[Int(border.a)].append(Int32(number))
      bordersAt[Int(border.b)].append(Int32(number))
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

/// Numbers in groups that can be joined; a group goes by its smallest number.
private struct DisjointSets {
  private var parents: [Int32]

  init(count: Int) { parents = Array(0..<Int32(count)) }

  mutating func root(of number: Int32) -> Int32 {
    var number = number
    while parents[Int(number)] != number {
      parents[Int(number)] = parents[Int(parents[Int(number)])]
      number = parents[Int(number)]
    }
    return number
  }

  mutating func join(_ a: Int32, _ b: Int32) {
    let (rootA, rootB) = (root(of: a), root(of: b))
    parents[Int(max(rootA, rootB))] = min(rootA, rootB)
  }
}
