/// Which of several sites is nearest to each place.
public struct NearestSites: Hashable, Sendable {
  /// The position of each origin's site in the list that was asked about.
  ///
  /// Nil where none can be reached; of sites as near, the first.
  public var sites: [Int?]
  /// For each origin the metres to it; `.infinity` where no site can be reached.
  public var distances: [Double]

  public init(sites: [Int?], distances: [Double]) {
    precondition(sites.count == distances.count, "each origin needs a site and a distance")
    self.sites = sites
    self.distances = distances
  }
}
