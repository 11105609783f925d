public import Geography

/// One state of a clustering: whose each point is, and where the centres stand.
public struct ClusterStep: Hashable, Sendable {
  /// The cluster of each point, in the order of the points; nil for a point that is in none.
  public var clusters: [Int?]
  /// Where the centres stand, in the units of the points; empty for methods without any.
  public var centers: [PlanarPoint]
  /// Where they stood a step ago, drawn as arrows; empty for none.
  public var previousCenters: [PlanarPoint] = []
  public var regions = Regions.none
  /// Above the picture, such as `iteration 4 · inertia 1,234`; see ``caption(iteration:inertia:)``.
  public var caption = ""

  /// Which ground is coloured for each cluster.
  public enum Regions: Hashable, Sendable {
    case none
    /// What lies nearest to each centre, as the crow flies, with lengths along `x` and `y` divided by
    /// the two units first: 1 and 1, or the scales of columns that were scaled for clustering.
    case nearest(xUnit: Double, yUnit: Double)
    /// Polygons for each cluster, such as the service areas of a barrier distance.
    case areas([[PlanarPolygon]])

    /// What lies nearest in the units of the points.
    public static let nearest = Regions.nearest(xUnit: 1, yUnit: 1)
  }

  public init(clusters: [Int?], centers: [PlanarPoint] = []) {
    self.clusters = clusters
    self.centers = centers
  }

  /// How many clusters have a centre or a point.
  var clusterCount: Int {
    var count = centers.count
    for case .some(let cluster) in clusters where cluster >= count { count = cluster + 1 }
    return count
  }

  /// The sentence above a step of k-means and its kin: `iteration 4 · inertia 1,234`.
  ///
  /// - Parameters:
  ///   - iteration: 0 for the start.
  ///   - inertia: In the units of the method.
  ///   - name: What that number is called.
  /// - Returns: Both, four digits of the inertia.
  public static func caption(
    iteration: Int, inertia: Double, named name: String = "inertia"
  ) -> String {
    let when = iteration == 0 ? "start" : "iteration \(NumberText.people(Double(iteration)))"
    return "\(when) · \(name) \(NumberText.measured(inertia))"
  }
}
