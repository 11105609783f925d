import ArgumentParser
import Planner

/// What all boards of points take.
struct BoardOptions: ParsableArguments {
  @Option(name: .customShort("n"), help: ArgumentHelp("How many points.", valueName: "number"))
  var count = 300

  @Option(
    help: ArgumentHelp(
      "How far points scatter; the board is 100 wide. (default: gaussians 4, moons and circles 2, others 0)",
      valueName: "length"))
  var spread: Double?

  @Option(help: ArgumentHelp("Another number gives other points.", valueName: "number"))
  var seed: UInt64 = 1

  @OptionGroup var output: FileOutputOptions

  func write(_ shape: PointBoard.Shape, groups: Int? = nil) throws {
    try tellingFailures {
      var board = PointBoard(shape)
      board.count = count
      board.groups = groups
      board.spread = spread
      board.seed = seed
      try board.write(to: output.path, force: output.force)
    }
  }
}

struct GenerateUniformCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "uniform", abstract: "Points spread evenly over a square: no groups at all.",
    discussion: boardExample("uniform -n 500"))

  @OptionGroup var board: BoardOptions

  func run() throws { try board.write(.uniform) }
}

struct GenerateGaussiansCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "gaussians", abstract: "Points in bell-shaped heaps.",
    discussion: boardExample("gaussians -n 500 -k 4 --spread 5"))

  @Option(name: .customShort("k"), help: ArgumentHelp("How many heaps.", valueName: "number"))
  var groups = 3
  @OptionGroup var board: BoardOptions

  func run() throws { try board.write(.gaussians, groups: groups) }
}

struct GenerateMoonsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "moons", abstract: "Points on two half circles that reach into each other.",
    discussion: boardExample("moons -n 500 --spread 3"))

  @OptionGroup var board: BoardOptions

  func run() throws { try board.write(.moons) }
}

struct GenerateCirclesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "circles", abstract: "Points on circles, each inside the next.",
    discussion: boardExample("circles -n 500 -k 3"))

  @Option(name: .customShort("k"), help: ArgumentHelp("How many circles.", valueName: "number"))
  var groups = 2
  @OptionGroup var board: BoardOptions

  func run() throws { try board.write(.circles, groups: groups) }
}

struct GenerateRingsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rings", abstract: "Points on a disc and on broad rings around it.",
    discussion: boardExample("rings -n 500 -k 3"))

  @Option(name: .customShort("k"), help: ArgumentHelp("How many rings.", valueName: "number"))
  var groups = 2
  @OptionGroup var board: BoardOptions

  func run() throws { try board.write(.rings, groups: groups) }
}

private func boardExample(_ example: String) -> String {
  """
  EXAMPLES
    footbridge generate \(example) --seed 7 --out board.csv

  Writes id,x,y,label; label is the group that a point was made in.
  """
}
