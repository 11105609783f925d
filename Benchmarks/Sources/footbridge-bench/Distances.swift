import ArgumentParser
import Foundation
import Geography
import Travel

/// Builds a world, asks for many distances, and prints how long each took.
struct Distances: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Distances around barriers: building, all pairs, single pairs, what-ifs.")

  @Option(help: "Barriers of the generated city; every fifth is an area.") var barrierCount = 40
  @Option(help: "Crossings of the generated city.") var crossingCount = 60
  @Option(help: "Vertices of the generated city.") var vertices = 2000
  @Option(help: "Side of the generated city, in metres.") var side = 20_000.0
  @Option(help: "Demand points.") var points = 100_000
  @Option(help: "Facilities.") var facilities = 100
  @Option(help: "Runs of which the median is printed.") var runs = 5
  @Option var seed: UInt64 = 1

  func run() throws {
    var city = GeneratedCity(
      barrierCount: barrierCount, crossingCount: crossingCount, vertices: vertices, side: side,
      seed: seed)
    let homes = city.points(points)
    let sites = city.points(facilities)
    let startMemory = Stopwatch.peakMegabytes

    let build = try Stopwatch.median(of: runs) {
      try BarrierDistance(barriers: city.barriers, crossings: city.crossings)
    }
    report("build, \(vertices) vertices", build.seconds)
    let provider = build.result

    let prepared = Stopwatch.median(of: runs) { provider.prepare(homes) }
    report("prepare \(points) points", prepared.seconds)
    let preparedSites = provider.prepare(sites)

    let chosen = Array(sites.indices)
    let table = Stopwatch.median(of: runs) {
      provider.distances(from: prepared.result, to: preparedSites, chosen: chosen)
    }
    report("\(points) × \(facilities) distances, points prepared", table.seconds)
    report("both", prepared.seconds + table.seconds)
    let finite = table.result.values.filter(\.isFinite)
    let checksum = finite.reduce(0, +)
    print("checksum: \(finite.count) reachable pairs, \(String(format: "%.3f", checksum)) m")

    let nearest = Stopwatch.median(of: runs) {
      provider.nearest(from: prepared.result, among: preparedSites, chosen: chosen)
    }
    report("nearest of \(facilities), points prepared", nearest.seconds)

    if let gate = city.crossings.first?.id {
      let shut = provider.withCrossings(open: [], close: [gate])
      let before = shut.distances(from: prepared.result, to: preparedSites, chosen: chosen)
      var opened = before
      opened = before
      let opening = Stopwatch.median(of: runs) {
        _ = shut.opening(
          gate, updating: &opened, from: prepared.result, to: preparedSites, chosen: chosen)
      }
      report("what-if: open a crossing", opening.seconds)
      let closing = Stopwatch.median(of: runs) {
        provider.withCrossings(open: [], close: [gate])
          .distances(from: prepared.result, to: preparedSites, chosen: chosen)
      }
      report("what-if: close a crossing", closing.seconds)
    }

    let pair = Stopwatch.median(of: runs) {
      (0..<20).map { provider.distance(from: homes[$0], to: sites[$0 % sites.count]) }
    }
    report("one pair", pair.seconds / 20)
    let kept = Stopwatch.median(of: 1) { provider.keepingAllPairs() }
    report("table of all pairs", kept.seconds)
    let quick = Stopwatch.median(of: runs) {
      (0..<2000).reduce(0.0) { sum, pair in
        let length = kept.result.distance(
          from: homes[pair % homes.count], to: sites[pair % sites.count])
        return length.isFinite ? sum + length : sum
      }
    }
    report("one pair, table of all pairs kept", quick.seconds / 2000)
    let route = Stopwatch.median(of: runs) {
      (0..<20).map { provider.route(from: homes[$0], to: sites[$0 % sites.count]) }
    }
    report("one route", route.seconds / 20)
    print(
      "peak memory: \(Int(Stopwatch.peakMegabytes)) MB "
        + "(\(Int(startMemory)) MB before the first build)")
  }

  private func report(_ name: String, _ seconds: Double) {
    print(name.padding(toLength: 48, withPad: " ", startingAt: 0), Stopwatch.text(seconds))
  }
}
