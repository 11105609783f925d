#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// Writes to the standard output at once.
enum StandardOutput {
  static func write(_ bytes: [UInt8]) throws(OutputError) {
    // Without this a closed pipe would end the process by a signal.
    let old = signal(SIGPIPE, SIG_IGN)
    defer { signal(SIGPIPE, old) }
    guard FileSystem.writeAll(STDOUT_FILENO, bytes) else {
      if errno == EPIPE { throw .closedPipe }
      throw FileSystem.failure("standard output")
    }
  }
}
