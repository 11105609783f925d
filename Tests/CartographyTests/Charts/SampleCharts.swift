import Cartography
import TestSupport

/// Charts of every kind, small, large and empty.
enum SampleCharts {
  static let groupCount: GroupCountChart = {
    var chart = GroupCountChart(
      counts: Array(1...6), verdict: "Three groups: all measures agree.", chosen: 3)
    chart.inertia = .init(
      values: [5_512_345, 2_403_000, 611_605, 520_000, 450_000, 400_000], best: 3)
    chart.gap = .init(
      values: [0.2, 0.4, 1.1, 1.05, 1, 0.98], errors: Array(repeating: 0.04, count: 6), best: 3)
    chart.gapNote = "Tibs2001SEmax 3, firstSEmax 3, globalSEmax 3"
    chart.distortionRatio = .init(values: [1, 0.8, 0.31, 0.97, 1, 1.01], best: 3)
    chart.silhouette = .init(values: [nil, 0.54, 0.69, 0.53, 0.45, 0.4], best: 3)
    chart.calinskiHarabasz = .init(values: [nil, 3900, 10_826, 8000, 7500, 7000], best: 3)
    chart.daviesBouldin = .init(values: [nil, 0.7, 0.42, 0.8, 1, 1.1], best: 3)
    return chart
  }()

  static let curve: CurveChart = {
    var chart = CurveChart(title: "How many schools?", xName: "schools", xs: Array(1...12))
    chart.subtitle = "With 5 schools the mean way is 812 m."
    let mean = (1...12).map { 1800 / Double($0) }
    chart.panels = [
      .init(
        title: "Objective", series: [.init(values: mean.map { 5000 * $0 })], includesZero: true),
      .init(
        title: "Way to school (m)",
        series: [
          .init(name: "mean", values: mean), .init(name: "95 of 100", values: mean.map { 2 * $0 }),
        ], includesZero: true),
    ]
    chart.chosen = 5
    return chart
  }()

  static let silhouette: SilhouettePlot = {
    var chart = SilhouettePlot(
      values: [0.8, 0.7, 0.75, -0.1, 0.5, 0.4, 0.6, 0.9], clusters: [0, 0, 0, 1, 1, 1, nil, 0])
    chart.clusterNames = ["north", "a name that is far too long for the room it has"]
    return chart
  }()

  static let dendrogram: Dendrogram = {
    var chart = Dendrogram(
      leafCount: 5,
      merges: [
        .init(0, 3, height: 1), .init(1, 4, height: 1.5), .init(5, 2, height: 2.5),
        .init(7, 6, height: 6),
      ])
    chart.labels = ["Ada", "Ben", "Cid", "Dee", "Eve"]
    chart.cut = 3
    chart.heightName = "distance (m)"
    return chart
  }()

  static let confusion = ConfusionMatrix(
    counts: [[50, 0, 0], [0, 48, 2], [0, 14, 36]],
    rowNames: ["setosa", "versicolor", "virginica"], columnNames: ["1", "2", "3"])

  static let scatter: ScatterMatrix = {
    var chart = ScatterMatrix(
      columnNames: ["length (cm)", "width (cm)", "height (cm)"],
      columns: [[1, 2, 3, 4, 5], [5, 3, 4, 1, 2], [1, 1, 2, 2, .nan]],
      clusters: [0, 0, 1, 1, nil])
    chart.plane = .init(
      first: [-2, -1, 0, 1, 2], second: [0.1, -0.2, 0.3, 0, 0], firstShare: 0.9,
      secondShare: 0.07)
    return chart
  }()

  static let cumulative: CumulativeChart = {
    var chart = CumulativeChart(
      title: "Who lives how near", xName: "way (m)",
      series: [
        .init(name: "planned", distances: [100, 250, 400, 900], weights: [1, 2, 1, 1]),
        .init(name: "today", distances: [300, 800, .infinity, 1200]),
      ])
    chart.thresholds = [500, 1000]
    return chart
  }()

