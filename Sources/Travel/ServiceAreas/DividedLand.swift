import Geography

/// The land of a window in pieces, each with one nearest site.
struct DividedLand: Sendable {
  /// All corners at which pieces touch are corners of both.
  var pieces: [LandPiece]
  /// Whether the line of a corner is a wall.
  var walls: Set<Int32> = []
  /// Corners of barriers that no border may be drawn across.
  var obstacles: [PlanarPoint] = []
}

/// Land without barriers.
struct OpenLand {
  let sites: [PlanarPoint]
  /// Positions of the sites that count.
  let chosen: [Int]
  let metric: LegMetric
  let window: PlanarBox

  /// - Complexity: O(border / length of a segment × sites).
  func divided(tolerance: Double) -> DividedLand {
    guard window.width > 0, window.height > 0 else { return DividedLand(pieces: []) }
    let corners = [
      PlanarPoint(window.minX, window.minY), PlanarPoint(window.maxX, window.minY),
      PlanarPoint(window.maxX, window.maxY), PlanarPoint(window.minX, window.maxY),
    ]
    let choices = chosen.map {
      WaypointChoice(
        Waypoint(place: sites[$0], remaining: 0, site: Int32($0)), WaypointView(waypoint: -1))
    }
    var division = LandDivision(metric: metric, tolerance: tolerance)
    let cell = LandCell(
      rim: (0..<4).flatMap {
        division.rim(
          from: corners[$0], to: corners[($0 + 1) % 4], on: division.newCut(), among: choices)
      },
      choices: choices.relevant(in: corners, metric), sites: chosen.map { sites[$0] })
    return DividedLand(pieces: division.divide(cell).pieces)
  }
}

/// Land between barriers.
struct BarrierLand {
  let world: BarrierWorld
  let search: WaypointSearch
  let sites: PreparedPoints
  let window: PlanarBox

  /// A triangle of the mesh, cut to the window.
  private struct Patch: Sendable {
    var triangle: Int32
    var corners: [WindowClip.Corner]
  }

  /// A straight part of the rim of a patch, along an edge of the mesh.
  private struct Edge: Sendable {
    var triangle: Int32
    var from: PlanarPoint
    var to: PlanarPoint
  }

  /// - Complexity: O(nodes × triangles in their cones + border / length of a segment), on all
  ///   cores.
  func divided(tolerance: Double) -> DividedLand {
    guard window.width > 0, window.height > 0 else { return DividedLand(pieces: []) }
    let patches = patches()
    var isWanted = [Bool](repeating: false, count: world.mesh.isLandTriangle.count)
    for patch in patches { isWanted[Int(patch.triangle)] = true }
    let views = search.views(into: isWanted)
    let waypoints = search.waypoints
    let chunks = ChunkedWork(count: patches.count, chunk: max(8, patches.count / 64))
    let choices = chunks.map { range in
      range.map { number in
        views.choices(in: patches[number].triangle, of: waypoints)
          .relevant(in: patches[number].corners.map(\.place), .straight)
      }
    }.flatMap(\.self)
    let stretches = stretches(on: patches, choices: choices)

    let outcomes = chunks.map { range in
      var division = LandDivision(metric: .straight, tolerance: tolerance)
      return range.map { number in
        divide(patches[number], choices[number], stretches, by: &division)
      }
    }.flatMap(\.self)
    return joined(outcomes, patches)
  }

  private func patches() -> [Patch] {
    let clip = WindowClip(window: window)
    var patches: [Patch] = []
    for triangle in 0..<Int32(world.mesh.isLandTriangle.count)
    where world.mesh.isLand(triangle: triangle) {
      let corners = clip.corners(ofTriangle: triangle, in: world)
      if corners.count > 2 { patches.append(Patch(triangle: triangle, corners: corners)) }
    }
    return patches
  }

  /// The half-edge by which neighbours know the edge between them: walls have two sides.
  private func sharedName(of halfedge: Int32) -> Int32 {
    world.mesh.isWall[Int(halfedge)] ? halfedge : lineName(of: halfedge)
  }

  private func lineName(of halfedge: Int32) -> Int32 {
    let twin = world.mesh.triangulation.twins[Int(halfedge)]
    return twin < 0 ? halfedge : min(halfedge, twin)
  }

