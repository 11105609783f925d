public import Geography

/// The page that the steps of one clustering are drawn on: the same window, colours and dots for
/// all of them, so that nothing but the clustering moves.
///
///     let figure = ClusterFigure(points: points, axes: .columns(x: "length", y: "width"), last: last)
///     let pages = steps.map { figure.svg($0) }
public struct ClusterFigure: Sendable {
  /// What the two numbers of a point are.
  public enum Axes: Hashable, Sendable {
    /// Columns of a table: axes with values and these names, each with a scale of its own.
    case columns(x: String, y: String)
    /// A map in planar metres with a scale bar; true metres on the ground for one of the map.
    case map(groundMetresPerUnit: Double)
  }

  /// What all steps share.
  public struct Content: Sendable {
    /// Points that are not finite are left out, and that is said.
    public var points: [PlanarPoint]
    public var axes: Axes
    public var title = ""
    /// Texts next to points, in the order of the points; empty for none at all.
    public var labels: [String?] = []
    /// What each cluster is called, in order; numbers from 1 where empty.
    public var clusterNames: [String] = []
    /// Drawn on maps alone.
    public var barriers: [MapDrawing.Barrier] = []
    /// What points are called.
    public var noun = "points"

    public init(points: [PlanarPoint], axes: Axes) {
      self.points = points
      self.axes = axes
    }
  }

  let content: Content
  let window: FigureWindow
  let looks: [FacilityLook]
  let dots: PointDots
  let labels: PointLabels
  let barriers: [BarrierPath]
  let page: ChartPage

  static let pageWidth = 960.0
  static let keyWidth = 178.0
  static let captionHeight = 24.0

  /// - Parameters:
  ///   - content: What all steps share.
  ///   - last: The step that decides which clusters are neighbours and get different colours, and
  ///     where labels stand; the last one.
  /// - Complexity: O(*n* log *n* + *k*² log *k*) for *n* points and *k* clusters.
  public init(_ content: Content, last: ClusterStep) {
    self.content = content
    let page = ChartPage(title: content.title, subtitle: "", width: Self.pageWidth)
    self.page = page
    let origin = CanvasPoint(ChartPage.margin, page.top + Self.captionHeight)
    let width = Self.pageWidth - 2 * ChartPage.margin - Self.keyWidth
    var extent = PlanarBox()
    for point in content.points where point.isFinite { extent.add(point) }
    for center in last.centers where center.isFinite { extent.add(center) }
    let window = FigureWindow(axes: content.axes, extent: extent, origin: origin, width: width)
    self.window = window
    dots = PointDots(content.points, window: window)
    barriers =
      window.frame.map { frame in
        content.barriers.map { BarrierPath($0, frame: frame, window: window.box.expanded(by: 12)) }
      } ?? []
    let centers = last.centers.map(window.visible)
    looks = Self.looks(last, dots: dots, centers: centers)
    labels = PointLabels(
      content.labels, points: content.points, window: window,
      obstacles: centers.compactMap { $0 }, dots: dots)
  }

  /// One step as an SVG document of at most some five megabytes; the same bytes for the same step.
  ///
  /// The layers are groups with ids: `regions`, `barriers`, `points`, `moves`, `centers`, `labels`,
  /// `key`. Dots and regions of cluster *i*, counted from 0, have the class `c`*i*.
  ///
  /// - Complexity: O(*n* + *k*² log *k*) for *n* points and *k* clusters.
  public func svg(_ step: ClusterStep) -> String {
    let scene = ClusterScene(figure: self, step: step)
    return page.document(height: height, description: step.caption) { scene.draw(into: &$0) }
  }

  /// Of the page, in pixels; the same for all steps.
  var height: Double { window.bottom + 26 + ChartPage.margin / 2 }

  func look(_ cluster: Int) -> FacilityLook {
    if looks.indices.contains(cluster) { return looks[cluster] }
    let (round, colour) = cluster.quotientAndRemainder(dividingBy: Palette.facilities.count)
    return FacilityLook(colour: colour, shape: round % MarkerShape.allCases.count)
  }

  /// The colour of a cluster, such as `#0072B2`.
  package func colour(_ cluster: Int) -> String { Palette.facilities[look(cluster).colour].hex }

  /// The same where there is no picture in which neighbours could be told apart.
  package static func plainColour(_ cluster: Int) -> String {
    Palette.facilities[cluster % Palette.facilities.count].hex
  }

  func name(_ cluster: Int) -> String {
    content.clusterNames.indices.contains(cluster)
      ? content.clusterNames[cluster] : "\(cluster + 1)"
  }

  private static func looks(
    _ last: ClusterStep, dots: PointDots, centers: [CanvasPoint?]
  ) -> [FacilityLook] {
    let count = last.clusterCount
    guard count > 0 else { return [] }
    var people: [(place: CanvasPoint, facility: Int)] = []
    var sums = [(x: Double, y: Double, n: Double)](repeating: (0, 0, 0), count: count)
    for (index, place) in zip(dots.indices, dots.places) {
      guard last.clusters.indices.contains(index), let cluster = last.clusters[index],
        cluster >= 0
      else { continue }
      people.append((place, cluster))
      sums[cluster].x += place.x
      sums[cluster].y += place.y
      sums[cluster].n += 1
    }
    let positions = (0..<count).map { cluster -> CanvasPoint in
      if centers.indices.contains(cluster), let center = centers[cluster] { return center }
      let sum = sums[cluster]
      return CanvasPoint(sum.x / max(sum.n, 1), sum.y / max(sum.n, 1))
    }
    // Beyond some hundred clusters nobody can tell them apart by colour.
    guard count <= 400 else { return [] }
    return FacilityColouring.looks(positions: positions, people: people)
  }
}
