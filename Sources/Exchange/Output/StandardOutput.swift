#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// The standard output, where every byte is checked: a full disk is an error and no silence.
///
/// Nothing else in the program writes there.
package enum StandardOutput {
  /// Writes a message and an end of line; what came out of files cannot steer the terminal.
  ///
  /// - Throws: `OutputError.closedPipe` where nobody reads it any more, else `cannotWrite`.
  package static func say(_ text: String) throws(OutputError) {
    try write(VisibleText.lines(text) + "\n")
  }

  /// Writes data as they are.
  package static func write(_ text: String) throws(OutputError) { try write(Array(text.utf8)) }

  package static func write(_ bytes: [UInt8]) throws(OutputError) {
    guard FileSystem.writeAll(STDOUT_FILENO, bytes) else {
      if errno == EPIPE { throw .closedPipe }
      throw FileSystem.failure("standard output")
    }
  }
}

/// The standard error: whether it can be written changes nothing.
package enum StandardError {
  package static func write(_ text: String) {
    _ = FileSystem.writeAll(STDERR_FILENO, Array(text.utf8))
  }
}

/// The streams that a program is started with.
package enum StandardStreams {
  /// Makes sure that a file which is opened later is never taken for a stream that was closed: what is
  /// missing of the three fails when it is used.
  package static func hold() {
    for descriptor in STDIN_FILENO...STDERR_FILENO where fcntl(descriptor, F_GETFD) < 0 {
      // The lowest free number is given, which is this one.
      _ = open("/dev/null", descriptor == STDIN_FILENO ? O_WRONLY : O_RDONLY)
    }
  }
}
