import Geography
package import TestSupport
package import Travel

extension LatticeWorld {
  /// Crossings lie on their barriers: how far off they might be does not matter.
  static let tolerance = 1e9

  /// The world for the library.
  ///
  /// - Throws: ``BarrierWorldError`` where a barrier reaches too far.
  package func provider() throws(BarrierWorldError) -> BarrierDistance {
    try provider(of: Set(barriers.indices), Set(crossings.indices))
  }

  func provider(
    of barriers: Set<Int>, _ crossings: Set<Int>
  ) throws(BarrierWorldError) -> BarrierDistance {
    try BarrierDistance(
      barriers: barriers.sorted().map(barrier), crossings: crossings.sorted().map(crossing),
      attachmentTolerance: Self.tolerance)
  }

  /// The same world for brute force.
  ///
  /// - Parameters:
  ///   - kept: Numbers of the barriers that are there; all of them if not given.
  ///   - open: Numbers of the crossings that are open; as they are if not given.
  /// - Returns: The world, or nil where walls meet between the ticks.
  package func truth(
    barriers kept: Set<Int>? = nil, open: Set<Int>? = nil
  ) -> BruteForceWorld? {
    let kept = (kept ?? Set(barriers.indices)).sorted()
    let open = open ?? Set(crossings.indices.filter { crossings[$0].isOpen })
    let numbers = Dictionary(uniqueKeysWithValues: zip(kept, kept.indices))
    let forms = open.sorted().map { number -> BruteForceWorld.Crossing in
      switch crossings[number].form {
      case .gate(let place, let opened, let cost, let forward, let backward):
        return .gate(
          place, barriers: Set(opened.compactMap { numbers[$0] }), cost: cost, forward: forward,
          backward: backward)
      case .deck: return crossings[number].form
      }
    }
    return BruteForceWorld(
      barriers: kept.map { barriers[$0] }, crossings: forms, points: points)
  }

  func barrier(_ number: Int) -> Barrier {
    let barrier = barriers[number]
    let id = "B\(number)"
    guard barrier.isArea, let outer = barrier.lines.first else {
      return Barrier(id: id, shapes: barrier.lines.map { .line($0.map(metres)) })
    }
    let holes = barrier.lines.dropFirst().map { $0.map(metres) }
    return Barrier(
      id: id, shapes: [.area(PlanarPolygon(exterior: outer.map(metres), holes: Array(holes)))])
  }

  func crossing(_ number: Int) -> Travel.Crossing {
    let crossing = crossings[number]
    switch crossing.form {
    case .gate(let place, let barriers, let cost, let forward, let backward):
      return Travel.Crossing(
        id: "G\(number)", shape: .point(metres(place)),
        barrierID: crossing.namesBarrier ? barriers.first.map { "B\($0)" } : nil,
        cost: cost * scale, isOpen: crossing.isOpen,
        direction: forward && backward ? .both : forward ? .leftToRight : .rightToLeft)
    case .deck(let a, let b, let cost, let forward, let backward):
      return Travel.Crossing(
        id: "G\(number)", shape: .line([metres(a), metres(b)]), cost: cost * scale,
        isOpen: crossing.isOpen,
        direction: forward && backward ? .both : forward ? .forward : .backward)
    }
  }
}
