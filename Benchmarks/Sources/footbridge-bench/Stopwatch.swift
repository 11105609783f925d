import Foundation

/// Runs a piece of work several times and keeps the median.
enum Stopwatch {
  static func median<Result>(
    of runs: Int, _ work: () throws -> Result
  ) rethrows -> (seconds: Double, result: Result) {
    var times: [Double] = []
    var last: Result?
    for _ in 0..<max(1, runs) {
      let clock = ContinuousClock()
      let start = clock.now
      last = try work()
      let elapsed = clock.now - start
      times.append(
        Double(elapsed.components.seconds) + Double(elapsed.components.attoseconds) * 1e-18)
    }
    guard let last else { preconditionFailure("there is at least one run") }
    return (times.sorted()[times.count / 2], last)
  }

  /// The most memory that this process has held so far, in megabytes.
  static var peakMegabytes: Double {
    let status = (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)) ?? ""
    let line = status.split(separator: "\n").first { $0.hasPrefix("VmHWM:") }
    let kilobytes = line?.split(separator: " ").dropFirst().first.flatMap { Double($0) }
    return (kilobytes ?? .nan) / 1024
  }

  /// The time that all threads of this process have worked.
  static var cpuSeconds: Double { Double(clock()) / Double(CLOCKS_PER_SEC) }

  static func text(_ seconds: Double) -> String {
    switch seconds {
    case ..<1e-3: String(format: "%.1f µs", seconds * 1e6)
    case ..<1: String(format: "%.1f ms", seconds * 1e3)
    default: String(format: "%.2f s", seconds)
    }
  }
}
