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
  @Option(help: "So many points are generated instead of read.") var generate: Int?
  @Option(help: "Of generated points: total demand as a part of the total capacity.")
  var tightness = 0.8
  @Option(help: "A TSPLIB file whose points get random demands of 1 to 100.") var points: String?
  @Option(help: "A file to write the generated points to.") var write: String?
  @OptionGroup var settings: SearchSettings

  func validate() throws {
    guard [file, points, generate.map(String.init)].compactMap(\.self).count == 1 else {
      throw ValidationError("give one of a CSV file, --points and --generate")
    }
  }

  func run() throws {
    let instance = try instance()
    if let write { try instance.csv.write(toFile: write, atomically: true, encoding: .utf8) }
    switch distance {
    case .euclid: try solve(instance, StraightDistance())
    case .euclidFloor: try solve(instance, FloorDistance())
    }
  }

  private func solve<Provider: DistanceProvider>(
    _ instance: CapacitatedInstance, _ provider: Provider
  ) throws where Provider.Place == PlanarPoint {
    let problem = SitingProblem(
      provider: provider, demand: instance.points,
      weights: Array(repeating: 1, count: instance.points.count), sites: .demand,
      facilities: facilities, objective: settings.siting,
      rules: ServiceRules(capacities: instance.capacities, loads: instance.demand))
    try SitingOutcome.printLine(instance: instance.name, problem, settings) {
      try check($0, instance, provider)
    }
  }

  /// The plan is reckoned anew, so that the figures are right.
  private func check<Provider: DistanceProvider>(
    _ plan: SitingSolution<PlanarPoint>, _ instance: CapacitatedInstance, _ provider: Provider
  ) throws where Provider.Place == PlanarPoint {
    var loads = [Double](repeating: 0, count: plan.sites.count)
    var total = 0.0
    for (index, site) in plan.allocation.enumerated() {
      guard let site else { throw ValidationError("point \(index + 1) is not served") }
      loads[site] += instance.demand[index]
      let length = provider.distance(from: instance.points[index], to: plan.sites[site].place)
      total += settings.objective == .means ? length * length : length
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
        tsplib: points, facilities: facilities, tightness: tightness, seed: settings.seed)
    }
    return CapacitatedInstance(
      generating: generate ?? 0, facilities: facilities, tightness: tightness, seed: settings.seed)
  }
}
