import Clustering

/// One of several searches that run side by side: swaps until nothing helps, then shakes the plan
/// a little and swaps on, going back where that ends worse.
///
/// An iterated local search (H. R. Lourenço, O. C. Martin, T. Stützle, "Iterated Local Search",
/// Handbook of Metaheuristics, 2003, <https://doi.org/10.1007/0-306-48056-5_11>). After a swap
/// only newcomers that somebody whose ways changed would look at are judged again, so that a shake
/// costs as much as the part of the plan that it stirs.
final class SwapChain: @unchecked Sendable {
  private struct Step {
    var slot: Int
    var old: Int
  }

  private(set) var plan: SparsePlan
  private var generator: SeededGenerator
  /// Sites that may be opened.
  private var newcomers: [Int]
  private let isNewcomer: UnsafeMutablePointer<Bool>
  /// Newcomers to judge, each once: a ring with room for all sites and one more.
  private let queue: UnsafeMutablePointer<Int32>
  private let isQueued: UnsafeMutablePointer<Bool>
  private var queueStart = 0
  private var queueEnd = 0
  private let ring: Int
  private var steps: [Step] = []
  private var changed: [Int] = []
  /// Shakes since the plan last got better.
  private(set) var idleShakes = 0
  /// What rounding is measured by: a total near 0 is the sum of much larger parts.
  private var largestTotal = 0.0
  private(set) var shakes = 0

  init(plan: SparsePlan, newcomers: [Int], generator: SeededGenerator) {
    self.plan = plan
    self.generator = generator
    self.newcomers = newcomers
    let count = plan.rows.siteCount
    ring = count + 1
    isNewcomer = .allocate(capacity: ring)
    isQueued = .allocate(capacity: ring)
    queue = .allocate(capacity: ring)
    isNewcomer.initialize(repeating: false, count: ring)
    isQueued.initialize(repeating: false, count: ring)
    for site in newcomers { isNewcomer[site] = true }
  }

  deinit {
    isNewcomer.deallocate()
    isQueued.deallocate()
    queue.deallocate()
  }

  /// Goes on over other rows, with the same sites open.
  func move(to columns: SparseColumns, newcomers: [Int]) {
    plan = SparsePlan(columns: columns, sites: plan.sites, fixedCount: plan.fixedCount)
    self.newcomers = newcomers
    isNewcomer.initialize(repeating: false, count: ring)
    for site in newcomers { isNewcomer[site] = true }
  }

  /// Begins anew from other sites and swaps until nothing helps.
  func restart(from sites: [Int], limits: SearchLimits) {
    plan.open(sites)
    idleShakes = 0
    descendFully(limits)
  }

  /// Swaps until no newcomer helps.
  func descendFully(_ limits: SearchLimits) {
    guard !newcomers.isEmpty else { return }
    repeat {
      steps.removeAll(keepingCapacity: true)
      let start = generator.index(below: newcomers.count)
      for site in newcomers[start...] { enqueue(site) }
      for site in newcomers[..<start] { enqueue(site) }
      descend(limits)
      plan.sumUp()
    } while !steps.isEmpty && !limits.areReached
    steps.removeAll(keepingCapacity: true)
  }

  /// Shakes again and again until so much work is done, or so many shakes.
  func run(work: Int, shakes limit: Int, limits: SearchLimits) {
    guard newcomers.count > plan.sites.count || newcomers.contains(where: { !plan.isOpen($0) }),
      plan.fixedCount < plan.sites.count
    else { return }
    let end = plan.work + work
    var done = 0
    // A shake counts as work by itself: in a tiny town it may look at nothing.
    while plan.work + Self.workPerShake * done < end, done < limit {
      if done % 16 == 0, limits.areReached { return }
      shake(limits)
      done += 1
      if done % 1000 == 0 { plan.sumUp() }
    }
    plan.sumUp()
  }

  private func shake(_ limits: SearchLimits) {
    let before = plan.total
    steps.removeAll(keepingCapacity: true)
    shakes += 1
    var near: Int?
    for _ in 0..<(1 + generator.index(below: 3)) {
      guard let site = stranger(near: near) else { break }
      let slot = slot(near: site)
      swap(slot, for: site)
      near = site
    }
    guard !steps.isEmpty else { return }
    descend(limits)
    if plan.total < before * (1 - 1e-12) {
      idleShakes = 0
      descendFully(limits)
    } else {
      idleShakes += 1
      if plan.total > before * (1 + 1e-12) { undo() }
    }
    steps.removeAll(keepingCapacity: true)
  }

