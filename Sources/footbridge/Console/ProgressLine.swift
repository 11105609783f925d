import Foundation
import Planner
import Synchronization

/// One line on a terminal that says how far the work has come.
final class ProgressLine: Sendable {
  private struct State {
    var last = Date.distantPast
    var isShown = false
  }
  private let isOn: Bool
  private let state = Mutex(State())

  init(quiet: Bool) { isOn = !quiet && Console.isTerminal }

  /// Shows a text, at most ten times a second.
  func show(_ progress: PlanProgress) {
    guard isOn else { return }
    state.withLock { state in
      let now = Date()
      guard now.timeIntervalSince(state.last) > 0.1 else { return }
      state.last = now
      state.isShown = true
      Console.overwrite("\(progress) …")
    }
  }

  /// Takes the line away.
  func finish() {
    state.withLock { state in
      if state.isShown { Console.overwrite("") }
      state.isShown = false
    }
  }
}
