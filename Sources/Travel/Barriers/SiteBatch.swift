/// Several sites measured together: their tables of nodes are laid out node by node, so that the
/// list of an origin is read once for all of them.
struct SiteBatch: ~Copyable {
  static let size = 8

  private var search: SiteSearch
  private let nodeCount: Int
  /// The distances from each node to the sites of the batch, infinite where there are fewer.
  private var table: [SIMD8<Double>]

  init(world: BarrierWorld, arcs: CrossingArcs) {
    search = SiteSearch(world: world, arcs: arcs)
    nodeCount = world.mesh.nodeCount
    table = Array(repeating: SIMD8(repeating: .infinity), count: nodeCount)
  }

  /// Writes the distances from all origins to some sites.
  ///
  /// - Parameters:
  ///   - origins: *n* prepared points.
  ///   - sites: At most ``size`` indices into `destinations`.
  ///   - destinations: The places that `sites` picks from.
  ///   - rows: A row of *n* infinite values per site.
  mutating func measure(
    from origins: PreparedPoints, to sites: [Int], of destinations: PreparedPoints,
    into rows: UnsafeMutablePointer<Double>
  ) {
    let count = origins.count
    for (lane, site) in sites.enumerated() {
      search.look(from: origins, to: site, of: destinations, into: rows + lane * count)
      let lengths = search.paths.lengths
      for node in 0..<nodeCount { table[node][lane] = lengths[node] }
    }
    table.withUnsafeBufferPointer { table in
      origins.sights.nodes.withUnsafeBufferPointer { nodes in
        origins.sights.lengths.withUnsafeBufferPointer { lengths in
          origins.sights.starts.withUnsafeBufferPointer { starts in
            for index in 0..<count {
              var best = SIMD8(repeating: Double.infinity)
              for entry in Int(starts[index])..<Int(starts[index + 1]) {
                best.lower(to: table[Int(nodes[entry])] + lengths[entry])
              }
              for lane in 0..<sites.count where rows[lane * count + index] == .infinity {
                rows[lane * count + index] = best[lane]
              }
            }
          }
        }
      }
    }
  }
}

extension SIMD8<Double> {
  /// Keeps the lesser of each lane; a few instructions, where `pointwiseMin` is a call.
  @inline(__always)
  mutating func lower(to other: SIMD8<Double>) { replace(with: other, where: other .< self) }
}
