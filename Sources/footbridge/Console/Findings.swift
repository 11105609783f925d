import ArgumentParser
import Exchange
import Planner

/// Prints what was noticed, of many alike the first few.
///
/// With `quiet`, what was merely read is left out; `rest` says where all can be read.
func tell(
  _ findings: [Finding], quiet: Bool, rest: String = "footbridge check lists all"
) {
  for finding in Finding.abridged(findings, rest: rest) where !quiet || finding.severity != .note {
    Console.say(finding.description)
  }
}

/// Prints a whole data check on standard output and ends with 3 where something must be mended.
func tell(
  _ check: DataCheck, with say: (String) throws -> Void = { try StandardOutput.say($0) }
) throws {
  let faults = check.findings.count { $0.severity == .fault }
  let warnings = check.findings.count { $0.severity == .warning }
  let sum =
    faults > 0
    ? "\(faults) to mend, \(warnings) to look at"
    : warnings > 0 ? "nothing to mend, \(warnings) to look at" : "nothing to mend"
  try say((check.findings.map(\.description) + [sum]).joined(separator: "\n"))
  if faults > 0 { throw ExitCode(3) }
}
