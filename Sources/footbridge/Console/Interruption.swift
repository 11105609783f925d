import Foundation
import Synchronization

/// Ctrl-C, `SIGTERM` and `SIGHUP` ask for the best plan so far; a second one ends at once.
enum Interruption {
  /// When it was asked for, in nanoseconds of the clock that only goes forward; 0 while it was not.
  private static let asked = Atomic<UInt64>(0)

  /// Nanoseconds within which signals are one and the same: `timeout` sends two at once, one to the program
  /// and one to its group, and so do terminals that are closed.
  private static let moment: UInt64 = 200_000_000

  static var isAsked: Bool { asked.load(ordering: .relaxed) != 0 }

  /// Listens for signals from now on.
  static func listen() {
    // Made before the handler can run, which must not allocate.
    _ = isAsked
    _ = moment
    for number in [SIGINT, SIGTERM, SIGHUP] {
      let before = signal(number) { Interruption.take($0) }
      // Who started us with nohup wants us to outlive the terminal.
      if number == SIGHUP, unsafeBitCast(before, to: Int.self) == 1 { signal(number, SIG_IGN) }
    }
    // Whoever started us may have done so from a thread that blocks signals.
    var signals = sigset_t()
    sigemptyset(&signals)
    for number in [SIGINT, SIGTERM, SIGHUP] { sigaddset(&signals, number) }
    pthread_sigmask(SIG_UNBLOCK, &signals, nil)
  }

  /// Runs in the middle of anything: it only reads the clock, and ends the process the second time.
  private static func take(_ number: Int32) {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    let now = UInt64(time.tv_sec) * 1_000_000_000 + UInt64(time.tv_nsec) + 1
    let (isFirst, first) = asked.compareExchange(expected: 0, desired: now, ordering: .relaxed)
    // Not by the signal itself, which the first process of a container would not heed.
    if !isFirst, now > first + moment { _exit(128 + number) }
  }
}