  /// The nearest sites along every edge, asked once so that both sides get the same answer.
  private func stretches(
    on patches: [Patch], choices: [[WaypointChoice]]
  ) -> [Int32: (edge: PlanarPoint, stretches: [NearestAlongLine.Stretch])] {
    var names: [(name: Int32, patch: Int, corner: Int)] = []
    var seen: Set<Int32> = []
    for (number, patch) in patches.enumerated() {
      for (index, corner) in patch.corners.enumerated() {
        guard let halfedge = corner.halfedge else { continue }
        let name = sharedName(of: halfedge)
        if seen.insert(name).inserted { names.append((name, number, index)) }
      }
    }
    let edges = names
    let found = ChunkedWork(count: edges.count, chunk: max(32, edges.count / 64)).map { range in
      var nearest = NearestAlongLine(metric: .straight)
      return range.map { number in
        let (_, patch, corner) = edges[number]
        let corners = patches[patch].corners
        let from = corners[corner].place
        let to = corners[corner + 1 == corners.count ? 0 : corner + 1].place
        return (edge: from, nearest.stretches(from: from, to: to, among: choices[patch]))
      }
    }.flatMap(\.self)
    return Dictionary(uniqueKeysWithValues: zip(edges.map(\.name), found))
  }

  private func divide(
    _ patch: Patch, _ choices: [WaypointChoice],
    _ stretches: [Int32: (edge: PlanarPoint, stretches: [NearestAlongLine.Stretch])],
    by division: inout LandDivision
  ) -> LandDivision.Outcome {
    var rim: [LandCell.RimPoint] = []
    for (index, corner) in patch.corners.enumerated() {
      let next = patch.corners[index + 1 == patch.corners.count ? 0 : index + 1].place
      guard let halfedge = corner.halfedge else {
        rim += division.rim(
          from: corner.place, to: next, on: division.newCut(), among: choices)
        continue
      }
      guard let known = stretches[sharedName(of: halfedge)] else { continue }
      let line = LineName.edge(lineName(of: halfedge))
      if known.edge == corner.place {
        rim += LandDivision.rim(from: corner.place, to: next, on: line, known.stretches)
      } else {
        rim += LandDivision.rim(from: next, to: corner.place, on: line, known.stretches)
          .reversedRim(endingAt: corner.place)
      }
    }
    let inside = sites.standings.indices.filter {
      sites.standings[$0].placement == .inside(triangle: patch.triangle)
    }
    return division.divide(
      LandCell(
        rim: rim, choices: choices, sites: inside.map { sites[$0] }.filter(window.contains)))
  }

  /// Puts the pieces of all patches together, with the corners that neighbours have on their edges.
  private func joined(_ outcomes: [LandDivision.Outcome], _ patches: [Patch]) -> DividedLand {
    var knots: [Int32: [PlanarPoint]] = [:]
    for outcome in outcomes {
      for (edge, place) in outcome.edgeKnots { knots[edge, default: []].append(place) }
    }
    var land = DividedLand(pieces: [])
    for outcome in outcomes {
      for piece in outcome.pieces {
        var whole = LandPiece(corners: [], site: piece.site)
        for (index, corner) in piece.corners.enumerated() {
          whole.corners.append(corner)
          guard case .edge(let edge) = corner.line, let places = knots[edge] else { continue }
          let next = piece.corners[index + 1 == piece.corners.count ? 0 : index + 1].place
          for place in places.between(corner.place, next) {
            whole.corners.append(LandPiece.Corner(place: place, line: corner.line))
          }
        }
        land.pieces.append(whole)
      }
    }
    for patch in patches {
      for corner in patch.corners {
        land.obstacles.append(corner.place)
        if let halfedge = corner.halfedge, world.mesh.isWall[Int(halfedge)] {
          land.walls.insert(lineName(of: halfedge))
        }
      }
    }
    return land
  }
}

extension [LandCell.RimPoint] {
  /// A part of a rim on one line, the other way round.
  func reversedRim(endingAt end: PlanarPoint) -> [LandCell.RimPoint] {
    // The last part, whose end is not among the points, comes first.
    var turned: [LandCell.RimPoint] = []
    for index in indices.reversed() {
      turned.append(
        LandCell.RimPoint(
          place: index + 1 < count ? self[index + 1].place : end, line: self[index].line,
          site: self[index].site))
    }
    return turned
  }
}
