/// What every demand point would pay if it went to one place.
///
/// *n* costs, `.infinity` where there is no way; they never change once filled.
package final class CostRow: @unchecked Sendable {
  package let costs: UnsafePointer<Double>
  private let owned: UnsafeMutablePointer<Double>?
  /// What the memory belongs to, where it is not the row's own.
  private let owner: AnyObject?

  /// A row of its own memory.
  package init(count: Int, fill: (UnsafeMutablePointer<Double>) -> Void) {
    let memory = UnsafeMutablePointer<Double>.allocate(capacity: max(1, count))
    memory.initialize(repeating: .infinity, count: count)
    fill(memory)
    owned = memory
    owner = nil
    costs = UnsafePointer(memory)
  }

  /// A row of a table, which lives as long as the row.
  package init(costs: UnsafePointer<Double>, of owner: AnyObject) {
    self.costs = costs
    self.owner = owner
    owned = nil
  }

  deinit { owned?.deallocate() }
}
