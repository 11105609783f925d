import Foundation
import Synchronization

/// Ctrl-C asks for the best plan so far; a second one ends at once.
enum Interruption {
  private static let asked = Atomic<Bool>(false)

  static var isAsked: Bool { asked.load(ordering: .relaxed) }

  /// Listens for interrupts from now on.
  static func listen() {
    // Made before the handler can run, which must not allocate.
    _ = isAsked
    signal(SIGINT) { _ in
      Interruption.asked.store(true, ordering: .relaxed)
      signal(SIGINT, SIG_DFL)
    }
    // Whoever started us may have done so from a thread that blocks signals.
    var interrupt = sigset_t()
    sigemptyset(&interrupt)
    sigaddset(&interrupt, SIGINT)
    pthread_sigmask(SIG_UNBLOCK, &interrupt, nil)
  }
}