  /// A closed site, near another where there is one.
  private func stranger(near site: Int?) -> Int? {
    for _ in 0..<8 {
      var wanted = newcomers[generator.index(below: newcomers.count)]
      if let site, let person = person(near: site) {
        let reach = cellsInReach(person)
        if reach > 0 { wanted = Int(plan.rows.row(person).sites[generator.index(below: reach)]) }
      }
      if isNewcomer[wanted], !plan.isOpen(wanted) { return wanted }
    }
    return nil
  }

  private func person(near site: Int) -> Int? {
    let column = plan.columns.column(site)
    guard column.count > 0 else { return nil }
    return Int(column.demand[generator.index(below: column.count)])
  }

  /// The slot of somebody near the site, or now and then any.
  private func slot(near site: Int) -> Int {
    let movable = plan.sites.count - plan.fixedCount
    if generator.index(below: 4) > 0, let person = person(near: site) {
      let slot = Int(plan.way(of: person).slot)
      if slot >= plan.fixedCount { return slot }
    }
    return plan.fixedCount + generator.index(below: movable)
  }

  private func swap(_ slot: Int, for site: Int) {
    let old = plan.sites[slot]
    steps.append(Step(slot: slot, old: old))
    changed.removeAll(keepingCapacity: true)
    plan.replace(slot, with: site) { changed.append($0) }
    if isNewcomer[old] { enqueue(old) }
    // Those who live together look at the same sites: where that is much to look through, some of
    // them will do.
    let cells = changed.reduce(0) { $0 + cellsInReach($1) }
    let every = max(1, cells / (Self.looksPerSite * plan.rows.siteCount + 4096))
    for position in stride(from: every / 2, to: changed.count, by: every) {
      let person = changed[position]
      let row = plan.rows.row(person)
      for cell in 0..<cellsInReach(person) { enqueue(Int(row.sites[cell])) }
    }
    if every > 1 { plan.noteWork(cells / every) }
  }

  /// How many of a demand point's cells cost less than its second nearest open site.
  private func cellsInReach(_ person: Int) -> Int {
    let row = plan.rows.row(person)
    let reach = plan.way(of: person).second
    var (low, high) = (0, row.count)
    while low < high {
      let middle = (low + high) / 2
      if row.costs[middle] < reach { low = middle + 1 } else { high = middle }
    }
    return low
  }

  /// Into how many rows a site is looked for, on average, where there is much to look through.
  private static var looksPerSite: Int { 32 }

  private func enqueue(_ site: Int) {
    guard !isQueued[site], isNewcomer[site], !plan.isOpen(site) else { return }
    isQueued[site] = true
    queue[queueEnd] = Int32(truncatingIfNeeded: site)
    queueEnd = queueEnd + 1 == ring ? 0 : queueEnd + 1
  }

  private func dequeue() -> Int? {
    guard queueStart != queueEnd else { return nil }
    let site = Int(queue[queueStart])
    queueStart = queueStart + 1 == ring ? 0 : queueStart + 1
    isQueued[site] = false
    return site
  }

  private func descend(_ limits: SearchLimits) {
    let plan = plan
    var check = plan.work + Self.workPerCheck
    largestTotal = max(largestTotal, plan.total)
    while let site = dequeue() {
      if !plan.isOpen(site), let best = plan.bestSwap(bringing: site),
        best.change < -1e-11 * largestTotal
      {
        let (old, before) = (plan.sites[best.slot], plan.total)
        swap(best.slot, for: site)
        // What was foretold is a sum of rounded differences: the total decides, or this might
        // never end.
        if plan.total >= before {
          plan.replace(best.slot, with: old)
          _ = steps.popLast()
        }
      }
      if plan.work > check {
        if limits.areReached { break }
        check = plan.work + Self.workPerCheck
      }
    }
    while dequeue() != nil {}
  }

  private func undo() {
    while let step = steps.popLast() { plan.replace(step.slot, with: step.old) }
  }

  private static var workPerShake: Int { 64 }

  /// Some milliseconds.
  private static var workPerCheck: Int { 2_000_000 }
}
