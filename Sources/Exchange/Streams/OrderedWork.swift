import Dispatch

/// Work on one piece after another, on all cores, with the results in the order of the pieces.
///
/// At most ``limit`` pieces are under way, so that memory does not depend on how many there are.
final class OrderedWork<Piece: Sendable, Result: Sendable> {
  private final class Slot: @unchecked Sendable {
    // Safe to send: written before the semaphore is raised, read after it was waited for.
    let isReady = DispatchSemaphore(value: 0)
    var result: Result?
  }

  private let limit: Int
  private let work: @Sendable (Piece) -> Result
  private let take: (Result) throws -> Void
  private var slots: [Slot] = []
  private static var queue: DispatchQueue {
    DispatchQueue.global(qos: .userInitiated)
  }

  /// - Parameters:
  ///   - limit: How many pieces may be under way.
  ///   - work: What is done with a piece, anywhere.
  ///   - take: What is done with a result, here and in order.
  init(
    limit: Int = 4, work: @escaping @Sendable (Piece) -> Result,
    take: @escaping (Result) throws -> Void
  ) {
    self.limit = limit
    self.work = work
    self.take = take
  }

  func add(_ piece: Piece) throws {
    while slots.count >= limit { try takeFirst() }
    let slot = Slot()
    slots.append(slot)
    let work = work
    Self.queue.async {
      slot.result = work(piece)
      slot.isReady.signal()
    }
  }

  /// Waits for all that is under way.
  func finish() throws {
    while !slots.isEmpty { try takeFirst() }
  }

  private func takeFirst() throws {
    let slot = slots.removeFirst()
    slot.isReady.wait()
    if let result = slot.result {
      slot.result = nil
      try take(result)
    }
  }
}
