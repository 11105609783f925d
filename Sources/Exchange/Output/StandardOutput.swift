#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// Writes where nothing can be staged: to the standard output and to devices.
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

  static func write(_ bytes: [UInt8], to device: String) throws(OutputError) {
    let descriptor = open(device, O_WRONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw FileSystem.failure(device) }
    let isWritten = FileSystem.writeAll(descriptor, bytes)
    let code = errno
    close(descriptor)
    guard isWritten else { throw FileSystem.failure(device, code) }
  }
}
