import ArgumentParser
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
        130  interrupted (Ctrl-C, SIGTERM, SIGHUP); the best plan so far is written
        141  nobody reads the standard output any more
      """,
    version: FootbridgeVersion.current,
    subcommands: [
      PlanCommand.self, DistancesCommand.self, AreasCommand.self, CheckCommand.self,
      ClusterCommand.self, AssignCommand.self, PlacesCommand.self, GenerateCommand.self,
      GeocodeCommand.self, ConvertCommand.self,
    ])
}
