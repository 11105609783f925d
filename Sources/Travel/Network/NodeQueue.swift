/// A queue of nodes with tentative distances, the nearest first; a distance in it can be lowered.
///
/// A heap with four children per entry in one flat block, and for each node its place in it.
/// D. B. Johnson, "Priority queues with update and finding minimum spanning trees", Information
/// Processing Letters 4 (1975), <https://doi.org/10.1016/0020-0190(75)90001-0>.
struct NodeQueue: ~Copyable {
  private struct Entry {
    var distance: Double
    var node: Int32
  }

  private let entries: UnsafeMutablePointer<Entry>
  /// Where each node stands in `entries`; -1 where it does not.
  private let slots: UnsafeMutablePointer<Int32>
  private(set) var count = 0

  /// - Parameter capacity: How many nodes there are; they are numbered from 0.
  init(capacity: Int) {
    entries = .allocate(capacity: max(capacity, 1))
    slots = .allocate(capacity: max(capacity, 1))
    slots.initialize(repeating: -1, count: capacity)
  }

  deinit {
    entries.deallocate()
    slots.deallocate()
  }

  /// Enters a node, or lowers its distance.
  ///
  /// - Complexity: O(log *n*).
  @inline(__always)
  mutating func lower(_ node: Int32, to distance: Double) {
    var slot = Int(slots[Int(node)])
    if slot < 0 {
      slot = count
      count += 1
    }
    while slot > 0 {
      let parent = (slot - 1) >> 2
      guard entries[parent].distance > distance else { break }
      entries[slot] = entries[parent]
      slots[Int(entries[slot].node)] = Int32(truncatingIfNeeded: slot)
      slot = parent
    }
    entries[slot] = Entry(distance: distance, node: node)
    slots[Int(node)] = Int32(truncatingIfNeeded: slot)
  }

  /// The distance of the nearest node; there must be one.
  var least: Double { entries[0].distance }

  /// Takes out all nodes.
  ///
  /// - Complexity: O(*n*) for *n* nodes in it.
  mutating func removeAll() {
    for slot in 0..<count { slots[Int(entries[slot].node)] = -1 }
    count = 0
  }

  /// Takes out the nearest node; there must be one.
  ///
  /// - Complexity: O(log *n*).
  @inline(__always)
  mutating func takeNearest() -> Int32 {
    let nearest = entries[0].node
    slots[Int(nearest)] = -1
    count -= 1
    let moved = entries[count]
    var slot = 0
    while true {
      let first = slot << 2 + 1
      guard first < count else { break }
      var child = first
      var least = entries[first].distance
      for other in (first + 1)..<max(first + 1, min(first + 4, count))
      where entries[other].distance < least {
        child = other
        least = entries[other].distance
      }
      guard least < moved.distance else { break }
      entries[slot] = entries[child]
      slots[Int(entries[slot].node)] = Int32(truncatingIfNeeded: slot)
      slot = child
    }
    if count > 0 {
      entries[slot] = moved
      slots[Int(moved.node)] = Int32(truncatingIfNeeded: slot)
    }
    return nearest
  }
}
