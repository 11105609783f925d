import ArgumentParser
import Planner

/// Ends a command with one message on standard error and the exit code of its kind.
func tellingFailures(_ command: () throws -> Void) throws {
  do {
    try command()
  } catch let code as ExitCode {
    throw code
  } catch {
    let failure = PlanningFailure(error)
    Console.say("footbridge: \(failure.message)")
    throw ExitCode(failure.exitCode)
  }
}
