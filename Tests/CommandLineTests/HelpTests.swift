import ArgumentParser
import Foundation
import Testing

@testable import footbridge

@Suite struct HelpTests {
  @Test("The help texts are those that were reviewed")
  func helpTexts() throws {
    try expectGolden(Footbridge.helpMessage(columns: 80), "footbridge")
    for (name, command) in Self.commands {
      try expectGolden(Footbridge.helpMessage(for: command, columns: 80), name)
    }
  }

  @Test("Help begins with examples")
  func examplesFirst() throws {
    for (name, command) in Self.commands where name != "generate" {
      let text = Footbridge.helpMessage(for: command, columns: 80)
      let examples = try #require(text.range(of: "EXAMPLES"))
      let usage = try #require(text.range(of: "USAGE"))
      #expect(examples.lowerBound < usage.lowerBound)
    }
  }

  private static let commands: [(String, any ParsableCommand.Type)] = [
    ("plan", PlanCommand.self), ("distances", DistancesCommand.self),
    ("areas", AreasCommand.self),
    ("check", CheckCommand.self), ("convert", ConvertCommand.self),
    ("generate", GenerateCommand.self),
    ("generate-students", GenerateStudentsCommand.self),
    ("cluster", ClusterCommand.self), ("assign", AssignCommand.self),
    ("geocode", GeocodeCommand.self), ("places", PlacesCommand.self),
    ("generate-traces", GenerateTracesCommand.self),
    ("generate-gaussians", GenerateGaussiansCommand.self),
  ]
}
