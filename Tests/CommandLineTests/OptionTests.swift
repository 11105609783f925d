import ArgumentParser
import Exchange
import Foundation
import Planner
import Testing

@testable import footbridge

@Suite struct OptionTests {
  @Test(
    "Times have units",
    arguments: [("30", 30.0), ("30s", 30), ("2m", 120), ("1h", 3600), ("0.5m", 30)])
  func times(_ text: String, _ seconds: Double) {
    #expect(Seconds(argument: text)?.seconds == seconds)
  }

  @Test("What is no time, share, length or column is refused")
  func refused() {
    #expect(Seconds(argument: "soon") == nil)
    #expect(Seconds(argument: "infs") == nil)
    #expect(Share(argument: "half") == nil)
    #expect(Lengths(argument: "1km,far") == nil)
    #expect(ColumnChoices(argument: "id") == nil)
  }

  @Test(
    "A bare share of 1 or more is asked about, for it is as likely to be meant in per cent",
    arguments: [
      (
        ["--capacity-slack", "2"],
        "--capacity-slack 2 is 200 %; write 2% for 2 per cent, or 200% if that is meant"
      ),
      (
        ["--gap", "1.5"],
        "--gap 1.5 is 150 %; write 1.5% for 1.5 per cent, or 150% if that is meant"
      ),
    ])
  func bareShare(_ option: [String], _ message: String) throws {
    let plan = ["--demand", "homes.csv", "--facilities", "1"]
    let error = #expect(throws: (any Error).self) { try PlanCommand.parse(plan + option) }
    #expect(PlanCommand.message(for: try #require(error)) == message)
    #expect(throws: Never.self) { try PlanCommand.parse(plan + ["--capacity-slack", "200%"]) }
    #expect(throws: Never.self) { try PlanCommand.parse(plan + ["--capacity-slack", "0.02"]) }
  }

