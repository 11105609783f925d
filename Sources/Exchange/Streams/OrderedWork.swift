import Dispatch
import Foundation

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
  /// The first piece waits for a second one: a small file is not worth another thread.
  private var held: Piece?
  /// A thread for each core, which nobody else's waiting can take away.
  private var lanes: [DispatchQueue] = []
  private var nextLane = 0

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
    if lanes.isEmpty {
      guard let first = held else {
        held = piece
        return
      }
      held = nil
      for number in 0..<max(1, ProcessInfo.processInfo.activeProcessorCount) {
        lanes.append(DispatchQueue(label: "footbridge.features.\(number)", qos: .userInitiated))
      }
      try start(first)
    }
    try start(piece)
  }

  private func start(_ piece: Piece) throws {
    while slots.count >= limit { try takeFirst() }
    let slot = Slot()
    slots.append(slot)
    let work = work
    nextLane = (nextLane + 1) % lanes.count
    lanes[nextLane].async {
      slot.result = work(piece)
      slot.isReady.signal()
    }
  }

  /// Waits for all that is under way.
  func finish() throws {
    if let piece = held {
      held = nil
      try take(work(piece))
    }
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
