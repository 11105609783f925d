import Foundation

/// Runs a piece of work several times and keeps the median.
enum Stopwatch {
  struct Measured<Result> {
    /// On the wall.
    var seconds: Double
    /// Of all cores together: what is left of them where a machine is shared.
    var processorSeconds: Double
    var result: Result
  }

  static func median<Result>(
    of runs: Int, _ work: () throws -> Result
  ) rethrows -> Measured<Result> {
    var times: [Double] = []
    var processorTimes: [Double] = []
    var last: Result?
    for _ in 0..<max(1, runs) {
      let watch = ContinuousClock()
      let (start, processorStart) = (watch.now, clock())
      last = try work()
      let elapsed = (watch.now - start).components
      processorTimes.append(Double(clock() - processorStart) / Double(CLOCKS_PER_SEC))
      times.append(Double(elapsed.seconds) + Double(elapsed.attoseconds) * 1e-18)
    }
    guard let last else { preconditionFailure("there is at least one run") }
    return Measured(
      seconds: times.sorted()[times.count / 2],
      processorSeconds: processorTimes.sorted()[times.count / 2], result: last)
  }

  /// The most memory that this process has held so far, in megabytes.
  static var peakMegabytes: Double { peakMegabytes(of: "self") }

  /// The same of another process; not a number where it has ended.
  static func peakMegabytes(of process: String) -> Double {
    let status = (try? String(contentsOfFile: "/proc/\(process)/status", encoding: .utf8)) ?? ""
    let line = status.split(separator: "\n").first { $0.hasPrefix("VmHWM:") }
    let kilobytes = line?.split(separator: " ").dropFirst().first.flatMap { Double($0) }
    return (kilobytes ?? .nan) / 1024
  }

  /// Lets the peak begin anew at what is held now.
  static func forgetPeak() {
    try? Data("5".utf8).write(to: URL(fileURLWithPath: "/proc/self/clear_refs"))
  }

  static func text(_ seconds: Double) -> String {
    switch seconds {
    case ..<1e-3: String(format: "%.1f µs", seconds * 1e6)
    case ..<1: String(format: "%.1f ms", seconds * 1e3)
    default: String(format: "%.2f s", seconds)
    }
  }
}
