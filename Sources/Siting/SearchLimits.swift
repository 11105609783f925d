/// When the search has to end, and who is told how it stands.
struct SearchLimits: Sendable {
  private let start: ContinuousClock.Instant
  private let seconds: Double?
  private let stopAsked: @Sendable () -> Bool

  init(timeLimit: Double?, shouldStop: @escaping @Sendable () -> Bool) {
    start = .now
    seconds = timeLimit
    stopAsked = shouldStop
  }

  var elapsed: Double { (ContinuousClock.now - start) / .seconds(1) }

  /// Why to stop now; nil to go on.
  var reached: Termination? {
    if stopAsked() { return .interrupted }
    if let seconds, elapsed >= seconds { return .timeLimit }
    return nil
  }

  var areReached: Bool { reached != nil }
}

/// Tells the caller how the search stands.
struct ProgressReport {
  let limits: SearchLimits
  let tell: ((SitingProgress) -> Void)?

  func callAsFunction(
    _ phase: SitingProgress.Phase, _ fraction: Double, objective: Double? = nil,
    lowerBound: Double? = nil
  ) {
    tell?(
      SitingProgress(
        phase: phase, fraction: fraction, objective: objective, lowerBound: lowerBound,
        seconds: limits.elapsed))
  }
}
