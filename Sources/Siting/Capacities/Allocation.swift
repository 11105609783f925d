/// Open sites and who goes where; what that costs, and by how much it breaks the rules.
///
/// Sites stand in slots: a slot keeps those that it serves when its site is replaced. Every change
/// is written down and can be taken back.
final class Allocation {
  let problem: CapacitatedCase
  let near: NearSites
  /// Open sites that each demand point knows, at most.
  let knownCount: Int

  /// How many sites are open.
  let slotCount: Int
  let sites: UnsafeMutablePointer<Int32>
  /// The slot of each site, or −1.
  let slotOfSite: UnsafeMutablePointer<Int32>
  let slots: UnsafeMutablePointer<Int32>
  let loads: UnsafeMutablePointer<Double>
  /// What the demand point pays where it is.
  let own: UnsafeMutablePointer<Double>
  private(set) var moves = 0.0
  /// How many are sent where they cannot go.
  private(set) var strayCount = 0
  /// Slots that each demand point reaches most cheaply, and what they cost it.
  let known: UnsafeMutablePointer<Int32>
  let knownCosts: UnsafeMutablePointer<Double>
  let knownSizes: UnsafeMutablePointer<Int32>
  /// Per slot those who know it though its site is not among their nearest; some more than once.
  private var strangers: [[Int32]]
  /// Those of a slot, as a list linked both ways.
  private let first: UnsafeMutablePointer<Int32>
  private let next: UnsafeMutablePointer<Int32>
  private let previous: UnsafeMutablePointer<Int32>
  let sizes: UnsafeMutablePointer<Int32>

  var penalties = Penalties()

  /// What breaking a rule by one unit counts.
  struct Penalties: Hashable {
    var overload = 1.0
    var underload = 1.0
    var moves = 1.0

    func highest(_ other: Penalties) -> Penalties {
      Penalties(
        overload: max(overload, other.overload), underload: max(underload, other.underload),
        moves: max(moves, other.moves))
    }
  }

  private enum Change {
    case went(index: Int32, from: Int32)
    case replaced(slot: Int32, site: Int32)
  }
  private var journal: [Change] = []

  init(_ problem: CapacitatedCase, near: NearSites, sites: [Int]) {
    self.problem = problem
    self.near = near
    let n = problem.demandCount
    knownCount = min(sites.count, 8)
    slotCount = sites.count
    self.sites = .allocate(capacity: max(1, sites.count))
    slotOfSite = .allocate(capacity: max(1, problem.siteCount))
    loads = .allocate(capacity: max(1, sites.count))
    sizes = .allocate(capacity: max(1, sites.count))
    first = .allocate(capacity: max(1, sites.count))
    slots = .allocate(capacity: max(1, n))
    own = .allocate(capacity: max(1, n))
    known = .allocate(capacity: max(1, n * knownCount))
    knownCosts = .allocate(capacity: max(1, n * knownCount))
    knownSizes = .allocate(capacity: max(1, n))
    next = .allocate(capacity: max(1, n))
    previous = .allocate(capacity: max(1, n))
    slots.initialize(repeating: -1, count: n)
    own.initialize(repeating: 0, count: n)
    slotOfSite.initialize(repeating: -1, count: problem.siteCount)
    loads.initialize(repeating: 0, count: sites.count)
    sizes.initialize(repeating: 0, count: sites.count)
    first.initialize(repeating: -1, count: sites.count)
    strangers = Array(repeating: [], count: sites.count)
    for (slot, site) in sites.enumerated() {
      self.sites[slot] = Int32(site)
      slotOfSite[site] = Int32(slot)
    }
    for index in 0..<n { learn(index) }
  }

  deinit {
    sites.deallocate()
    slotOfSite.deallocate()
    loads.deallocate()
    sizes.deallocate()
    first.deallocate()
    slots.deallocate()
    own.deallocate()
    known.deallocate()
    knownCosts.deallocate()
    knownSizes.deallocate()
    next.deallocate()
    previous.deallocate()
  }

  // MARK: Measures

