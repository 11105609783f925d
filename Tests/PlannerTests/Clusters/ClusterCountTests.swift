import Cartography
import Clustering
import Synchronization
import TestSupport
import Testing

@testable import Planner

@Suite struct ClusterCountTests {
  private let folder: TestFolder

  init() throws { folder = try TestFolder() }

  private func settings(
    _ shape: PointBoard.Shape, _ method: ClusterMethod
  ) throws -> ClusterSettings {
    var board = PointBoard(shape)
    board.count = shape == .uniform ? 60 : 30
    try board.write(to: folder.path("board.csv"))
    var settings = ClusterSettings(file: folder.path("board.csv"))
    settings.method = method
    settings.starts = 2
    settings.gapReferences = 5
    settings.count = .range(2...4)
    return settings
  }

  @Test(
    "Every method that takes a number can look for it, and finds three heaps",
    arguments: ClusterMethod.allCases.filter(\.takesCount))
  func heaps(_ method: ClusterMethod) throws {
    let report = try Clusterer(try settings(.gaussians, method)).run()
    let comparison = try #require(report.comparison)
    #expect(comparison.choice.verdict == "three groups", "\(comparison.choice.rows)")
    #expect(comparison.choice.rows.map(\.count) == [1, 2, 3, 4])
    #expect(report.fit.clusterCount == 3 && report.fit.sizes == [10, 10, 10])
    #expect(report.text.contains("three groups"))
    let page = ClusterCharts.groups(comparison).svg()
    #expect(page.contains("Gap statistic") == (comparison.choice.gap != nil))
  }

  @Test(
    "On an even spread the verdict is that there is no evidence, and -k 2...4 keeps to its range",
    arguments: [ClusterMethod.kmeans, .agglomerative])
  func even(_ method: ClusterMethod) throws {
    let report = try Clusterer(try settings(.uniform, method)).run()
    #expect(report.text.contains("no evidence of more than one group"))
    #expect(report.fit.clusterCount == 2)
  }

  @Test("Without columns silhouettes decide, and measures that make no sense are not shown")
  func distancesAlone() throws {
    var settings = try settings(.gaussians, .agglomerative)
    settings.metric = .gower
    settings.linkage = .average
    settings.columns = ["x", "y"]
    let report = try Clusterer(settings).run()
    let comparison = try #require(report.comparison)
    #expect(comparison.choice.gap == nil && comparison.choice.distortionCount == nil)
    #expect(comparison.choice.count == 3 && comparison.costName == "dispersion")
    #expect(!report.text.contains("gap") && report.text.contains("silhouette 3"))
    let page = ClusterCharts.groups(comparison).svg()
    #expect(!page.contains("Calinski") && page.contains("Mean distance within groups"))
  }

  @Test("The pane of the gap statistic says the rule that the verdict goes by")
  func gapRule() throws {
    let report = try Clusterer(try settings(.gaussians, .kmeans)).run()
    let comparison = try #require(report.comparison)
    let gap = try #require(comparison.choice.gap)
    #expect(ClusterCharts.groups(comparison).gap?.best == gap.count)
    let rules =
      "Tibs2001SEmax \(gap.tibs2001SEmax), firstSEmax \(gap.firstSEmax), globalSEmax "
      + "\(gap.globalSEmax)"
    let chart = ClusterCharts.groups(comparison)
    #expect(chart.svg().contains(rules))
    #expect(chart.distortionLimit == CountRow.distortionLimit)
    #expect(chart.svg().contains("only below 0.85"))
    #expect(report.text.contains("gap by its rules: " + rules))
  }

  @Test("auto goes on while more clusters are better; a range that ends too early says so")
  func goesOn() throws {
    var text = "a,b\n"
    var random = RepeatableGenerator(seed: 3)
    for x in 0..<4 {
      for y in 0..<4 {
        for _ in 0..<12 {
          let (dx, dy) = (
            Double.random(in: 0...1, using: &random), Double.random(in: 0...1, using: &random)
          )
          text += "\(10 * Double(x) + dx),\(10 * Double(y) + dy)\n"
        }
      }
    }
    var settings = ClusterSettings(file: try folder.write("grid.csv", text))
    settings.starts = 4
    settings.gapReferences = 4
    settings.count = .automatic
    let report = try Clusterer(settings).run()
    #expect(report.comparison?.choice.count == 16, "\(report.text)")
    #expect(report.comparison?.choice.rows.last?.count == 20)
    settings.count = .range(1...10)
    #expect(
      try Clusterer(settings).run().text.contains(
        "up to 10, the largest that was tried, more are better: try -k 2...20"))
  }

  @Test(
    "Who stops gets the best so far, or is told that there is none",
    arguments: ClusterMethod.allCases)
  func stopped(_ method: ClusterMethod) throws {
    // Of few rows the best medoids are found before anybody can stop that.
    var settings = try settings(method == .kmedoids ? .uniform : .gaussians, method)
    settings.count = method.takesCount ? .fixed(3) : nil
    settings.radius = method == .dbscan ? 9 : nil
    let asked = Atomic<Int>(0)
    func run() throws -> ClusterReport {
      try Clusterer(settings).run(shouldStop: {
        asked.wrappingAdd(1, ordering: .relaxed)
        return true
      })
    }
    if [.dbscan, .hdbscan, .agglomerative].contains(method) {
      #expect(throws: (any Error).self) { try run() }
    } else {
      let report = try run()
      #expect(report.wasInterrupted)
      #expect(report.labels.allSatisfy { $0 >= 0 })
      #expect(report.text.contains("interrupted"))
    }
    #expect(asked.load(ordering: .relaxed) > 0)
  }

  @Test("Who stops while numbers are compared gets clusters of the best number so far")
  func stoppedComparing() throws {
    let settings = try settings(.gaussians, .kmeans)
    let comparing = Mutex(false)
    let report = try Clusterer(settings).run(
      shouldStop: { comparing.withLock { $0 } },
      progress: { progress in
        if case .choosing(3, _) = progress { comparing.withLock { $0 = true } }
      })
    #expect(report.comparison?.choice.gap == nil)
    #expect(report.fit.clusterCount == 3 && report.fit.sizes == [10, 10, 10])
  }
}
