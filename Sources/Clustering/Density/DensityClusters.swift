public import Travel

/// Clusters of any shape, and the places between them.
public struct DensityClusters: Hashable, Sendable {
  /// Per place its cluster, from 0 up in the order of their first places; nil for noise.
  public var labels: [Int?]
  /// Per place whether it has enough neighbours of its own.
  public var isCore: [Bool]
  public var clusterCount: Int
}

/// Joins places that lie close together, and leaves lonely ones out (DBSCAN).
///
/// A place with at least `minimumNeighbours` places within the radius, itself included, is core; core places
/// within the radius of each other belong together; others join the first cluster that has a core
/// place near, or none. M. Ester, H.-P. Kriegel, J. Sander, X. Xu, "A Density-Based Algorithm for
/// Discovering Clusters", KDD 1996, <https://dl.acm.org/doi/10.5555/3001460.3001507>.
///
/// - Parameters:
///   - places: *n* places.
///   - provider: Measures; where ways there and back differ, both must be within the radius.
///   - radius: In the provider's metres or units; finite, above 0.
///   - minimumNeighbours: At least 1.
///   - shouldStop: Asked now and then.
/// - Returns: Clusters that do not depend on the order of the places, but for the numbers, and for
///   places between two clusters, which join the one with the lower number.
/// - Throws: ``ClusteringError/badOption(name:value:allowed:)``, and ``ClusteringError/stopped`` where
///   the caller stops.
/// - Complexity: O(*n*²) distances, on all cores.
public func dbscan<Provider: DistanceProvider>(
  _ places: [Provider.Place], provider: Provider, radius: Double, minimumNeighbours: Int,
  shouldStop: () -> Bool = { false }
) throws(ClusteringError) -> DensityClusters {
  guard radius > 0, radius < .infinity else {
    throw .badOption(name: "radius", value: radius, allowed: "a number above 0")
  }
  guard minimumNeighbours >= 1 else {
    throw .badOption(
      name: "minimumNeighbours", value: Double(minimumNeighbours), allowed: "at least 1")
  }
  let near = try Neighbourhoods(
    of: provider.prepare(places), provider: provider, radius: radius, shouldStop: shouldStop)
  let isCore = places.indices.map { near.count(of: $0) >= minimumNeighbours }
  var labels = [Int?](repeating: nil, count: places.count)
  var clusters = 0
  var waiting: [Int] = []
  for place in places.indices where isCore[place] && labels[place] == nil {
    labels[place] = clusters
    waiting.append(place)
    while let next = waiting.popLast() {
      near.forEach(of: next) { other in
        guard isCore[other], labels[other] == nil else { return }
        labels[other] = clusters
        waiting.append(other)
      }
    }
    clusters += 1
  }
  for place in places.indices where !isCore[place] {
    var cluster: Int?
    near.forEach(of: place) { other in
      if isCore[other], let label = labels[other] { cluster = min(cluster ?? label, label) }
    }
    labels[place] = cluster
  }
  let numbered = renumbered(labels)
  return DensityClusters(labels: numbered, isCore: isCore, clusterCount: clusters)
}

/// The same clusters, numbered in the order of their first places.
func renumbered(_ labels: [Int?]) -> [Int?] {
  var numbers: [Int: Int] = [:]
  return labels.map { label in
    label.map { label in
      let number = numbers[label] ?? numbers.count
      numbers[label] = number
      return number
    }
  }
}
