public import Geography

/// The land whose nearest site, by travel distance, is one and the same.
public struct ServiceArea: Hashable, Sendable {
  /// The position of the site among the sites asked about; nil for land from which none can be
  /// reached.
  public var site: Int?
  /// Outer rings run anticlockwise, holes clockwise.
  public var polygons: [PlanarPolygon]

  public init(site: Int?, polygons: [PlanarPolygon]) {
    self.site = site
    self.polygons = polygons
  }

  /// Square metres.
  public var area: Double { polygons.reduce(0) { $0 + $1.area } }

  /// The same area, valid as one geometry.
  ///
  /// It is so by construction but for the rounding of `Double`, which can make a strip vanish between
  /// two of its polygons: then they are joined.
  fileprivate func valid() -> ServiceArea {
    do throws(GeometryError) {
      guard try PlanarPolygon.fault(of: polygons) != nil else { return self }
      var parts: [PlanarPolygon] = []
      for polygon in polygons { parts += try polygon.repaired() }
      var joined = self
      joined.polygons = try PlanarPolygon.union(of: parts).map(\.wound)
      return joined
    } catch {
      return self
    }
  }
}

extension PlanarPolygon {
  /// The same polygon with its outer ring anticlockwise and its holes clockwise.
  fileprivate var wound: PlanarPolygon {
    func ring(_ ring: [PlanarPoint], isHole: Bool) -> [PlanarPoint] {
      (Self.signedArea(of: ring) < 0) == isHole ? ring : ring.reversed()
    }
    return PlanarPolygon(
      exterior: ring(exterior, isHole: false), holes: holes.map { ring($0, isHole: true) })
  }
}

/// Divides the land among sites: who is nearest to which site by travel distance.
///
///     let areas = ServiceAreas.of(
///       sites: schools, distance: distance, within: PlanarBox(homes).expanded(by: 500))
///
/// The polygons cover the land in the window once; those of one site are valid together, as one
/// geometry. Areas with water are left out; a line barrier is a border only where the land on its two
/// sides belongs to different sites. Neighbours share the corners of their border, which lies within
/// the tolerance of the true one. Without barriers and with straight distances it is the Voronoi diagram.
///
/// Travel is from the land to the site, which matters where crossings are one-way. Where two sites
/// are equally near, the land is the first one's; so of two sites at one place, to the
/// centimetre, the second gets none, nor does a site inside an area.
public enum ServiceAreas {
  /// How far a border may lie from the true one unless another value is given, in metres.
  public static let defaultTolerance = 1.0

  /// The least distance by which borders are known: a smaller tolerance counts as this one, in metres.
  public static let leastTolerance = 0.001

  /// Sites that are no further apart than this, or the tolerance, are at one place, in metres: the
  /// border between them would be drawn by the rounding of `Double`.
  static let samePlace = 0.01

  /// The areas of sites in a world of barriers.
  ///
  /// Corners of barriers are given in whole millimetres, as the distance sees them.
  ///
  /// - Parameters:
  ///   - sites: Where the sites are, in metres.
  ///   - distance: The barriers and crossings.
  ///   - window: What is to be divided; beyond 1,050 km from the middle of the barriers nothing is.
  ///   - tolerance: How far a border may lie from the true one, in metres, more than zero.
  /// - Returns: One entry per site, in their order, empty where a site is the nearest nowhere; then,
  ///   if there is such land, one without a site for the land from which no site can be reached.
  /// - Complexity: O(nodes × triangles in their cones + border / length of a segment), on all cores.
  public static func of(
    sites: [PlanarPoint], distance: BarrierDistance, within window: PlanarBox,
    tolerance: Double = defaultTolerance
  ) -> [ServiceArea] {
    precondition(tolerance > 0, "the tolerance of service areas must be more than zero")
    let tolerance = reachable(tolerance, within: window)
    guard let world = distance.world, let arcs = distance.arcs else {
      return areas(sites: sites, metric: .straight, within: window, tolerance: tolerance)
    }
    let prepared = distance.prepare(sites)
    let land = BarrierLand(
      world: world,
      search: WaypointSearch(
        world: world, arcs: arcs, sites: prepared, chosen: distinct(sites, tolerance)),
      sites: prepared, window: window.aligned(to: world.grid))
    return areas(of: land.divided(tolerance: tolerance), siteCount: sites.count, tolerance)
  }

