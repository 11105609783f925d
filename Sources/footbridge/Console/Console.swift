import Exchange
import Foundation

/// Standard error: all that is not data.
enum Console {
  /// Whether standard error is a terminal, where a line may be written over.
  static let isTerminal = isatty(FileHandle.standardError.fileDescriptor) == 1

  /// Says something; what came out of files cannot steer the terminal.
  static func say(_ text: String) {
    FileHandle.standardError.write(Data((VisibleText.lines(text) + "\n").utf8))
  }

  /// Writes a line over the last one; nothing where standard error is not a terminal.
  static func overwrite(_ text: String) {
    guard isTerminal else { return }
    FileHandle.standardError.write(Data("\r\u{1B}[K\(VisibleText.line(text))".utf8))
  }
}

/// Prints a message on standard output; what came out of files cannot steer the terminal.
///
/// It stands in the place of the function of the standard library, which is for data: that one takes a terminator.
func print(_ message: String) { Swift.print(VisibleText.lines(message), terminator: "\n") }
