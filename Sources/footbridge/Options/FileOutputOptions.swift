import ArgumentParser

/// The one file that a command writes.
struct FileOutputOptions: ParsableArguments {
  @Option(
    name: [.short, .long],
    help: ArgumentHelp("The file to write. (default: standard output)", valueName: "file"))
  var out: String?

  @OptionGroup var replacing: ReplaceOptions

  /// Where to write; `-` is the standard output.
  var path: String { out ?? "-" }
  var force: Bool { replacing.force }
}

/// Whether files that are there give way.
struct ReplaceOptions: ParsableArguments {
  @Flag(help: "Replace the output if it is there.")
  var force = false
}
