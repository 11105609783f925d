import ArgumentParser
import Exchange
import Foundation
import Planner

@main
struct Footbridge: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "footbridge",
    abstract: "Site facilities by the distance that people really travel.",
    discussion: """
      EXAMPLES
        footbridge plan scenarios/budapest-schools.yaml
        footbridge plan --demand homes.csv --candidates lots.geojson \\
          --barriers river.geojson --crossings bridges.geojson \\
          --facilities 5 --out plan/
        footbridge distances --from homes.csv --to schools.csv \\
          --barriers river.geojson --crossings bridges.geojson
        footbridge check scenarios/budapest-schools.yaml
        footbridge cluster points.csv -k auto --out clusters/

      EXIT CODES
        0    done
        1    internal failure
        3    bad input data
        4    infeasible, or somebody unserved under --require-served
        5    stopped before the asked gap; the result is written
        64   wrong usage
        130  interrupted; the best plan so far is written
        141  nobody reads the standard output any more
      """,
    version: FootbridgeVersion.current,
    subcommands: [
      PlanCommand.self, DistancesCommand.self, AreasCommand.self, CheckCommand.self,
      ClusterCommand.self, AssignCommand.self, PlacesCommand.self, GenerateCommand.self,
      GeocodeCommand.self, ConvertCommand.self,
    ])

  /// Runs the command that the arguments name.
  static func main() {
    // A command asks for one file at several places, and a stream gives its bytes once alone.
    InputStreams.holdUntilExit()
    do {
      var command = try parseAsRoot(ProgramArguments.all)
      try command.run()
    } catch {
      let code = exitCode(for: error)
      let message = fullMessage(for: error)
      if !message.isEmpty { code.isSuccess ? print(message) : Console.say(message) }
      fflush(nil)
      Foundation.exit(code.rawValue)
    }
  }
}
