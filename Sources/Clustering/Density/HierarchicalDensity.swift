public import Travel

/// Clusters of different density, and how firmly each place belongs.
public struct HierarchicalDensityClusters: Hashable, Sendable {
  /// Per place its cluster, from 0 up in the order of their first places; nil for noise.
  public var labels: [Int?]
  /// Per place from 0 to 1: how dense its surroundings are against the densest of its cluster; 0 for
  /// noise.
  public var strengths: [Double]
  /// Per cluster how long it holds together as the density grows.
  public var stabilities: [Double]

  public var clusterCount: Int { stabilities.count }
}

/// Joins places that lie close together for their surroundings, without a radius (HDBSCAN\*).
///
/// R. J. G. B. Campello, D. Moulavi, J. Sander, "Density-Based Clustering Based on Hierarchical
/// Density Estimates", PAKDD 2013, <https://doi.org/10.1007/978-3-642-37456-2_14>, choosing the clusters
/// that are together the most stable.
///
/// - Parameters:
///   - places: *n* places.
///   - provider: Measures; where ways there and back differ, the longer counts.
///   - minimumSize: The fewest places that make a cluster; at least 2.
///   - neighbours: How many places, itself included, a place needs around it to be dense; nil for
///     `minimumSize`.
///   - allowsOne: Whether all places may be one cluster.
///   - shouldStop: Asked now and then.
/// - Returns: Clusters that do not depend on the order of the places, but for the numbers and for
///   distances that are equal.
/// - Throws: ``ClusteringError/badOption(name:value:allowed:)``, and ``ClusteringError/stopped`` where
///   the caller stops.
/// - Complexity: O(*n*²) distances, O(*n*) memory.
public func hdbscan<Provider: DistanceProvider>(
  _ places: [Provider.Place], provider: Provider, minimumSize: Int, neighbours: Int? = nil,
  allowsOne: Bool = false, shouldStop: () -> Bool = { false }
) throws(ClusteringError) -> HierarchicalDensityClusters {
  guard minimumSize >= 2 else {
    throw .badOption(name: "minimumSize", value: Double(minimumSize), allowed: "at least 2")
  }
  let neighbours = neighbours ?? minimumSize
  guard neighbours >= 1 else {
    throw .badOption(name: "neighbours", value: Double(neighbours), allowed: "at least 1")
  }
  var labels = [Int?](repeating: nil, count: places.count)
  var strengths = [Double](repeating: 0, count: places.count)
  guard places.count >= minimumSize else {
    return HierarchicalDensityClusters(labels: labels, strengths: strengths, stabilities: [])
  }
  let tree = try ReachabilityTree(
    of: provider.prepare(places), provider: provider, neighbours: neighbours,
    shouldStop: shouldStop)
  let condensed = CondensedTree(tree, count: places.count, minimumSize: minimumSize)
  var members: [(first: Int, cluster: Int, members: [(place: Int, density: Double)])] = []
  for cluster in condensed.mostStable(allowsOne: allowsOne) {
    let places = condensed.members(of: cluster)
    if let first = places.map(\.place).min() { members.append((first, cluster, places)) }
  }
  members.sort { $0.first < $1.first }
  var stabilities: [Double] = []
  for (number, entry) in members.enumerated() {
    let densest = entry.members.reduce(0) { max($0, $1.density) }
    for (place, density) in entry.members {
      labels[place] = number
      strengths[place] = densest > 0 ? density / densest : 1
    }
    let stability = condensed.clusters[entry.cluster].stability
    stabilities.append(
      Double(sign: .plus, exponent: -condensed.exponent, significand: stability))
  }
  return HierarchicalDensityClusters(
    labels: labels, strengths: strengths, stabilities: stabilities)
}