  @Test("Shares, lengths and columns are read")
  func read() {
    #expect(Share(argument: "1%")?.share == 0.01)
    #expect(Share(argument: "0.02")?.share == 0.02)
    #expect(Lengths(argument: "500,1km,1mi,20m")?.metres == [500, 1000, 1609.344, 20])
    #expect(
      ColumnChoices(argument: "id=code,weight=pupils")?.columns
        == ["id": "code", "weight": "pupils"])
  }

  @Test("Objectives and rules reach the settings, under each of their names")
  func rules() throws {
    let command = try PlanCommand.parse([
      "--demand", "homes.csv", "--candidates", "lots.csv", "--facilities", "3...8", "--plan-for",
      "5", "--objective", "fair", "--worst", "10%", "--mix", "0.3", "--cutoff", "1.5km",
      "--capacity-slack", "2%", "--min-assigned", "10", "--baseline", "school", "--max-moves",
      "40", "--alternatives", "5", "--gap", "0.5%",
    ])
    let settings = try command.settings()
    try settings.validate()
    let scenario = settings.scenario
    #expect(scenario.facilities == 8)
    #expect(scenario.leastFacilities == 3)
    #expect(settings.facilities == 5)
    #expect(scenario.objective == .fair)
    #expect(scenario.worst == 0.1)
    #expect(scenario.mix == 0.3)
    #expect(scenario.maxDistance == 1500)
    #expect(scenario.capacitySlack == 0.02)
    #expect(scenario.minAssigned == 10)
    #expect(scenario.baseline == "school")
    #expect(scenario.maxMoves == 40)
    #expect(scenario.alternatives == 5)
    #expect(settings.gap == 0.005)
    for (name, metres) in [("--max-distance", "1500"), ("--service-radius", "1500m")] {
      let command = try PlanCommand.parse(["--p", "1", name, metres])
      #expect(try command.settings().scenario.maxDistance == 1500)
    }
    let mile = try PlanCommand.parse(["--p", "1", "--max-distance", "1mi"])
    #expect(try mile.settings().scenario.maxDistance == 1609.344)
    let all = try PlanCommand.parse(["--objective", "cover-all", "--ignore-capacities"])
    #expect(try all.settings().scenario.objective == .coverAll)
    #expect(try all.settings().scenario.ignoresCapacities == true)
  }

  @Test(
    "Rules that cannot be read are refused",
    arguments: [
      ["--facilities", "8...3"], ["--facilities", "some"], ["--worst", "most"],
      ["--max-distance", "far"], ["--capacity-slack", "x"], ["--min-assigned", "few"],
      ["--objective", "best"], ["--alternatives", "1.5"],
    ])
  func wrongRules(_ arguments: [String]) {
    #expect(throws: (any Error).self) { _ = try PlanCommand.parse(arguments) }
  }

  @Test("What-ifs reach the settings; --snap-crossings is --crossing-tolerance")
  func whatIfs() throws {
    let command = try PlanCommand.parse([
      "--demand", "homes.csv", "--p", "3", "--barriers", "b.geojson", "--cost", "a=b=1.5km",
      "--cost", "c=20", "--add-barriers", "x.geojson", "--add-barriers", "y.geojson",
      "--add-crossings", "z.csv", "--snap-crossings", "80",
    ])
    let scenario = try command.settings().scenario
    #expect(scenario.costs == ["a=b": 1500, "c": 20])
    #expect(scenario.addedBarriers == ["x.geojson", "y.geojson"])
    #expect(scenario.addedCrossings == ["z.csv"])
    #expect(scenario.crossingTolerance == 80)
    for wrong in ["a", "=3", "a=", "a=far", "a=-3"] {
      #expect(throws: (any Error).self, "\(wrong)") {
        _ = try PlanCommand.parse(["--cost", wrong])
      }
    }
  }

  @Test(
    "A command is told as it may be typed again, without where results went",
    arguments: [
      (["plan", "a.yaml", "--out", "x", "--p", "3"], "footbridge plan a.yaml --p 3"),
      (["plan", "/home/me/a b.yaml", "--out=x", "--quiet"], "footbridge plan 'a b.yaml'"),
      (["plan", "--demand=/data/h.csv", "-o", "x"], "footbridge plan --demand=h.csv"),
      (["plan", "--title", "Ada's"], "footbridge plan --title 'Ada'\\''s'"),
    ])
  func command(_ arguments: [String], _ text: String) {
    #expect(CommandText.text(of: arguments) == text)
  }

  @Test("The options of a street network reach the settings")
  func streetOptions() throws {
    let command = try PlanCommand.parse([
      "--demand", "homes.csv", "--p", "3", "--streets", "s.csv", "--street-nodes", "n.csv",
      "--street-joints", "ends", "--snap-limit", "80",
    ])
    try command.settings().validate()
    var options = ScenarioOptions()
    command.world.apply(to: &options)
    #expect(options.streets == "s.csv")
    #expect(options.streetNodes == "n.csv")
    #expect(options.streetJoints == .ends)
    #expect(options.snapLimit == 80)
  }

  @Test("Every option of plan reaches the settings")
  func options() throws {
    let command = try PlanCommand.parse([
      "--demand", "homes.csv", "--candidates", "lots.csv", "--existing", "old.csv",
      "--barriers", "b.geojson", "--crossings", "c.geojson", "--provider", "barriers",
      "--crs", "EPSG:23700", "--open", "x", "--close", "y", "--close", "z",
      "--crossing-tolerance", "20", "--swap", "--skip-bad", "--sites", "candidates", "--p", "3",
      "--objective", "means", "--snap-demand", "40", "--out", "dir", "--title", "T", "--seed",
      "18446744073709551615", "--time-limit", "1m", "--gap", "2%", "--thresholds", "1km",
      "--routes", "none", "--credits", "me", "--require-served",
    ])
    let settings = try command.settings()
    try settings.validate()
    #expect(settings.seed == UInt64.max)
    #expect(settings.swap && settings.skipBad && settings.requireServed)
    #expect(settings.gap == 0.02)
    #expect(settings.crs == .named("EPSG:23700"))
    #expect(settings.thresholds == [1000])
  }
}
