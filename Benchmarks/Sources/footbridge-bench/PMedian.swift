import ArgumentParser
import Foundation
import Geography
import Siting
import Travel

/// Solves one published instance; every node or point is demand of weight 1, and a site.
struct PMedian: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "pmedian",
    abstract: "A graph of the OR-Library or points of TSPLIB: one JSON line about the plan.")

  enum Distance: String, ExpressibleByArgument, CaseIterable {
    case shortestPath = "shortest-path"
    case euclid
    case floor = "euclid-floor"
  }

  @Argument(help: "The instance.") var file: String
  @Option(help: "How many sites are open; a graph brings its own number.") var facilities: Int?
  @Option(help: "What is a distance; for points the floor of Euclid's where not given.")
  var distance: Distance?
  @Flag(help: "The same as --objective center.") var center = false
  @OptionGroup var settings: SearchSettings

  func run() throws {
    var settings = settings
    if center { settings.objective = .center }
    let name = URL(fileURLWithPath: file).deletingPathExtension().lastPathComponent
    switch try MedianInstance(file: file) {
    case .graph(let lengths, let nodes, let published):
      guard (distance ?? .shortestPath) == .shortestPath else {
        throw ValidationError("a graph has shortest paths only; leave --distance out")
      }
      let matrix = try MatrixDistance(labels: (1...nodes).map(String.init), values: lengths)
      try SitingOutcome.printLine(
        instance: name, problem(matrix, Array(0..<nodes), facilities ?? published, settings),
        settings)
    case .points(let points):
      guard let facilities else { throw ValidationError("say how many --facilities are open") }
      switch distance ?? .floor {
      case .shortestPath:
        throw ValidationError("points have no paths; take euclid or euclid-floor")
      case .euclid:
        try SitingOutcome.printLine(
          instance: name, problem(StraightDistance(), points, facilities, settings), settings)
      case .floor:
        try SitingOutcome.printLine(
          instance: name, problem(FloorDistance(), points, facilities, settings), settings)
      }
    }
  }

  private func problem<Provider: DistanceProvider>(
    _ provider: Provider, _ places: [Provider.Place], _ facilities: Int, _ settings: SearchSettings
  ) -> SitingProblem<Provider> {
    SitingProblem(
      provider: provider, demand: places, weights: places.map { _ in 1 }, sites: .demand,
      facilities: facilities, objective: settings.siting)
  }
}
