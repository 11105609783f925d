import ArgumentParser
import Foundation
import Siting
import Travel

/// How a benchmark lets `solve` run.
struct SearchSettings: ParsableArguments {
  enum Objective: String, ExpressibleByArgument, CaseIterable { case median, means, center }

  @Option(help: "What is made small.") var objective = Objective.median
  @Option(help: "Seconds after which the best plan so far is taken.") var timeLimit: Double?
  @Option(help: "Stop when proved within this part of the best: 0.005 is half a per cent.")
  var gap: Double?
  @Option var seed: UInt64 = 1
  @Option(help: "How often the search is shaken; what suits the size where not given.")
  var restarts: Int?
  @Option(help: "Megabytes for tables and lists of distances.") var memory: Int?
  @Option(help: "How many cores; all where not given.") var cores: Int?
  @Flag(help: "Search only.") var noBound = false
  @Flag(help: "Tell how the search stands, on standard error.") var verbose = false

  var siting: SitingObjective {
    switch objective {
    case .median: .median
    case .means: .means
    case .center: .center
    }
  }

  var options: SitingOptions {
    var options = SitingOptions(
      seed: seed, timeLimit: timeLimit, gap: gap, restarts: restarts, provesBound: !noBound,
      cores: cores)
    if let memory { options.memory = memory << 20 }
    return options
  }
}

/// One JSON line about one run of `solve`.
struct SitingOutcome: Encodable {
  var instance: String
  var p: Int
  var objective: Double
  var bound: Double?
  var gap: Double?
  var status: String
  var seconds: Double
  var cpuSeconds: Double
  var peakMb: Double
  var sites: [Int]
  var seed: UInt64

  /// Solves, times it, and prints the line.
  ///
  /// - Parameters:
  ///   - instance: Its name.
  ///   - problem: What is solved.
  ///   - settings: How.
  ///   - check: Looks at the plan before the line is printed.
  static func printLine<Provider: DistanceProvider>(
    instance: String, _ problem: SitingProblem<Provider>, _ settings: SearchSettings,
    check: (SitingSolution<Provider.Place>) throws -> Void = { _ in }
  ) throws {
    let clock = ContinuousClock()
    let start = clock.now
    let cpuStart = cpuNow
    let isVerbose = settings.verbose
    let tell: (SitingProgress) -> Void = { progress in
      guard isVerbose else { return }
      let line =
        "\(String(format: "%8.2f s", progress.seconds)) \(progress.phase.rawValue) "
        + "\(String(format: "%3.0f %%", 100 * progress.fraction)) "
        + "\(progress.objective ?? .nan) \(progress.lowerBound ?? .nan)\n"
      FileHandle.standardError.write(Data(line.utf8))
    }
    let plan = try solve(problem, options: settings.options, progress: tell)
    let seconds = rounded((clock.now - start) / .seconds(1))
    let cpuSeconds = rounded(cpuNow - cpuStart)
    try check(plan)
    let outcome = SitingOutcome(
      instance: instance, p: problem.facilities, objective: plan.objective, bound: plan.lowerBound,
      gap: plan.gap, status: status(plan.termination), seconds: seconds, cpuSeconds: cpuSeconds,
      peakMb: Stopwatch.peakMegabytes.rounded(),
      sites: plan.sites.map { site in
        switch site.source {
        case .listed(let index), .demand(let index): index
        case .free: -1
        }
      }, seed: settings.seed)
    let encoder = JSONEncoder()
    encoder.keyEncodingStrategy = .convertToSnakeCase
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    print(String(decoding: try encoder.encode(outcome), as: UTF8.self))
  }

  /// As `plan` prints it.
  private static func status(_ termination: Termination) -> String {
    switch termination {
    case .provenOptimal: "optimal"
    case .timeLimit: "time limit"
    case .interrupted: "interrupted"
    case .converged, .iterationLimit, .gapReached: "gap"
    }
  }

  private static func rounded(_ seconds: Double) -> Double { (seconds * 1000).rounded() / 1000 }

  /// Processor seconds of all threads so far.
  private static var cpuNow: Double {
    var time = timespec()
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
  }
}