  static func large() -> [(name: String, svg: String)] {
    var random = RepeatableGenerator(seed: 11)
    let long = "a name that is much longer than what anybody would think of"
    var curve = CurveChart(title: long + long, xName: long, xs: Array(1...400))
    curve.panels = (0..<5).map { panel in
      .init(
        title: long, note: long,
        series: (0..<panel * 3 + 1).map { series in
          .init(
            name: "\(long) \(series)",
            values: (1...400).map { Double(panel * series) * 1e9 / Double($0) })
        })
    }
    let clusters = (0..<4000).map { _ in Int.random(in: 0..<50, using: &random) }
    let values = clusters.map { _ in Double.random(in: -1...1, using: &random) }
    var tree = Dendrogram(
      leafCount: 1000,
      merges: (0..<999).map { .init($0 == 0 ? 0 : 999 + $0, $0 + 1, height: Double($0)) })
    tree.cut = 900
    tree.labels = (0..<1000).map { "\(long) \($0)" }
    var matrix = ScatterMatrix(
      columnNames: (0..<9).map { "\(long) \($0)" },
      columns: (0..<9).map { column in
        clusters.map { Double($0) * Double(column) * 1e5 + .random(in: 0...1e5, using: &random) }
      },
      clusters: clusters)
    matrix.plane = .init(first: values, second: values, firstShare: 0.5, secondShare: 0.25)
    var cumulative = CumulativeChart(
      title: long, xName: long,
      series: (0..<10).map { _ in
        .init(
          name: long, distances: (0..<500).map { _ in .random(in: 0...1e6, using: &random) })
      })
    cumulative.thresholds = (1...9).map { Double($0) * 1e5 }
    return [
      ("curve", curve.svg()),
      ("silhouette", SilhouettePlot(values: values, clusters: clusters).svg()),
      ("tree", tree.svg()),
      (
        "confusion",
        ConfusionMatrix(
          counts: (0..<70).map { row in (0..<70).map { row * $0 * 1000 } },
          rowNames: (0..<70).map { "\(long) \($0)" }, columnNames: (0..<70).map { "\(long) \($0)" }
        ).svg()
      ),
      ("scatter", matrix.svg()), ("cumulative", cumulative.svg()),
    ]
  }

  static func empty() -> [(name: String, svg: String)] {
    [
      ("curve", CurveChart(title: "", xName: "", xs: []).svg()),
      ("groups", GroupCountChart(counts: [], verdict: "", chosen: nil).svg()),
      ("silhouette", SilhouettePlot(values: [], clusters: []).svg()),
      ("silhouette-loose", SilhouettePlot(values: [0.5, .nan], clusters: [nil, 0]).svg()),
      ("tree", Dendrogram(leafCount: 0, merges: []).svg()),
      ("leaf", Dendrogram(leafCount: 1, merges: []).svg()),
      ("confusion", ConfusionMatrix(counts: [], rowNames: [], columnNames: []).svg()),
      ("scatter", ScatterMatrix(columnNames: [], columns: [], clusters: []).svg()),
      (
        "scatter-constant",
        ScatterMatrix(columnNames: ["a", "b"], columns: [[7, 7], [0, 0]], clusters: [0, 0]).svg()
      ),
      ("cumulative", CumulativeChart(title: "", xName: "", series: []).svg()),
      (
        "cumulative-unreachable",
        CumulativeChart(
          title: "", xName: "", series: [.init(name: "", distances: [.infinity])]
        ).svg()
      ),
    ]
  }

  static func small() -> [(name: String, svg: String)] {
    [
      ("groups", groupCount.svg()), ("curve", curve.svg()), ("silhouette", silhouette.svg()),
      ("tree", dendrogram.svg()), ("confusion", confusion.svg()), ("scatter", scatter.svg()),
      ("cumulative", cumulative.svg()),
    ]
  }
}
