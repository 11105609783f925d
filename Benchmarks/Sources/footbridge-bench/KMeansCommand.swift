import ArgumentParser
import Clustering
import Foundation

/// Clusters points around means and prints what it took.
struct KMeansCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "kmeans",
    abstract: "k-means: seeding, iterations from one start, agreement with peers.")

  enum Seeding: String, ExpressibleByArgument, CaseIterable {
    case plusPlus = "k-means++"
    case random
    case box = "random-box"
    case first

    var value: KMeansSeeding {
      switch self {
      case .plusPlus: .plusPlus
      case .random: .random
      case .box: .randomBox
      case .first: .first
      }
    }
  }

  @Option(help: "Points in heaps around random places; 0 heaps for points anywhere.")
  var points = 1_000_000
  @Option(help: "Heaps of the generated points.") var heaps = 0
  @Option var columns = 2
  @Option(name: .customShort("k"), help: "Clusters.") var count = 100
  @Option(help: "Iterations from the start, at most.") var iterations = 50
  @Option(help: "\(Seeding.allCases.map(\.rawValue).joined(separator: ", ")).")
  var seeding = Seeding.plusPlus
  @Option var starts = 1
  @Option var tolerance = 0.0
  @Option(help: "Exchanges that may fail in a row after the starts.") var exchanges = 0
  @Option var seed: UInt64 = 1
  @Option(help: "Cores; as many as there are, if not given.") var cores: Int?
  @Option(help: "Runs of which the median is printed.") var runs = 1
  @Option(help: "Points of your own: CSV with a header, numbers only.") var file: String?
  @Option(help: "Centers to start from: CSV with a header.") var fromStart: String?
  @Option(help: "A file to write one label a line to.") var writeLabels: String?
  @Option(help: "A file to write the points to, 64-bit numbers row by row, for peers.")
  var writePoints: String?
  @Flag(help: "Print one line of JSON.") var json = false

  func run() throws {
    let points = try file.map { try Self.matrix($0) } ?? generated()
    if let writePoints {
      try points.values.withUnsafeBytes {
        try Data($0).write(to: URL(fileURLWithPath: writePoints))
      }
    }
    var options = KMeansOptions(seeding: seeding.value, starts: starts, seed: seed)
    options.maximumIterations = iterations
    options.tolerance = tolerance
    options.exchanges = exchanges
    options.cores = cores
    if let fromStart { options.seeding = .given(try Self.matrix(fromStart)) }

    let measured = try Stopwatch.median(of: runs) {
      try kMeans(points, count: count, options: options)
    }
    let result = measured.result
    if let writeLabels {
      let text = result.labels.map(String.init).joined(separator: "\n") + "\n"
      try text.write(toFile: writeLabels, atomically: true, encoding: .utf8)
    }
    report(result, points: points, seconds: measured.seconds, cpu: measured.processorSeconds)
  }

  private func report(_ result: KMeansResult, points: PointMatrix, seconds: Double, cpu: Double) {
    let rows: [(String, String)] = [
      ("points", "\(points.rowCount)"), ("columns", "\(points.columnCount)"), ("k", "\(count)"),
      ("seconds", String(format: "%.4f", seconds)), ("cpu_seconds", String(format: "%.4f", cpu)),
      ("iterations", "\(result.iterations)"), ("converged", "\(result.hasConverged)"),
      ("inertia", "\(result.inertia)"), ("exchanges", "\(result.exchanges)"),
      ("peak_megabytes", String(format: "%.1f", Stopwatch.peakMegabytes)),
    ]
    if json {
      print("{" + rows.map { "\"\($0)\": \($1)" }.joined(separator: ", ") + "}")
    } else {
      for (name, value) in rows {
        print(name.padding(toLength: 20, withPad: " ", startingAt: 0), value)
      }
    }
  }

  private func generated() throws -> PointMatrix {
    var generator = SeededGenerator(seed: seed)
    let hearts = (0..<heaps * columns).map { _ in generator.unit() * 10_000 }
    var values: [Double] = []
    values.reserveCapacity(points * columns)
    for _ in 0..<points {
      let heart = heaps > 0 ? generator.index(below: heaps) : 0
      for column in 0..<columns {
        if heaps == 0 {
          values.append(generator.unit() * 10_000)
        } else {
          let spread = generator.unit() + generator.unit() + generator.unit() - 1.5
          values.append(hearts[heart * columns + column] + 600 * spread)
        }
      }
    }
    return try PointMatrix(values, columnCount: columns)
  }

  private static func matrix(_ path: String) throws -> PointMatrix {
    let lines = try String(contentsOfFile: path, encoding: .utf8).split(whereSeparator: \.isNewline)
    var values: [Double] = []
    for line in lines.dropFirst() {
      for cell in line.split(separator: ",") {
        guard let value = Double(cell) else {
          throw ValidationError("\(path) has '\(cell)' where a number should be")
        }
        values.append(value)
      }
    }
    return try PointMatrix(
      values, columnCount: lines.first?.split(separator: ",").count ?? 0)
  }
}
