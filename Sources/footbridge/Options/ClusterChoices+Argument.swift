import ArgumentParser
import Planner

/// `3`, `2...10` or `auto`.
struct ClusterCount: ExpressibleByArgument {
  var request: CountRequest

  init?(argument: String) {
    guard let request = CountRequest(argument) else { return nil }
    self.request = request
  }
}

/// `kmeans++`, `random`, `random-box`, `first` or `given:FILE`.
struct ClusterSeeds: ExpressibleByArgument {
  var choice: SeedingChoice

  init?(argument: String) {
    guard let choice = SeedingChoice(argument) else { return nil }
    self.choice = choice
  }
}

/// `a,b,c`.
struct ColumnList: ExpressibleByArgument {
  var names: [String]

  init?(argument: String) {
    names = argument.split(separator: ",").map(String.init)
    if names.isEmpty { return nil }
  }
}

/// `size=small,medium,large`.
struct OrdinalColumn: ExpressibleByArgument {
  var name: String
  var levels: [String]

  init?(argument: String) {
    let sides = argument.split(separator: "=", maxSplits: 1).map(String.init)
    guard sides.count == 2 else { return nil }
    name = sides[0]
    levels = sides[1].split(separator: ",").map(String.init)
    if levels.count < 2 || Set(levels).count < levels.count { return nil }
  }
}

/// One of the words of a choice.
struct Word<Choice: RawRepresentable & CaseIterable & Sendable>: ExpressibleByArgument
where Choice.RawValue == String {
  var choice: Choice

  init(_ choice: Choice) { self.choice = choice }

  init?(argument: String) {
    guard let choice = Choice(rawValue: argument) else { return nil }
    self.choice = choice
  }

  var defaultValueDescription: String { choice.rawValue }

  static var allValueStrings: [String] { Choice.allCases.map(\.rawValue) }
}
