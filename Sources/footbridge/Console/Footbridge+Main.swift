import ArgumentParser
import Exchange
import Foundation

extension Footbridge {
  /// Runs what the command line asks for.
  ///
  /// In place of the parser's own `main`, which does not look whether its texts arrive.
  static func main() {
    StandardStreams.hold()
    // A reader that has gone is an error of the call that writes, not the end of the process.
    signal(SIGPIPE, SIG_IGN)
    // A command asks for one file at several places, and a stream gives its bytes once alone.
    InputStreams.holdUntilExit()
    do {
      var command = try parseAsRoot(ProgramArguments.all)
      try command.run()
    } catch {
      Foundation.exit(end(with: error))
    }
  }

  /// Says what is to be said at the end, such as the help that was asked for.
  ///
  /// - Returns: The exit code.
  private static func end(with error: any Error) -> Int32 {
    let text = fullMessage(for: error)
    let code = exitCode(for: error)
    guard !text.isEmpty else { return code.rawValue }
    guard code.isSuccess else {
      Console.say(text)
      return code.rawValue
    }
    do {
      try tellingFailures { try StandardOutput.say(text) }
      return code.rawValue
    } catch {
      return exitCode(for: error).rawValue
    }
  }
}
