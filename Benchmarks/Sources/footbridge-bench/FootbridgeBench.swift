import ArgumentParser

@main
struct FootbridgeBench: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "footbridge-bench",
    abstract: "Measures how fast Footbridge is; see README.md beside it.",
    subcommands: [
      Distances.self, PMedian.self, GeneratedSiting.self, Capacitated.self, KMeansCommand.self,
      GeocodeBench.self, ExchangeCommand.self, PlacesBench.self,
    ])
}
