import Clustering
import TestSupport
import Testing

@testable import Planner

/// Values so small or so large that squares of their differences are no numbers.
@Suite struct ClusterSizeTests {
  private let folder: TestFolder

  init() throws { folder = try TestFolder() }

  private static let values: [(Double, Double)] = [
    (1, 3), (2, 5), (3, 2), (2, 2), (40, 41), (42, 44), (43, 40), (41, 41), (90, 7), (93, 9),
    (95, 5),
    (92, 6),
  ]

  private func report(
    exponent: Int, _ change: (inout ClusterSettings) -> Void
  ) throws -> ClusterReport {
    var text = "id,p,q,r\n"
    for (row, value) in Self.values.enumerated() {
      let numbers = [value.0, value.1, 7].map {
        "\(Double(sign: .plus, exponent: exponent, significand: $0))"
      }
      text += "g\(row)," + numbers.joined(separator: ",") + "\n"
    }
    var settings = ClusterSettings(file: try folder.write("rows.csv", text))
    settings.count = .fixed(3)
    settings.gapReferences = 3
    change(&settings)
    return try Clusterer(settings).run()
  }

  private static let methods: [@Sendable (inout ClusterSettings, Int) -> Void] =
    ClusterMethod.allCases.filter { $0 != .hybrid }.map { method in
      { settings, exponent in
        settings.method = method
        if !method.takesCount { settings.count = nil }
        settings.radius = Double(sign: .plus, exponent: exponent, significand: 8)
        settings.minNeighbours = method == .dbscan ? 2 : nil
        settings.minSize = method == .hdbscan ? 3 : nil
      }
    } + [
      { settings, _ in settings.isBalanced = true },
      { settings, _ in settings.count = .automatic },
      { settings, _ in (settings.scale, settings.columns) = (.standard, ["p", "q"]) },
      { settings, _ in (settings.scale, settings.columns) = (.minmax, ["p", "q"]) },
      { settings, _ in
        (settings.scale, settings.method) = (.robust, .agglomerative)
        settings.columns = ["p", "q"]
      },
      { settings, _ in (settings.method, settings.metric) = (.kmedoids, .cosine) },
      { settings, _ in (settings.method, settings.metric) = (.kmedoids, .gower) },
      { settings, _ in (settings.method, settings.metric) = (.kmedoids, .chebyshev) },
      { settings, _ in (settings.method, settings.count) = (.agglomerative, .automatic) },
      { settings, _ in (settings.split, settings.allDistances) = (0.3, true) },
    ]

  @Test("Multiplying a file by a power of two changes no cluster", arguments: methods.indices)
  func scaling(_ number: Int) throws {
    let change = Self.methods[number]
    let usual = try report(exponent: 0) { change(&$0, 0) }
    for exponent in [-565, -1074, 560, 1000] {
      let scaled = try report(exponent: exponent) {
        change(&$0, exponent)
      }
      #expect(scaled.labels == usual.labels, "\(exponent)")
      #expect(scaled.fit.silhouettes?.mean == usual.fit.silhouettes?.mean)
      for (one, other) in zip(scaled.centers, usual.centers) {
        for (value, wanted) in zip(one.values, other.values) {
          let plain = Double(sign: .plus, exponent: exponent, significand: wanted)
          #expect((value - plain).magnitude <= max(plain.magnitude * 1e-9, .leastNonzeroMagnitude))
        }
      }
    }
  }

  @Test(
    "Distances are those of the file, and a sum of squares is told though no number can hold it")
  func figures() throws {
    let report = try report(exponent: -565) { $0.allDistances = true }
    let unit = Double(sign: .plus, exponent: -565, significand: 1)
    let usual = try self.report(exponent: 0) { _ in }
    for (one, other) in zip(report.distances, usual.distances) {
      #expect((one - other * unit).magnitude <= other * unit * 1e-9)
    }
    #expect(report.plainCost(report.fit.cost ?? 0).isNaN)
    #expect(report.text.contains("e-339;"))
    let table = String(decoding: ClusterTable(report: report).bytes(), as: UTF8.self)
    #expect(table.contains("e-17"))
    let large = try self.report(exponent: 400) { _ in }
    let cost = try #require(usual.fit.cost)
    #expect(
      large.plainCost(large.fit.cost ?? 0)
        == Double(sign: .plus, exponent: 800, significand: cost))
  }

  @Test("New rows get the clusters of old ones, whatever the size of their values")
  func assign() throws {
    for exponent in [-565, 560] {
      let report = try report(exponent: exponent) { $0.out = folder.path("out") }
      _ = try ClusterFolder(report.settings).write(report) { _ in }
      let assigner = ClusterAssigner(
        model: folder.path("out/model.json"), file: folder.path("rows.csv"))
      _ = try assigner.run(writingTo: folder.path("again-\(exponent).csv")) { _ in }
      #expect(try folder.read("again-\(exponent).csv") == folder.read("out/clusters.csv"))
    }
  }

  @Test("Pictures of such values have axes that name the power of ten")
  func pictures() throws {
    let report = try report(exponent: -565) {
      $0.plot = "p.svg"; $0.out = folder.path("out")
    }
    let pages = try ClusterPictures(report).files(report.settings)
    #expect(pages.contains { String(decoding: $0.bytes, as: UTF8.self).contains("p (×1e-169)") })
  }
}
