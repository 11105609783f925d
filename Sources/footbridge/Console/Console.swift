import Exchange
import Foundation

/// Standard error: all that is not data.
///
/// Where it cannot be written, the work goes on.
enum Console {
  /// Whether standard error is a terminal, where a line may be written over.
  static let isTerminal = isatty(STDERR_FILENO) == 1

  /// Says something; what came out of files cannot steer the terminal.
  static func say(_ text: String) { StandardError.write(VisibleText.lines(text) + "\n") }

  /// Writes a line over the last one; nothing where standard error is not a terminal.
  static func overwrite(_ text: String) {
    guard isTerminal else { return }
    StandardError.write("\r\u{1B}[K\(VisibleText.line(text))")
  }
}
