import Geography

/// Looks over a world for what is harmless but worth knowing, and for what leaks.
struct BarrierReview {
  let world: BarrierWorld
  let crossings: [Crossing]

  func findings(gapReach: Double) -> [BarrierFinding] {
    let half = HalfCrossings(world: world, crossings: crossings)
    return half.findings() + gaps(within: gapReach) + duplicates() + selfCrossings()
      + emptyBarriers()
  }

  private func gaps(within reach: Double) -> [BarrierFinding] {
    BarrierGaps(world: world, reach: reach).find().map { gap in
      let end = world.mesh.positions[Int(gap.end)]
      let own = barriers(at: gap.end)
      let other = barriers(along: gap.edge)
      let metres = CrossingAttachment.metres(gap.metres)
      let fact: PlacedText
      if gap.isBetweenEnds {
        fact =
          own == other
          ? "two ends of \(labels(own)) are \(metres) apart at \(at: end)"
          : "an end of \(labels(own)) and one of \(labels(other)) are \(metres) apart at \(at: end)"
      } else {
        fact =
          own == other
          ? "an end of \(labels(own)) stops \(metres) short of the same barrier at \(at: end)"
          : "an end of \(labels(own)) stops \(metres) short of \(labels(other)) at \(at: end)"
      }
      return BarrierFinding(
        kind: .gap, message: "\(fact), and paths lead through; draw them to the same point",
        location: end,
        ids: (own + other.filter { !own.contains($0) }).map { world.barriers[$0].id },
        gap: BarrierFinding.Gap(from: end, to: gap.place))
    }
  }

  /// Pieces that several barriers share, or one barrier has twice.
  private func duplicates() -> [BarrierFinding] {
    struct Shared {
      var metres = 0.0
      var place: PlanarPoint
    }
    var shared: [[Int]: Shared] = [:]
    for (number, edge) in world.mesh.noded.edges.enumerated() {
      let sources = world.mesh.noded.sources(of: number)
      guard sources.count > 1 else { continue }
      let owners = sources.map { Int(world.barrierOfShape[Int($0.shape)]) }.sorted()
      let a = world.mesh.positions[Int(edge.first) + Triangulation.frameCorners]
      let b = world.mesh.positions[Int(edge.last) + Triangulation.frameCorners]
      shared[owners, default: Shared(place: a)].metres += a.distance(to: b)
    }
    return shared.sorted { $0.key.lexicographicallyPrecedes($1.key) }.map { owners, piece in
      let distinct = Set(owners).sorted()
      return BarrierFinding(
        kind: .duplicatePiece,
        message: distinct.count == 1
          ? "\(title(distinct)) runs over itself for \(CrossingAttachment.metres(piece.metres)) at \(at: piece.place)"
          : "\(title(distinct)) share \(CrossingAttachment.metres(piece.metres)) at \(at: piece.place)",
        location: piece.place, ids: distinct.map { world.barriers[$0].id })
    }
  }

  private func selfCrossings() -> [BarrierFinding] {
    let mesh = world.mesh
    var counts: [Int: (count: Int, place: PlanarPoint)] = [:]
    for vertex in Int32(Triangulation.frameCorners)..<Int32(mesh.triangulation.vertexCount) {
      var degrees: [Int: Int] = [:]
      mesh.triangulation.forEachHalfedge(from: vertex) { halfedge in
        guard let edge = mesh.edge(along: halfedge) else { return }
        for owner in barriers(along: edge) { degrees[owner, default: 0] += 1 }
      }
      for (owner, degree) in degrees where degree >= 4 {
        let place = mesh.positions[Int(vertex)]
        counts[owner, default: (0, place)].count += 1
      }
    }
    return counts.sorted { $0.key < $1.key }.map { owner, found in
      BarrierFinding(
        kind: .selfCrossing,
        message: found.count == 1
          ? "\(title([owner])) crosses itself at \(at: found.place)"
          : "\(title([owner])) crosses itself in \(found.count) places, one of them \(at: found.place)",
        location: found.place, ids: [world.barriers[owner].id])
    }
  }

  private func emptyBarriers() -> [BarrierFinding] {
    var isThere = Set<Int>()
    for edge in world.mesh.noded.edges.indices {
      isThere.formUnion(barriers(along: Int32(edge)))
    }
    return world.barriers.enumerated().filter { !isThere.contains($0.offset) }.map { _, barrier in
      BarrierFinding(
        kind: .emptyBarrier, message: "\(barrier.title) has no length and blocks nothing",
        location: barrier.shapes.first?.corners.first, ids: [barrier.id])
    }
  }

  private func barriers(along edge: Int32) -> [Int] {
    Set(
      world.mesh.noded.sources(of: Int(edge)).map { Int(world.barrierOfShape[Int($0.shape)]) }
    ).sorted()
  }

  private func barriers(at vertex: Int32) -> [Int] {
    var found = Set<Int>()
    world.mesh.triangulation.forEachHalfedge(from: vertex) { halfedge in
      if let edge = world.mesh.edge(along: halfedge) { found.formUnion(barriers(along: edge)) }
    }
    return found.sorted()
  }

  private func labels(_ numbers: [Int]) -> String {
    numbers.map { world.barriers[$0].label }.joined(separator: ", ")
  }

  private func title(_ numbers: [Int]) -> String {
    numbers.map { world.barriers[$0].title }.joined(separator: ", ")
  }
}
