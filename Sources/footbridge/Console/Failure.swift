import ArgumentParser
import Exchange
import Planner

/// Ends a command with one message on standard error and the exit code of its kind.
///
/// Whoever stops reading the standard output, as `head` does, gets no message, and 141 as the code:
/// what a shell says of a program that is ended by a closed pipe.
func tellingFailures(_ command: () throws -> Void) throws {
  do {
    try command()
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
