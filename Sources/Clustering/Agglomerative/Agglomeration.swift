public import Travel

/// How far apart two clusters are.
public enum Linkage: String, Hashable, Sendable, CaseIterable {
  /// The nearest pair.
  case single
  /// The farthest pair.
  case complete
  /// The mean over all pairs.
  case average
  /// By how much joining them raises the summed squared distances to the means; straight
  /// distances only.
  case ward
}

/// Joins the two nearest clusters, again and again, until all places are one.
///
/// Chains of nearest neighbours with the update formula of G. N. Lance, W. T. Williams, "A General
/// Theory of Classificatory Sorting Strategies", The Computer Journal 9 (1967),
/// <https://doi.org/10.1093/comjnl/9.4.373>; F. Murtagh, "A Survey of Recent Advances in Hierarchical
/// Clustering Algorithms", The Computer Journal 26 (1983), <https://doi.org/10.1093/comjnl/26.4.354>. Heights
/// of `ward` are √2 × the root of what joining adds, which is the distance for two places.
///
/// - Parameters:
///   - places: *n* places, up to ``mostAgglomerated``.
///   - provider: Measures; where ways there and back differ, the longer counts.
///   - linkage: `ward` only for ``StraightDistance`` and for a ``VectorDistance`` that is
///     euclidean.
///   - shouldStop: Asked now and then.
/// - Returns: All steps; places that cannot reach each other are joined last, at an infinite height.
/// - Throws: ``ClusteringError`` for too many places, for `ward` with other distances, and where the
///   caller stops.
/// - Complexity: O(*n*²), and *n*² ÷ 2 numbers in memory.
public func agglomerate<Provider: DistanceProvider>(
  _ places: [Provider.Place], provider: Provider, linkage: Linkage,
  shouldStop: () -> Bool = { false }
) throws(ClusteringError) -> Dendrogram {
  guard places.count <= mostAgglomerated else {
    throw .tooManyPlaces(count: places.count, most: mostAgglomerated)
  }
  if linkage == .ward {
    let hasMeans =
      provider is StraightDistance || (provider as? VectorDistance)?.metric.hasMeans == true
    guard hasMeans else { throw .noMeans }
  }
  guard places.count > 1 else { return Dendrogram(placeCount: places.count, merges: []) }
  var pairs = try PairDistances(
    of: provider.prepare(places), provider: provider, shouldStop: shouldStop)
  guard linkage == .ward else {
    return try NearestNeighbourChain(pairs: pairs, linkage: linkage).dendrogram(
      shouldStop: shouldStop)
  }
  let exponent = pairs.square()
  let tree = try NearestNeighbourChain(pairs: pairs, linkage: linkage).dendrogram(
    shouldStop: shouldStop)
  return exponent == 0 ? tree : tree.raised(by: exponent)
}

/// The most places that ``agglomerate(_:provider:linkage:)`` takes: some 1.6 GB.
public let mostAgglomerated = 20_000
