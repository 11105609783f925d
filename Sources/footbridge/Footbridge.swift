import ArgumentParser

@main
struct Footbridge: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "footbridge",
    abstract: "Site facilities by the distance that people really travel.")
}
