import Cartography
import Exchange
import TestSupport
import Testing

@testable import Planner

@Suite struct ClusterStepTests {
  private let folder: TestFolder

  init() throws { folder = try TestFolder() }

  private func settings(_ method: ClusterMethod) throws -> ClusterSettings {
    var board = PointBoard(.gaussians)
    board.count = 24
    board.spread = 9
    try board.write(to: folder.path("board.csv"))
    var settings = ClusterSettings(file: folder.path("board.csv"))
    settings.method = method
    settings.count = .fixed(3)
    settings.starts = 2
    settings.trace = true
    settings.out = folder.path("out")
    return settings
  }

  @Test(
    "Every method with centers shows its steps, from its start to what it found",
    arguments: ClusterMethod.allCases.filter(\.hasCenters))
  func steps(_ method: ClusterMethod) throws {
    let settings = try settings(method)
    let report = try Clusterer(settings).run()
    let steps = report.fit.steps
    #expect(steps.count > 1)
    #expect(steps.first?.kind == .start)
    #expect(steps.last?.labels == report.fit.labels)
    for (one, next) in zip(steps, steps.dropFirst()) { #expect(one.iteration < next.iteration) }
    _ = try ClusterFolder(settings).write(report) { _ in }
    let text = try JSON.read(path: folder.path("out/steps.json"))
    let written = try #require(text.objectValue?["steps"]?.arrayValue)
    #expect(written.count == steps.count)
    for (step, moment) in zip(written, steps) {
      let centers = try #require(step.objectValue?["centers"]?.arrayValue)
      #expect(centers.allSatisfy { $0.arrayValue?.count == 2 })
      #expect(step.objectValue?["clusters"]?.arrayValue?.count == 24)
      #expect(step.objectValue?["kind"]?.stringValue == moment.kind.rawValue)
      let ids = step.objectValue?["center_ids"]?.arrayValue
      // Centers of hybrid may be rows, too.
      if method != .hybrid { #expect((ids != nil) == (method == .kmedoids)) }
    }
    // What the trace says last is what the table of centers says.
    let last = written.last?.objectValue?["centers"]?.arrayValue ?? []
    let shown = last.map { $0.arrayValue?.compactMap(\.doubleValue) ?? [] }
    #expect(shown == report.centers.map(\.values))
  }

  @Test("Bounded sizes show their steps, too", arguments: [ClusterMethod.kmeans, .kmedoids])
  func bounded(_ method: ClusterMethod) throws {
    var settings = try settings(method)
    settings.isBalanced = true
    let report = try Clusterer(settings).run()
    #expect(report.fit.steps.count > 1)
    for step in report.fit.steps {
      for cluster in 0..<3 { #expect(step.labels.count { $0 == cluster } == 8) }
    }
    #expect(report.fit.steps.last?.labels == report.fit.labels)
  }

  @Test("Clusters of an earlier search get the numbers of the best one, so that colours stay")
  func numbers() {
    var fit = ClusterFit(labels: [0, 0, 1, 1, 2, 2], clusterCount: 3)
    fit.middles = .rows([0, 2, 4])
    fit.cost = 1
    let before = ClusterMoment(
      kind: .start, iteration: 0, middles: .rows([5, 1, 2]), labels: [1, 1, 2, 2, 0, 2], cost: 3)
    let moments = [before].ending(with: fit)
    #expect(moments.map(\.labels) == [[0, 0, 1, 1, 2, 1], [0, 0, 1, 1, 2, 2]])
    #expect(moments.map(\.kind) == [.start, .end])
    guard case .rows(let rows) = moments[0].middles else {
      Issue.record("rows stay rows")
      return
    }
    #expect(rows == [1, 2, 5])
  }

  @Test("Every frame of an animation is of one size, the last with what was found")
  func frames() throws {
    var settings = try settings(.bisecting)
    settings.frames = folder.path("frames")
    let report = try Clusterer(settings).run()
    _ = try ClusterFolder(settings).write(report) { _ in }
    let names = try folder.names(in: "frames").filter { $0.hasSuffix(".svg") }
    #expect(names.count == report.fit.steps.count)
    let pages = try names.map { try folder.read("frames/\($0)") }
    let sizes = Set(pages.map { $0.split(separator: "\n").first.map(String.init) ?? "" })
    #expect(sizes.count == 1)
    #expect(pages[0].contains("start · inertia"))
    #expect(pages[1].contains("a cluster was cut in two"))
  }
}
