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
  @Flag(help: "Areas only, as peers without line barriers need them.") var areasOnly = false
  @Option(help: "Barriers of a city of your own, GeoJSON in metres.") var barriers: String?
  @Option(help: "Crossings of a city of your own, GeoJSON in metres.") var crossings: String?
  @Option(help: "Demand points, CSV with id, x, y.") var from: String?
  @Option(help: "Facilities, CSV with id, x, y.") var to: String?
  @Option(help: "Only planar coordinates can be measured.") var crs = "planar"
  @Option(help: "A folder to write the city and some distances to, for peers.") var write: String?

  func validate() throws {
    guard crs == "planar" else { throw ValidationError("only --crs planar can be measured") }
    let given = [barriers, from, to].compactMap(\.self).count
    guard given == 0 || given == 3 else {
      throw ValidationError("a city of your own needs --barriers, --from and --to")
    }
  }

  private func city() throws -> City {
    if let barriers, let from, let to {
      return try City(barriers: barriers, crossings: crossings, from: from, to: to)
    }
    var generated = GeneratedCity(
      barrierCount: barrierCount, crossingCount: areasOnly ? 0 : crossingCount,
      vertices: vertices, side: side, seed: seed, areasOnly: areasOnly)
    return City(
      barriers: generated.barriers, crossings: generated.crossings,
      homes: generated.points(points), sites: generated.points(facilities))
  }

  func run() throws {
    let city = try city()
    let (homes, sites) = (city.homes, city.sites)
    let (points, facilities, vertices) = (homes.count, sites.count, city.vertexCount)
    if let write { try city.write(to: write) }
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
      (0..<min(20, homes.count)).map {
        provider.distance(from: homes[$0], to: sites[$0 % sites.count])
      }
    }
    report("one pair", pair.seconds / 20)
    // Eight bytes per pair of bends: out of proportion for a large world.
    if vertices <= 5000 {
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
    }
    let route = Stopwatch.median(of: runs) {
      (0..<min(20, homes.count)).map {
        provider.route(from: homes[$0], to: sites[$0 % sites.count])
      }
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
