import Cartography
import Geography
import TestSupport
import Testing

@Suite struct ClusterFigureTests {
  /// Eight points in two groups, a loose one, and one that is nowhere.
  private static let points = [
    PlanarPoint(0, 0), PlanarPoint(1, 2), PlanarPoint(2, 1), PlanarPoint(1, 1),
    PlanarPoint(9, 8), PlanarPoint(8, 9), PlanarPoint(9, 9), PlanarPoint(5, 5),
    PlanarPoint(.nan, 1),
  ]

  private static let first: ClusterStep = {
    var step = ClusterStep(
      clusters: [0, 0, 0, 0, 1, 1, 1, 0, 0], centers: [PlanarPoint(0, 0), PlanarPoint(1, 2)])
    step.caption = ClusterStep.caption(iteration: 0, inertia: 321.5)
    step.regions = .nearest
    return step
  }()

  private static let last: ClusterStep = {
    var step = ClusterStep(
      clusters: [0, 0, 0, 0, 1, 1, 1, nil, nil],
      centers: [PlanarPoint(1, 1), PlanarPoint(8.7, 8.7)])
    step.previousCenters = first.centers
    step.caption = ClusterStep.caption(iteration: 1, inertia: 12.25)
    step.regions = .nearest
    return step
  }()

  private static func content(_ axes: ClusterFigure.Axes) -> ClusterFigure.Content {
    var content = ClusterFigure.Content(points: points, axes: axes)
    content.title = "Two groups"
    content.labels = ["Ada", nil, "Cid", nil, nil, nil, "Zoë", "", nil]
    return content
  }

  @Test("The frames look as they did when someone looked at them")
  func golden() throws {
    let columns = ClusterFigure(
      Self.content(.columns(x: "length (cm)", y: "width (cm)")), last: Self.last)
    try expectGolden(columns.svg(Self.first), "Frames/columns-start.svg")
    try expectGolden(columns.svg(Self.last), "Frames/columns-end.svg")
    var content = Self.content(.map(groundMetresPerUnit: 1))
    content.points = content.points.map { PlanarPoint(100 * $0.x, 100 * $0.y) }
    content.barriers = [
      .init(
        name: "Creek", kind: "stream",
        shapes: [.line([PlanarPoint(-300, 700), PlanarPoint(1200, 200)])])
    ]
    var step = Self.last
    step.centers = step.centers.map { PlanarPoint(100 * $0.x, 100 * $0.y) }
    step.previousCenters = []
    let half = [
      PlanarPoint(-1000, -1000), PlanarPoint(2000, -1000), PlanarPoint(1200, 200),
      PlanarPoint(-300, 700),
    ]
    step.regions = .areas([[PlanarPolygon(exterior: half)], []])
    let map = ClusterFigure(content, last: step)
    try expectGolden(map.svg(step), "Frames/map.svg")
  }

  @Test("All steps have one size and one window; nothing but the clustering moves")
  func steady() {
    let figure = ClusterFigure(Self.content(.columns(x: "a", y: "b")), last: Self.last)
    let pages = [Self.first, Self.last].map { ParsedPage(figure.svg($0)) }
    #expect(pages[0].height == pages[1].height)
    // Ticks, names and labels stand where they stood.
    func fixed(_ page: ParsedPage) -> [String] {
      page.texts.filter { $0.size < 13 || $0.isTurned }.map { "\($0.content) \($0.x) \($0.y)" }
    }
    #expect(fixed(pages[0]) == fixed(pages[1]))
    #expect(pages[0].ids.contains("regions") && !pages[0].ids.contains("moves"))
    #expect(pages[1].ids.contains("moves") && pages[1].classes.contains("loose"))
  }

  @Test("The key counts all points, and the note says what is not drawn")
  func key() {
    let page = ParsedPage(
      ClusterFigure(Self.content(.columns(x: "a", y: "b")), last: Self.last).svg(Self.last))
    #expect(page.words.contains("9 points, 1 without a place"))
    #expect(page.words.contains("in none"))
    #expect(page.words.contains("iteration 1 · inertia 12.25"))
    #expect(page.words.filter { $0 == "Ada" || $0 == "Zoë" }.count == 2)
  }

  @Test("Of a hundred thousand points those that fit are drawn, and that is said")
  func many() throws {
    var random = RepeatableGenerator(seed: 2)
    let points = (0..<100_000).map { _ in
      PlanarPoint(.random(in: 0...1, using: &random), .random(in: 0...1, using: &random))
    }
    let step = ClusterStep(
      clusters: points.map { Int(50 * $0.x) },
      centers: (0..<50).map { PlanarPoint(Double($0) / 50, 0.5) })
    let figure = ClusterFigure(.init(points: points, axes: .columns(x: "x", y: "y")), last: step)
    let svg = figure.svg(step)
    #expect(svg.utf8.count < 1_500_000)
    #expect(ParsedPage(svg).words.contains { $0.contains("of them drawn, one for each spot") })
    #expect(figure.svg(step) == svg)
  }

  @Test("No points, one, equal ones, one cluster and fifty make pages with all words on them")
  func extremes() throws {
    var random = RepeatableGenerator(seed: 3)
    let places = (0..<200).map { _ in
      PlanarPoint(.random(in: 0...1e6, using: &random), .random(in: -1e-3...1e-3, using: &random))
    }
    let long = "a name that is much longer than what anybody would think of"
    let cases: [([PlanarPoint], Int)] = [
      ([], 0), ([PlanarPoint(4, 5)], 1), (Array(repeating: PlanarPoint(7, 7), count: 20), 3),
      (places, 1), (places, 50), (places, 200),
    ]
    for (points, count) in cases {
      for axes in [ClusterFigure.Axes.columns(x: long, y: long), .map(groundMetresPerUnit: 1)] {
        var content = ClusterFigure.Content(points: points, axes: axes)
        content.title = long + long
        content.labels = points.map { _ in long }
        content.clusterNames = (0..<count).map { "\(long) \($0)" }
        var step = ClusterStep(
          clusters: points.indices.map { $0 % max(count, 1) }, centers: Array(points.prefix(count)))
        step.regions = .nearest
        step.caption = long + long + long
        let svg = ClusterFigure(content, last: step).svg(step)
        let page = ParsedPage(svg)
        for text in page.texts where !text.isTurned {
          #expect(text.span.lowerBound > -1 && text.span.upperBound < page.width + 1, "\(text)")
          #expect(text.y < page.height)
        }
        #expect(!svg.contains("nan"))
        _ = try Picture(svg: svg, scale: 0.1)
      }
    }
  }

  @Test("Neighbouring clusters have different colours, however many there are")
  func colours() throws {
    let points = (0..<49).map { PlanarPoint(Double($0 % 7), Double($0 / 7)) }
    var step = ClusterStep(clusters: Array(0..<49), centers: points)
    step.regions = .nearest
    let svg = ClusterFigure(
      .init(points: points, axes: .map(groundMetresPerUnit: 1)), last: step
    ).svg(step)
    let lines = svg.split(separator: "\n")
    func colour(_ cluster: Int) throws -> Substring {
      let line = try #require(
        lines.first { $0.contains("class=\"c\(cluster)\"") && $0.contains("fill-opacity") })
      return try #require(line.split(separator: "fill=\"").last).prefix(7)
    }
    for cluster in 0..<49 {
      if cluster % 7 < 6 { #expect(try colour(cluster) != colour(cluster + 1)) }
      if cluster < 42 { #expect(try colour(cluster) != colour(cluster + 7)) }
    }
  }
}