  var cost: Double {
    var sum = 0.0
    for index in 0..<problem.demandCount { sum += own[index] }
    return sum
  }

  /// By how much the rules are broken, in penalties.
  var penalty: Double {
    var sum = 0.0
    for slot in 0..<slotCount { sum += penalty(of: slot, load: loads[slot]) }
    return sum + penalties.moves * max(0, moves - problem.maximumMoves)
  }

  var keepsRules: Bool {
    strayCount == 0 && moves <= problem.maximumMoves
      && (0..<slotCount).allSatisfy { slot in
        loads[slot] <= problem.capacities[Int(sites[slot])] && loads[slot] >= problem.minimumLoad
      }
  }

  @inline(__always)
  func penalty(of slot: Int, load: Double) -> Double {
    penalty(at: Int(sites[slot]), load: load)
  }

  @inline(__always)
  func penalty(at site: Int, load: Double) -> Double {
    let over = load - problem.capacities[site]
    if over > 0 { return penalties.overload * over }
    let under = problem.minimumLoad - load
    return under > 0 ? penalties.underload * under : 0
  }

  /// What a change of so many moves adds to the penalty.
  @inline(__always)
  func movePenalty(of change: Double) -> Double {
    guard problem.hasMoves, change != 0 else { return 0 }
    return penalties.moves
      * (max(0, moves + change - problem.maximumMoves) - max(0, moves - problem.maximumMoves))
  }

  @inline(__always)
  func cost(_ index: Int, inSlot slot: Int) -> Double { problem.cost(index, Int(sites[slot])) }

  func members(of slot: Int) -> [Int32] {
    var members: [Int32] = []
    members.reserveCapacity(Int(sizes[slot]))
    var index = first[slot]
    while index >= 0 {
      members.append(index)
      index = next[Int(index)]
    }
    return members
  }

  /// Visits those of a slot, whose list must not change meanwhile, until the body says true.
  @inline(__always)
  func forMembers(of slot: Int, _ body: (Int) -> Bool) {
    var index = first[slot]
    while index >= 0 {
      if body(Int(index)) { return }
      index = next[Int(index)]
    }
  }

  // MARK: Changes

  /// Where the journal stands, to come back to.
  var mark: Int { journal.count }

  func forgetJournal() { journal.removeAll(keepingCapacity: true) }

  /// Slots whose site or members have changed since a mark, ascending.
  func slotsTouched(since mark: Int) -> [Int] {
    var touched = Set<Int>()
    for change in journal[mark...] {
      switch change {
      case .went(let index, let from):
        if from >= 0 { touched.insert(Int(from)) }
        if slots[Int(index)] >= 0 { touched.insert(Int(slots[Int(index)])) }
      case .replaced(let slot, _): touched.insert(Int(slot))
      }
    }
    return touched.sorted()
  }

  /// Takes back all changes since a mark.
  func rollBack(to mark: Int) {
    while journal.count > mark {
      switch journal.removeLast() {
      case .went(let index, let from): move(Int(index), to: Int(from))
      case .replaced(let slot, let site): exchange(Int(slot), for: Int(site))
      }
    }
  }

  func send(_ index: Int, to slot: Int) {
    journal.append(.went(index: Int32(index), from: slots[index]))
    move(index, to: slot)
  }

  /// Puts the slot's facility on another site, which must be closed.
  func replace(_ slot: Int, with site: Int) {
    journal.append(.replaced(slot: Int32(slot), site: sites[slot]))
    exchange(slot, for: site)
  }

  private func move(_ index: Int, to slot: Int) {
    let old = Int(slots[index])
    if old >= 0 {
      loads[old] -= problem.loads[index]
      sizes[old] -= 1
      if own[index] >= problem.outOfReach { strayCount -= 1 }
      if problem.hasMoves { moves -= problem.move(index, to: Int(sites[old])) }
      let (before, after) = (previous[index], next[index])
      if before >= 0 { next[Int(before)] = after } else { first[old] = after }
      if after >= 0 { previous[Int(after)] = before }
    }
    slots[index] = Int32(slot)
    guard slot >= 0 else {
      own[index] = 0
      return
    }
    loads[slot] += problem.loads[index]
    sizes[slot] += 1
    own[index] = cost(index, inSlot: slot)
    if own[index] >= problem.outOfReach { strayCount += 1 }
    if problem.hasMoves { moves += problem.move(index, to: Int(sites[slot])) }
    previous[index] = -1
    next[index] = first[slot]
    if first[slot] >= 0 { previous[Int(first[slot])] = Int32(index) }
    first[slot] = Int32(index)
  }

