/// The most that one site can be worth within its capacity: a 0/1 knapsack, and its relaxation.
///
/// Branch and bound over items by falling profit per load, bounded by letting one item be cut:
/// E. Horowitz, S. Sahni, "Computing Partitions with Applications to the Knapsack Problem",
/// Journal of the ACM 21 (1974), <https://doi.org/10.1145/321812.321823>; the bound is G. B.
/// Dantzig's. One is used over and over by one thread.
final class Knapsack: @unchecked Sendable {
  /// What the relaxation, in which items can be cut, gives.
  struct Relaxed {
    /// Never below the most worth.
    var worth: Double
    /// What a unit of capacity is worth: worth ≤ price · room + Σ max(0, profit − price · load).
    ///
    /// Below 0 where a minimum load calls for items that do not pay; it then stands for the room.
    var price: Double
    /// All items that pay fit: then the relaxed worth is the worth.
    var isExact: Bool
  }

  private(set) var count = 0
  private(set) var items: UnsafeMutablePointer<Int32>
  private var profits: UnsafeMutablePointer<Double>
  private var loads: UnsafeMutablePointer<Double>
  private var ratios: UnsafeMutablePointer<Double>
  private var order: UnsafeMutablePointer<Int32>
  private var isIn: UnsafeMutablePointer<Bool>
  /// Worth and room before each item was taken.
  private var worthBefore: UnsafeMutablePointer<Double>
  private var roomBefore: UnsafeMutablePointer<Double>
  /// The items of the last solution.
  private(set) var taken: [Int32] = []
  private var isSorted = false
  private let capacity: Int

  /// Room for so many items.
  init(capacity: Int) {
    self.capacity = max(1, capacity)
    items = .allocate(capacity: self.capacity)
    profits = .allocate(capacity: self.capacity)
    loads = .allocate(capacity: self.capacity)
    ratios = .allocate(capacity: self.capacity)
    order = .allocate(capacity: self.capacity)
    isIn = .allocate(capacity: self.capacity)
    worthBefore = .allocate(capacity: self.capacity)
    roomBefore = .allocate(capacity: self.capacity)
  }

  deinit {
    items.deallocate()
    profits.deallocate()
    loads.deallocate()
    ratios.deallocate()
    order.deallocate()
    isIn.deallocate()
    worthBefore.deallocate()
    roomBefore.deallocate()
  }

  func removeAll() {
    count = 0
    isSorted = false
  }

  @inline(__always)
  func append(_ item: Int32, profit: Double, load: Double) {
    items[count] = item
    profits[count] = profit
    loads[count] = load
    count += 1
  }

  /// The relaxation over items that all pay.
  func relax(room: Double) -> Relaxed {
    var load = 0.0
    var profit = 0.0
    for item in 0..<count {
      load += loads[item]
      profit += profits[item]
    }
    if load <= room { return Relaxed(worth: profit, price: 0, isExact: true) }
    sort()
    var left = room
    profit = 0
    for position in 0..<count {
      let item = Int(order[position])
      guard loads[item] <= left else {
        return Relaxed(worth: profit + left * ratios[item], price: ratios[item], isExact: false)
      }
      left -= loads[item]
      profit += profits[item]
    }
    return Relaxed(worth: profit, price: 0, isExact: false)
  }

  /// The relaxation over all items, also those that do not pay, where so much must be loaded.
  ///
  /// Items that are missing from the list are taken to cost nothing.
  func fill(atLeast floor: Double) -> Relaxed {
    sort()
    taken.removeAll(keepingCapacity: true)
    var load = 0.0
    var profit = 0.0
    for position in 0..<count {
      let item = Int(order[position])
      if profits[item] <= 0, load >= floor { break }
      taken.append(items[item])
      if profits[item] <= 0, load + loads[item] >= floor {
        // The last item is cut.
        return Relaxed(
          worth: profit + (floor - load) * ratios[item], price: ratios[item], isExact: false)
      }
      load += loads[item]
      profit += profits[item]
    }
    var paying = 0.0
    for item in 0..<count { paying += max(0, profits[item]) }
    return Relaxed(worth: paying, price: 0, isExact: false)
  }

  /// The most worth within the room; the items are then ``taken``.
  ///
  /// - Returns: Never below the most worth: the worth itself, unless it takes too many nodes.
  func solve(room: Double, nodes: Int) -> Double {
    taken.removeAll(keepingCapacity: true)
    let relaxed = relax(room: room)
    if relaxed.isExact {
      for item in 0..<count { taken.append(items[item]) }
      return relaxed.worth
    }
    var best = -1.0
    var worth = 0.0
    var left = room
    var next = 0
    var visited = 0
    while true {
      visited += 1
      if visited > nodes { return max(best, relaxed.worth) }
      if worth + bound(from: next, room: left) > best {
        while next < count {
          let item = Int(order[next])
          if loads[item] <= left {
            worthBefore[next] = worth
            roomBefore[next] = left
            worth += profits[item]
            left -= loads[item]
            isIn[next] = true
            next += 1
          } else {
            isIn[next] = false
            next += 1
            if worth + bound(from: next, room: left) <= best { break }
          }
        }
        if next == count, worth > best {
          best = worth
          taken.removeAll(keepingCapacity: true)
          for position in 0..<count where isIn[position] {
            taken.append(items[Int(order[position])])
          }
        }
      }
      // Back to the last item taken, to go on without it.
      next -= 1
      while next >= 0, !isIn[next] { next -= 1 }
      guard next >= 0 else { return best }
      worth = worthBefore[next]
      left = roomBefore[next]
      isIn[next] = false
      next += 1
    }
  }

  @inline(__always)
  private func bound(from first: Int, room: Double) -> Double {
    var left = room
    var profit = 0.0
    for position in first..<max(first, count) {
      let item = Int(order[position])
      guard loads[item] <= left else { return profit + left * ratios[item] }
      left -= loads[item]
      profit += profits[item]
    }
    return profit
  }

  /// By falling profit per load.
  private func sort() {
    if isSorted { return }
    isSorted = true
    for item in 0..<count {
      order[item] = Int32(item)
      ratios[item] =
        loads[item] > 0
        ? profits[item] / loads[item] : (profits[item] > 0 ? .infinity : -.infinity)
    }
    sort(0, count - 1)
  }

  private func sort(_ first: Int, _ last: Int) {
    var (low, high) = (first, last)
    while high - low > 16 {
      let pivot = ratios[Int(order[(low + high) / 2])]
      var (left, right) = (low, high)
      while left <= right {
        while ratios[Int(order[left])] > pivot { left += 1 }
        while ratios[Int(order[right])] < pivot { right -= 1 }
        if left <= right {
          swap(&order[left], &order[right])
          left += 1
          right -= 1
        }
      }
      if right - low < high - left {
        sort(low, right)
        low = left
      } else {
        sort(left, high)
        high = right
      }
    }
    guard low < high else { return }
    for position in (low + 1)...high {
      let item = order[position]
      let ratio = ratios[Int(item)]
      var place = position
      while place > low, ratios[Int(order[place - 1])] < ratio {
        order[place] = order[place - 1]
        place -= 1
      }
      order[place] = item
    }
  }
}
