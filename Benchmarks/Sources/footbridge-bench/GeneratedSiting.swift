import ArgumentParser
import Foundation
import Geography
import Siting
import Travel

/// Solves a generated problem of any size.
struct GeneratedSiting: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "siting",
    abstract: "Random demand, and sites at demand points or random ones: one JSON line.")

  enum Distance: String, ExpressibleByArgument, CaseIterable { case straight, barrier }

  @Option(help: "Demand points of weight 1.") var demand = 10_000
  @Option(help: "Candidate sites; every demand point where not given.") var candidates: Int?
  @Option(help: "How many sites are open.") var facilities = 50
  @Option(help: "Side of the square, in metres.") var side = 20_000.0
  @Option(help: "Straight, or around the barriers of a generated city.")
  var distance = Distance.straight
  @Option(help: "Vertices of the city's barriers.") var vertices = 2000
  @Option(help: "Which city and points.") var citySeed: UInt64 = 1
  @Option(help: "A file to write the demand points to, as x,y, for peers.") var write: String?
  @OptionGroup var settings: SearchSettings

  func run() throws {
    var city = GeneratedCity(
      barrierCount: 40, crossingCount: 60, vertices: vertices, side: side, seed: citySeed)
    let points = city.points(demand)
    let lots = candidates.map { city.points($0) }
    if let write {
      let rows = points.map { "\($0.x),\($0.y)" }
      try (rows.joined(separator: "\n") + "\n").write(
        toFile: write, atomically: true, encoding: .utf8)
    }
    let name = "\(distance.rawValue)-\(demand)x\(candidates ?? demand)"
    switch distance {
    case .straight:
      try SitingOutcome.printLine(
        instance: name, problem(StraightDistance(), points, lots), settings)
    case .barrier:
      let provider = try BarrierDistance(barriers: city.barriers, crossings: city.crossings)
      try SitingOutcome.printLine(instance: name, problem(provider, points, lots), settings)
    }
  }

  private func problem<Provider: DistanceProvider>(
    _ provider: Provider, _ points: [PlanarPoint], _ lots: [PlanarPoint]?
  ) -> SitingProblem<Provider> where Provider.Place == PlanarPoint {
    SitingProblem(
      provider: provider, demand: points, weights: points.map { _ in 1 },
      sites: lots.map { .listed($0.map { Site(place: $0) }) } ?? .demand,
      facilities: facilities, objective: settings.siting)
  }
}
