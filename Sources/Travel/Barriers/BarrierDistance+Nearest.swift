import Dispatch
import Geography

extension BarrierDistance {
  /// The nearest of the chosen destinations for every origin.
  ///
  /// One run of Dijkstra's algorithm from all destinations at once, then the direct sights of each.
  ///
  /// - Complexity: O((*n* + *s*) log *n* + destinations × triangles in sight + points × nodes in
  ///   sight), *n* nodes and *s* sights.
  public func nearest(
    from origins: PreparedPoints, among destinations: PreparedPoints, chosen: [Int]
  ) -> NearestSites {
    let count = origins.count
    var lengths = [Double](repeating: .infinity, count: count)
    var sites = [Int32](repeating: -1, count: count)
    guard let world, let arcs else {
      for index in 0..<count {
        for (position, site) in chosen.enumerated() {
          let length = origins[index].distance(to: destinations[site])
          if length < lengths[index] {
            lengths[index] = length
            sites[index] = Int32(position)
          }
        }
      }
      return NearestSites(sites: sites.map { $0 < 0 ? nil : Int($0) }, distances: lengths)
    }
    world.require(origins)
    world.require(destinations)
    var paths = NodePaths(nodeCount: world.mesh.nodeCount)
    paths.find(toSites: chosen, sights: destinations.sights, graph: world.graph, arcs: arcs)
    combine(origins, paths, into: &lengths, &sites)
    look(from: origins, to: destinations, chosen, world: world, into: &lengths, &sites)
    return NearestSites(sites: sites.map { $0 < 0 ? nil : Int($0) }, distances: lengths)
  }

  /// The best way by way of a node, for all origins.
  private func combine(
    _ origins: PreparedPoints, _ paths: borrowing NodePaths, into lengths: inout [Double],
    _ sites: inout [Int32]
  ) {
    nonisolated(unsafe) let (nodeLengths, nodeSites) = (paths.lengths, paths.sites)
    lengths.withUnsafeMutableBufferPointer { lengths in
      sites.withUnsafeMutableBufferPointer { sites in
        nonisolated(unsafe) let allLengths = lengths
        nonisolated(unsafe) let allSites = sites
        let ranges = ChunkedWork(count: origins.count, chunk: max(512, origins.count / 64)).ranges
        DispatchQueue.concurrentPerform(iterations: ranges.count) { part in
          let (nodes, starts) = (origins.sights.nodes, origins.sights.starts)
          for index in ranges[part] {
            for entry in Int(starts[index])..<Int(starts[index + 1]) {
              let node = Int(nodes[entry])
              let length = origins.sights.lengths[entry] + nodeLengths[node]
              let site = nodeSites[node]
              if length < allLengths[index]
                || (length == allLengths[index] && length < .infinity && site < allSites[index])
              {
                allLengths[index] = length
                allSites[index] = site
              }
            }
          }
        }
      }
    }
  }

  /// The sites that origins see directly, a share of the sites per core.
  private func look(
    from origins: PreparedPoints, to destinations: PreparedPoints, _ chosen: [Int],
    world: BarrierWorld, into lengths: inout [Double], _ sites: inout [Int32]
  ) {
    let workers = min(8, max(1, chosen.count / 8))
    let share = (chosen.count + workers - 1) / max(1, workers)
    let parts = ChunkedWork(count: chosen.count, chunk: max(1, share)).map { range in
      var nearest = NearestInSight(count: origins.count)
      var expansion = SightExpansion()
      world.mesh.withView { view in
        for position in range {
          let standing = destinations.standings[chosen[position]]
          guard standing.isOnLand else { continue }
          nearest.look(
            from: standing, at: destinations[chosen[position]], position: Int32(position),
            origins: origins, expansion: &expansion, view: view)
        }
      }
      return nearest
    }
    for part in parts {
      for index in 0..<origins.count {
        let length = part.lengths[index]
        if length < lengths[index]
          || (length == lengths[index] && length < .infinity && part.sites[index] < sites[index])
        {
          lengths[index] = length
          sites[index] = part.sites[index]
        }
      }
    }
  }
}

/// The nearest site in direct sight of each point, so far.
private struct NearestInSight: Sendable {
  var lengths: [Double]
  var sites: [Int32]

  init(count: Int) {
    lengths = Array(repeating: .infinity, count: count)
    sites = Array(repeating: -1, count: count)
  }

  mutating func look(
    from standing: PreparedPoints.Standing, at site: PlanarPoint, position: Int32,
    origins: PreparedPoints, expansion: inout SightExpansion, view: MeshView
  ) {
    lengths.withUnsafeMutableBufferPointer { lengths in
      sites.withUnsafeMutableBufferPointer { sites in
        origins.withPointsByTriangle { points in
          var visitor = PointsInSight(
            eye: standing.grid, points: points,
            marker: NearestMarker(
              site: site, position: position, positions: points.positions, lengths: lengths,
              sites: sites))
          expansion.expand(
            from: standing.grid, standing: standing.placement, in: view, visitor: &visitor)
        }
      }
    }
  }
}

/// Keeps the nearest site in sight of each point.
private struct NearestMarker: SightMarker {
  let site: PlanarPoint
  let position: Int32
  let positions: UnsafeBufferPointer<PlanarPoint>
  let lengths: UnsafeMutableBufferPointer<Double>
  let sites: UnsafeMutableBufferPointer<Int32>

  @inline(__always)
  mutating func mark(point: Int) {
    let length = positions[point].distance(to: site)
    // Sites come in ascending order, so that the first of equals stays.
    if length < lengths[point] {
      lengths[point] = length
      sites[point] = position
    }
  }
}
