import Foundation

/// Standard error: all that is not data.
enum Console {
  /// Whether standard error is a terminal, where a line may be written over.
  static let isTerminal = isatty(FileHandle.standardError.fileDescriptor) == 1

  static func say(_ text: String) {
    FileHandle.standardError.write(Data((text + "\n").utf8))
  }

  /// Writes a line over the last one; nothing where standard error is not a terminal.
  static func overwrite(_ text: String) {
    guard isTerminal else { return }
    FileHandle.standardError.write(Data("\r\u{1B}[K\(text)".utf8))
  }
}
