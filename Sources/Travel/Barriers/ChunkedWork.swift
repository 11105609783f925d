import Dispatch
import Synchronization

/// Splits a count into ranges of equal size and works on them on all cores; results come back in
/// order, so that they do not depend on how many cores there are.
struct ChunkedWork {
  let ranges: [Range<Int>]

  init(count: Int, chunk: Int) {
    ranges = stride(from: 0, to: count, by: chunk).map { $0..<min($0 + chunk, count) }
  }

  func map<Result: Sendable>(_ work: @Sendable (Range<Int>) -> Result) -> [Result] {
    let results = Mutex<[Result?]>(Array(repeating: nil, count: ranges.count))
    DispatchQueue.concurrentPerform(iterations: ranges.count) { index in
      let result = work(ranges[index])
      results.withLock { $0[index] = result }
    }
    return results.withLock { $0.compactMap(\.self) }
  }
}
