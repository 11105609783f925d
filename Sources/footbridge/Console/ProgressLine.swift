import Foundation
import Synchronization

/// One line on a terminal that says how far the work has come.
final class ProgressLine: Sendable {
  private struct State {
    var last = Date.distantPast
    var isShown = false
    var text = ""
  }
  private let isOn: Bool
  private let state = Mutex(State())
  private let begin: Date

  /// - Parameters:
  ///   - quiet: Shows nothing at all.
  ///   - after: Seconds for which nothing is shown.
  init(quiet: Bool, after: Double = 0) {
    isOn = !quiet && Console.isTerminal
    begin = Date() + after
    guard isOn, after > 0 else { return }
    // Long work may say what it is once, before that.
    DispatchQueue.global().asyncAfter(deadline: .now() + after) { [weak self] in
      self?.state.withLock { state in
        guard !state.isShown, !state.text.isEmpty else { return }
        state.isShown = true
        Console.overwrite(state.text)
      }
    }
  }

  /// Shows a text, at most ten times a second.
  func show(_ progress: some CustomStringConvertible) {
    guard isOn else { return }
    state.withLock { state in
      state.text = "\(progress) …"
      let now = Date()
      guard now > begin, now.timeIntervalSince(state.last) > 0.1 else { return }
      state.last = now
      state.isShown = true
      Console.overwrite(state.text)
    }
  }

  /// Takes the line away until there is more to say.
  func hide() {
    state.withLock { state in
      if state.isShown { Console.overwrite("") }
      state.isShown = false
    }
  }

  /// Takes the line away at the end of the work.
  func finish() {
    hide()
    state.withLock { $0.text = "" }
  }
}
