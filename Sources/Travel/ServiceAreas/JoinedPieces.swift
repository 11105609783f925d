import Geography

/// Pieces of land and which of them belong together.
struct JoinedPieces {
  /// A side of a piece from vertex to vertex, the piece to its left.
  struct Side {
    var piece: Int
    var way: Way
    var isWall: Bool

    var turned: Way { Way(from: way.to, to: way.from) }
  }

  struct Way: Hashable {
    var from: Int32
    var to: Int32
  }

  private(set) var places: [PlanarPoint] = []
  /// The nearest site of each piece.
  private(set) var sites: [Int32]
  /// The parcel of each piece: the smallest number of the pieces in it.
  ///
  /// A wall with the land of one site on both sides parts nothing.
  private(set) var parcels: [Int32] = []
  private var rings: [[(vertex: Int32, line: LineName)]] = []
  private var pieceOfWay: [Way: Int32] = [:]
  private let walls: Set<Int32>

  init(_ land: DividedLand) {
    sites = land.pieces.map(\.site)
    walls = land.walls
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
    pieceOfWay.reserveCapacity(4 * rings.count)
    forEachSide { pieceOfWay[$0.way] = Int32($0.piece) }
    join()
  }

  /// Calls `body` with all sides of all pieces, in their order.
  func forEachSide(_ body: (Side) -> Void) {
    for (piece, ring) in rings.enumerated() where ring.count > 2 {
      for (index, corner) in ring.enumerated() {
        let next = ring[index + 1 == ring.count ? 0 : index + 1].vertex
        var isWall = false
        if case .edge(let edge) = corner.line { isWall = walls.contains(edge) }
        body(Side(piece: piece, way: Way(from: corner.vertex, to: next), isWall: isWall))
      }
    }
  }

  /// The piece to the left of a way, if there is one.
  func pieceBeside(_ way: Way) -> Int? { pieceOfWay[way].map(Int.init) }

  private mutating func join() {
    var groups = DisjointSets(count: rings.count)
    forEachSide { side in
      guard let other = pieceBeside(side.turned), sites[side.piece] == sites[other] else { return }
      groups.join(Int32(side.piece), Int32(other))
    }
    parcels = rings.indices.map { groups.root(of: Int32($0)) }
  }

  /// Gives parcels that are smaller than `crumb` square metres to a larger neighbour, the one with
  /// which they share most of their rim.
  mutating func giveAway(smallerThan crumb: Double) {
    var sizes = [Double](repeating: 0, count: rings.count)
    for (piece, ring) in rings.enumerated() {
      sizes[Int(parcels[piece])] += PlanarPolygon.signedArea(
        of: ring.map { places[Int($0.vertex)] })
    }
    var shared: [Int32: [Int32: Double]] = [:]
    forEachSide { side in
      let parcel = parcels[side.piece]
      guard sizes[Int(parcel)] < crumb, !side.isWall, let other = pieceBeside(side.turned) else {
        return
      }
      let neighbour = parcels[other]
      guard neighbour != parcel, sizes[Int(neighbour)] >= crumb else { return }
      shared[parcel, default: [:]][neighbour, default: 0] +=
        places[Int(side.way.from)].distance(to: places[Int(side.way.to)])
    }
    guard !shared.isEmpty else { return }
    let heirs = shared.compactMapValues { lengths in
      lengths.min { ($1.value, $0.key) < ($0.value, $1.key) }?.key
    }
    let given = sites
    for piece in rings.indices {
      if let heir = heirs[parcels[piece]] { sites[piece] = given[Int(heir)] }
    }
    join()
  }
}
