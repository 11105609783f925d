import Exchange

/// What the program was called with, without its own name.
enum ProgramArguments {
  /// Names of files that are no UTF-8 keep their bytes, see `SystemPath`.
  static let all: [String] = (1..<max(1, Int(CommandLine.argc))).compactMap { index in
    CommandLine.unsafeArgv[index].map { SystemPath.text(of: UnsafePointer($0)) }
  }
}