  private func exchange(_ slot: Int, for site: Int) {
    let old = Int(sites[slot])
    slotOfSite[old] = -1
    slotOfSite[site] = Int32(slot)
    sites[slot] = Int32(site)
    forMembers(of: slot) { index in
      let cost = problem.cost(index, site)
      if own[index] >= problem.outOfReach { strayCount -= 1 }
      if cost >= problem.outOfReach { strayCount += 1 }
      own[index] = cost
      if problem.hasMoves {
        moves += problem.move(index, to: site) - problem.move(index, to: old)
      }
      return false
    }
    let leaver = Int32(slot)
    for index in near.demand(of: old) { unlearn(leaver, Int(index)) }
    let strangers = strangers[slot]
    self.strangers[slot] = []
    for index in strangers { unlearn(leaver, Int(index)) }
    for index in near.demand(of: site) {
      meet(leaver, problem.cost(Int(index), site), Int(index))
    }
  }

  /// Drops a slot from those that the demand point knows, and looks for another if that leaves
  /// too few.
  private func unlearn(_ slot: Int32, _ index: Int) {
    let base = index * knownCount
    let count = Int(knownSizes[index])
    var position = 0
    while position < count, known[base + position] != slot { position += 1 }
    guard position < count else { return }
    for later in position..<(count - 1) {
      known[base + later] = known[base + later + 1]
      knownCosts[base + later] = knownCosts[base + later + 1]
    }
    knownSizes[index] = Int32(count - 1)
    if count - 1 < max(1, knownCount / 2) { learn(index) }
  }

  private func meet(_ slot: Int32, _ cost: Double, _ index: Int) {
    let base = index * knownCount
    var count = Int(knownSizes[index])
    for position in 0..<count where known[base + position] == slot { return }
    if count == knownCount {
      guard cost < knownCosts[base + count - 1] else { return }
      count -= 1
    }
    var position = count
    while position > 0, knownCosts[base + position - 1] > cost {
      known[base + position] = known[base + position - 1]
      knownCosts[base + position] = knownCosts[base + position - 1]
      position -= 1
    }
    known[base + position] = slot
    knownCosts[base + position] = cost
    knownSizes[index] = Int32(count + 1)
  }

  /// Finds the open sites that the demand point reaches most cheaply.
  private func learn(_ index: Int) {
    knownSizes[index] = 0
    let row = problem.costs + index * problem.siteCount
    if slotCount > 48 {
      let base = index * knownCount
      var count = 0
      for site in near.sites(of: index) {
        let slot = slotOfSite[Int(site)]
        guard slot >= 0 else { continue }
        known[base + count] = slot
        knownCosts[base + count] = row[Int(site)]
        count += 1
        if count == knownCount { break }
      }
      knownSizes[index] = Int32(count)
      if count >= max(1, knownCount / 2) { return }
      knownSizes[index] = 0
    }
    for slot in 0..<slotCount where row[Int(sites[slot])] < problem.outOfReach {
      meet(Int32(slot), row[Int(sites[slot])], index)
    }
    noteStrange(index)
  }

  /// Writes down the known slots that ``NearSites`` does not lead back from.
  private func noteStrange(_ index: Int) {
    let nearest = near.sites(of: index)
    guard nearest.count == near.depth, let last = nearest.last else { return }
    let reach = problem.cost(index, Int(last))
    let base = index * knownCount
    for position in 0..<Int(knownSizes[index]) where knownCosts[base + position] >= reach {
      let slot = Int(known[base + position])
      if strangers[slot].last != Int32(index) { strangers[slot].append(Int32(index)) }
    }
  }
}
