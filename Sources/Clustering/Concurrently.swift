import Dispatch

/// Runs the body once for each number below `count`, on several cores.
///
/// The outcome must not depend on the order: each run writes only what is its own.
package func concurrently(
  _ count: Int, cores: Int?, _ body: @Sendable (Int) -> Void
) {
  if count < 2 || cores == 1 {
    for index in 0..<count { body(index) }
  } else if let cores, cores < count {
    DispatchQueue.concurrentPerform(iterations: cores) { core in
      for index in stride(from: core, to: count, by: cores) { body(index) }
    }
  } else {
    DispatchQueue.concurrentPerform(iterations: count, execute: body)
  }
}
