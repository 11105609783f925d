import Foundation

/// Keeps this program to some of the machine's cores, to show that its answers do not depend on them.
enum Cores {
  private static let mark = "FOOTBRIDGE_BENCH_CORES"

  struct NotRestarted: Error, CustomStringConvertible {
    var description: String {
      "the program could not be started on fewer cores; --cores needs the command taskset"
    }
  }

  /// Starts the program again on the first cores; returns where it already runs on them.
  ///
  /// The queues count the cores once, before the first line of the program.
  static func restart(withAtMost count: Int) throws {
    guard ProcessInfo.processInfo.environment[mark] == nil else { return }
    setenv(mark, "\(count)", 1)
    let words = ["env", "taskset", "-c", "0-\(count - 1)", program.path]
    var arguments = (words + CommandLine.arguments.dropFirst()).map { strdup($0) } + [nil]
    execv("/usr/bin/env", &arguments)
    throw NotRestarted()
  }

  /// Runs the program with other arguments and gives back what it prints.
  static func outputOfThisProgram(arguments: some Sequence<String>) throws -> String {
    let process = Process()
    process.executableURL = program
    process.arguments = Array(arguments)
    let output = Pipe()
    process.standardOutput = output
    try process.run()
    let data = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return String(decoding: data, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
  }

  private static var program: URL {
    URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
  }
}
