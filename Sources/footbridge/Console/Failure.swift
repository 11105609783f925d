import ArgumentParser
import Exchange
import Foundation
import Planner

/// Ends a command with one message on standard error and the exit code of its kind.
///
/// Whoever stops reading the standard output, as `head` does, gets no message, and 141 as the code:
/// what a shell says of a program that is ended by a closed pipe.
func tellingFailures(_ command: () throws -> Void) throws {
  do {
    do {
      try command()
    } catch let code as ExitCode {
      try flushOutput()
      throw code
    }
    try flushOutput()
  } catch let code as ExitCode {
    throw code
  } catch OutputError.closedPipe {
    throw ExitCode(141)
  } catch {
    let failure = PlanningFailure(error)
    Console.say("footbridge: \(failure.message)")
    throw ExitCode(failure.exitCode)
  }
}

/// Hands over what was printed, while a failure can still be told.
private func flushOutput() throws(OutputError) {
  guard fflush(nil) != 0 else { return }
  if errno == EPIPE { throw .closedPipe }
  throw .cannotWrite(path: "standard output", reason: String(cString: strerror(errno)))
}
