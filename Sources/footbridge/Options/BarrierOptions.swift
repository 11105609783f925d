import ArgumentParser
import Planner

/// What stands in the way, and where it can be crossed.
struct BarrierOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp("Rivers, railways, fences: lines and areas, as GeoJSON.", valueName: "file"))
  var barriers: String?

  @Option(
    help: ArgumentHelp(
      "Bridges, underpasses, gates: points and lines, as GeoJSON or CSV.", valueName: "file"))
  var crossings: String?

  @Option(help: ArgumentHelp("A crossing to open, or 'all'; repeatable.", valueName: "id"))
  var open: [String] = []

  @Option(help: ArgumentHelp("A crossing to close, or 'all'; repeatable.", valueName: "id"))
  var close: [String] = []

  func apply(to options: inout ScenarioOptions) {
    options.barriers = barriers
    options.crossings = crossings
    options.open = open
    options.close = close
  }

  func apply(to settings: inout PlacesSettings) {
    settings.barriers = barriers
    settings.crossings = crossings
    settings.open = open
    settings.close = close
  }
}
