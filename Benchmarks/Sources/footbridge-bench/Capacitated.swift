import ArgumentParser
import Foundation
import Geography
import Siting
import Travel

/// Solves a single-source capacitated p-median and prints one line of JSON.
struct Capacitated: ParsableCommand {
  enum Measure: String, ExpressibleByArgument, CaseIterable {
    case euclid
    case euclidFloor = "euclid-floor"
  }

  static let configuration = CommandConfiguration(
    abstract: "Capacitated p-median: points that each take room at one facility.")

  @Argument(help: "CSV with id, x, y, demand, capacity; every point may have a facility.")
  var file: String?
  @Option(help: "How many facilities.") var facilities: Int
  @Option(help: "euclid or euclid-floor (rounded down to whole numbers).")
  var distance = Measure.euclid
  @Option(help: "Seconds after which the best plan so far is taken.") var timeLimit: Double?
  @Option(help: "Stop once the plan is proven to be this near the best, such as 0.01.")
  var gap: Double?
  @Option(help: "Cores to use; all by default.") var cores: Int?
  @Option(help: "Cycles of the search.") var restarts: Int?
  @Option var seed: UInt64 = 1
  @Option(help: "So many points are generated instead of read.") var generate: Int?
  @Option(help: "Of generated points: total demand as a part of the total capacity.")
  var tightness = 0.8
  @Option(help: "A TSPLIB file whose points get random demands of 1 to 100.") var points: String?
  @Option(help: "A file to write the generated points to.") var write: String?

  func validate() throws {
    guard [file, points, generate.map(String.init)].compactMap(\.self).count == 1 else {
      throw ValidationError("give one of a CSV file, --points and --generate")
    }
  }

  func run() throws {
    let instance = try instance()
    if let write { try instance.csv.write(toFile: write, atomically: true, encoding: .utf8) }
    let wanted = gap
    let reached = Flag()
    let start = ContinuousClock.now
    let plan = try solve(
      SitingProblem(
        provider: PlaneDistance(isFloored: distance == .euclidFloor), demand: instance.points,
        weights: Array(repeating: 1, count: instance.points.count), sites: .demand,
        facilities: facilities,
        rules: ServiceRules(capacities: instance.capacities, loads: instance.demand)),
      options: SitingOptions(seed: seed, timeLimit: timeLimit, restarts: restarts, cores: cores),
      shouldStop: { reached.isSet },
      progress: { progress in
        guard let wanted, let objective = progress.objective, let bound = progress.lowerBound
        else { return }
        if objective - bound <= wanted * objective { reached.isSet = true }
      })
    let elapsed = (ContinuousClock.now - start) / .seconds(1)
    try check(plan, instance)
    let cpu = Double(clock()) / Double(CLOCKS_PER_SEC)
    let sites = plan.sites.map { site -> String in
      if case .demand(let index) = site.source { return instance.ids[index] }
      return ""
    }
    let line = Line(
      instance: instance.name, p: facilities, objective: plan.objective,
      bound: plan.lowerBound, gap: plan.gap,
      status: plan.termination == .provenOptimal
        ? "optimal" : plan.termination == .timeLimit ? "time limit" : "gap",
      seconds: elapsed, cpu_seconds: cpu, peak_mb: Stopwatch.peakMegabytes.rounded(),
      sites: sites, seed: seed)
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys]
    print(String(decoding: try encoder.encode(line), as: UTF8.self))
  }

  /// The plan is reckoned anew, so that the figures are right.
  private func check(_ plan: SitingSolution<PlanarPoint>, _ instance: CapacitatedInstance) throws {
    var loads = [Double](repeating: 0, count: plan.sites.count)
    var total = 0.0
    let measure = PlaneDistance(isFloored: distance == .euclidFloor)
    for (index, site) in plan.allocation.enumerated() {
      guard let site else { throw ValidationError("point \(index + 1) is not served") }
      loads[site] += instance.demand[index]
      total += measure.distance(from: instance.points[index], to: plan.sites[site].place)
    }
    for (slot, site) in plan.sites.enumerated() {
      guard case .demand(let index) = site.source, loads[slot] <= instance.capacities[index] else {
        throw ValidationError("facility \(slot + 1) has \(loads[slot]) to serve")
      }
    }
    guard abs(total - plan.objective) <= 1e-9 * max(1, total) else {
      throw ValidationError("the objective is \(plan.objective), but the plan costs \(total)")
    }
  }

  private func instance() throws -> CapacitatedInstance {
    if let file { return try CapacitatedInstance(csv: file) }
    if let points {
      return try CapacitatedInstance(
        tsplib: points, facilities: facilities, tightness: tightness, seed: seed)
    }
    return CapacitatedInstance(
      generating: generate ?? 0, facilities: facilities, tightness: tightness, seed: seed)
  }

  private final class Flag: @unchecked Sendable {
    var isSet = false
  }

  private struct Line: Encodable {
    let instance: String
    let p: Int
    let objective: Double
    let bound: Double?
    let gap: Double?
    let status: String
    let seconds: Double
    let cpu_seconds: Double
    let peak_mb: Double
    let sites: [String]
    let seed: UInt64
  }
}

/// Straight lines in the plane, rounded down to whole numbers where the instance says so.
struct PlaneDistance: DistanceProvider {
  let isFloored: Bool

  func distance(from origin: PlanarPoint, to destination: PlanarPoint) -> Double {
    let (dx, dy) = (origin.x - destination.x, origin.y - destination.y)
    let length = (dx * dx + dy * dy).squareRoot()
    return isFloored ? length.rounded(.down) : length
  }
}