  /// The Voronoi diagram of the sites: who is nearest to which as the crow flies.
  ///
  /// - Parameters:
  ///   - sites: Where the sites are, in metres.
  ///   - distance: The straight distance.
  ///   - window: What is to be divided.
  ///   - tolerance: How far a border may lie from the true one, in metres, more than zero.
  /// - Returns: One entry per site, in their order, empty where a site is the nearest nowhere.
  public static func of(
    sites: [PlanarPoint], distance: StraightDistance, within window: PlanarBox,
    tolerance: Double = defaultTolerance
  ) -> [ServiceArea] {
    areas(sites: sites, metric: .straight, within: window, tolerance: tolerance)
  }

  /// Who is nearest to which site along streets on a grid.
  ///
  /// Whole quarters can be equally near to two sites; they are the first one's.
  ///
  /// - Parameters:
  ///   - sites: Where the sites are, in metres.
  ///   - distance: The Manhattan distance.
  ///   - window: What is to be divided.
  ///   - tolerance: How far a border may lie from the true one, in metres, more than zero.
  /// - Returns: One entry per site, in their order, empty where a site is the nearest nowhere.
  public static func of(
    sites: [PlanarPoint], distance: ManhattanDistance, within window: PlanarBox,
    tolerance: Double = defaultTolerance
  ) -> [ServiceArea] {
    areas(sites: sites, metric: .manhattan, within: window, tolerance: tolerance)
  }

  private static func areas(
    sites: [PlanarPoint], metric: LegMetric, within window: PlanarBox, tolerance: Double
  ) -> [ServiceArea] {
    precondition(tolerance > 0, "the tolerance of service areas must be more than zero")
    let tolerance = reachable(tolerance, within: window)
    let land = OpenLand(
      sites: sites, chosen: distinct(sites, tolerance), metric: metric,
      window: window)
    return areas(of: land.divided(tolerance: tolerance), siteCount: sites.count, tolerance)
  }

  /// The tolerance that can be kept in a window: where coordinates have too many digits before the
  /// point, borders are known less well.
  private static func reachable(_ tolerance: Double, within window: PlanarBox) -> Double {
    guard !window.isEmpty else { return tolerance }
    let far = [window.minX, window.minY, window.maxX, window.maxY].map(\.magnitude).max() ?? 0
    return max(tolerance, leastTolerance, 1e-7 * max(window.width, window.height), 1e-9 * far)
  }

  private static func areas(
    of land: DividedLand, siteCount: Int, _ tolerance: Double
  ) -> [ServiceArea] {
    var borders = LandBorders(land, crumb: tolerance * tolerance / 4)
    borders.thin(tolerance: tolerance / 2)
    var divided = (0..<siteCount).map { ServiceArea(site: $0, polygons: []) }
    var unserved = ServiceArea(site: nil, polygons: [])
    for (site, polygon) in borders.polygons() {
      if site >= 0 {
        divided[Int(site)].polygons.append(polygon)
      } else {
        unserved.polygons.append(polygon)
      }
    }
    if !unserved.polygons.isEmpty { divided.append(unserved) }
    let areas = divided
    return ChunkedWork(count: areas.count, chunk: max(1, areas.count / 64)).map { range in
      range.map { areas[$0].valid() }
    }.flatMap(\.self)
  }

  /// The positions of the sites that are not at the place of an earlier one.
  ///
  /// - Complexity: O(*n*²), *n* sites.
  private static func distinct(_ sites: [PlanarPoint], _ tolerance: Double) -> [Int] {
    let reach = min(samePlace, tolerance)
    var chosen: [Int] = []
    for (number, site) in sites.enumerated() where site.isFinite {
      if chosen.allSatisfy({ sites[$0].distance(to: site) > reach }) { chosen.append(number) }
    }
    return chosen
  }
}

extension PlanarBox {
  /// The box with sides that lie on the grid but for the rounding of `Double` moved onto it, where
  /// corners of barriers are: two corners that near each other would make a ring cross itself.
  fileprivate func aligned(to grid: MillimetreGrid) -> PlanarBox {
    guard !isEmpty else { return self }
    return PlanarBox(
      [PlanarPoint(minX, minY), PlanarPoint(maxX, maxY)].map { corner in
        guard let snapped = grid.snap(corner).map(grid.point) else { return corner }
        return PlanarPoint(
          abs(snapped.x - corner.x) < 1e-6 ? snapped.x : corner.x,
          abs(snapped.y - corner.y) < 1e-6 ? snapped.y : corner.y)
      })
  }
}
