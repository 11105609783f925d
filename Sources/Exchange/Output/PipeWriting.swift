#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

extension FileSystem {
  /// Writes some of the bytes; a reader that has gone is the error `EPIPE`, never the end of the process.
  ///
  /// - Returns: How many were written; less than 0 with `errno` where the system refuses.
  static func writeSome(_ descriptor: Int32, _ start: UnsafeRawPointer?, _ count: Int) -> Int {
    while true {
      let written = withoutPipeSignal { write(descriptor, start, count) }
      if written >= 0 { return written }
      if errno == EAGAIN || errno == EWOULDBLOCK {
        // Whoever started us may have made the stream one that does not wait.
        var waiting = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
        poll(&waiting, 1, -1)
      } else if errno != EINTR {
        return written
      }
    }
  }

  /// Keeps `SIGPIPE` from this thread for the time of one call.
  private static func withoutPipeSignal(_ body: () -> Int) -> Int {
    #if os(Linux)
    var pipe = sigset_t()
    sigemptyset(&pipe)
    sigaddset(&pipe, SIGPIPE)
    var pending = sigset_t()
    sigpending(&pending)
    var before = sigset_t()
    guard sigismember(&pending, SIGPIPE) == 0, pthread_sigmask(SIG_BLOCK, &pipe, &before) == 0
    else { return body() }
    let written = body()
    let code = errno
    if written < 0, code == EPIPE {
      // The signal waits; it is taken before the mask is lifted.
      var none = timespec(tv_sec: 0, tv_nsec: 0)
      while sigtimedwait(&pipe, nil, &none) == -1, errno == EINTR {}
    }
    pthread_sigmask(SIG_SETMASK, &before, nil)
    errno = code
    return written
    #else
    let old = signal(SIGPIPE, SIG_IGN)
    defer { signal(SIGPIPE, old) }
    return body()
    #endif
  }
}
