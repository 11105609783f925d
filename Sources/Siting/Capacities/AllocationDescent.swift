/// Betters an ``Allocation`` by small changes until none helps: one goes elsewhere, two change
/// places, one pushes another on, a facility moves among its people.
///
/// Shifts, swaps and chains of the generalised assignment problem: M. Yagiura, T. Ibaraki, F.
/// Glover, "An Ejection Chain Approach for the Generalized Assignment Problem", INFORMS Journal
/// on Computing 16 (2004), <https://doi.org/10.1287/ijoc.1030.0036>.
final class AllocationDescent {
  private var queue: [Int32] = []
  private var isQueued: [Bool]
  /// Candidate sites looked at by the current search for a better site.
  private var seen: [Int32]
  private var look: Int32 = 0
  /// Slots that may change; others stay as they are.
  var isFree: [Bool]
  /// Sites that may be opened.
  var isPromising: [Bool]

  init(_ problem: CapacitatedCase) {
    isQueued = Array(repeating: false, count: problem.demandCount)
    seen = Array(repeating: 0, count: problem.siteCount)
    isFree = Array(repeating: true, count: problem.facilities)
    isPromising = Array(repeating: true, count: problem.siteCount)
  }

  func enqueue(_ index: Int) {
    if isQueued[index] { return }
    isQueued[index] = true
    queue.append(Int32(index))
  }

  /// Settles everyone who is queued, and those whom that touches.
  func settle(_ allocation: Allocation) {
    var head = 0
    while head < queue.count {
      let index = Int(queue[head])
      head += 1
      isQueued[index] = false
      if isFree[Int(allocation.slots[index])], better(index, allocation) { enqueue(index) }
      if head > 4096 {
        queue.removeFirst(head)
        head = 0
      }
    }
    queue.removeAll(keepingCapacity: true)
  }

  private struct Step {
    var gain: Double
    var slot = -1
    var partner = -1
    var partnerSlot = -1
  }

  /// Makes the best change that begins with the demand point; false where none helps.
  private func better(_ index: Int, _ allocation: Allocation) -> Bool {
    let problem = allocation.problem
    let from = Int(allocation.slots[index])
    let load = problem.loads[index]
    let own = allocation.own[index]
    let fromLoad = allocation.loads[from]
    let fromPenalty = allocation.penalty(of: from, load: fromLoad)
    let leaving = fromPenalty - allocation.penalty(of: from, load: fromLoad - load)
    let hasMoves = problem.hasMoves
    // What fewer moves can gain at most.
    let tooMany =
      hasMoves ? allocation.penalties.moves * max(0, allocation.moves - problem.maximumMoves) : 0
    let moveHere = hasMoves ? problem.move(index, to: Int(allocation.sites[from])) : 0
    var best = Step(gain: 1e-12)
    let base = index * allocation.knownCount

    for position in 0..<Int(allocation.knownSizes[index]) {
      let to = Int(allocation.known[base + position])
      guard to != from, isFree[to] else { continue }
      let toCost = allocation.knownCosts[base + position]
      let toLoad = allocation.loads[to]
      let toPenalty = allocation.penalty(of: to, load: toLoad)
      let moved =
        hasMoves ? problem.move(index, to: Int(allocation.sites[to])) - moveHere : 0
      let gain = own - toCost
      let arriving = allocation.penalty(of: to, load: toLoad + load) - toPenalty
      let shift = gain + leaving - arriving - allocation.movePenalty(of: moved)
      // Less may be nothing but rounding, and there would be no end.
      let least = 1e-9 * (own + toCost + fromPenalty + toPenalty + tooMany)
      if shift > max(best.gain, least) { best = Step(gain: shift, slot: to) }

      // Two change places. Without a rule that is broken, one of them must pay less.
      let relief = fromPenalty + toPenalty + tooMany
      allocation.forMembers(of: to) { other in
        let otherOwn = allocation.own[other]
        let otherBase = other * allocation.knownCount
        let cheapest =
          allocation.knownSizes[other] > 0 ? allocation.knownCosts[otherBase] : 0
        if gain + otherOwn - cheapest + relief <= best.gain { return false }
        let back = allocation.cost(other, inSlot: from)
        let otherLoad = problem.loads[other]
        var change = gain + otherOwn - back
        if change + relief <= best.gain { return false }
        change +=
          fromPenalty - allocation.penalty(of: from, load: fromLoad - load + otherLoad)
          + toPenalty - allocation.penalty(of: to, load: toLoad + load - otherLoad)
        if hasMoves {
          change -= allocation.movePenalty(
            of: moved + problem.move(other, to: Int(allocation.sites[from]))
              - problem.move(other, to: Int(allocation.sites[to])))
        }
        if change > max(best.gain, least + 1e-9 * otherOwn) {
          best = Step(gain: change, slot: to, partner: other, partnerSlot: from)
        }
        return false
      }

      // One pushes another on to a third site.
      guard gain + leaving > best.gain else { continue }
      allocation.forMembers(of: to) { other in
        let otherBase = other * allocation.knownCount
        let otherOwn = allocation.own[other]
        let otherLoad = problem.loads[other]
        let stays =
          toPenalty - allocation.penalty(of: to, load: toLoad + load - otherLoad)
        for place in 0..<Int(allocation.knownSizes[other]) {
          let third = Int(allocation.known[otherBase + place])
          guard third != to, third != from, isFree[third] else { continue }
          var change = gain + leaving + stays + otherOwn - allocation.knownCosts[otherBase + place]
          // Further places only cost more.
          if change + tooMany <= best.gain { break }
          let thirdLoad = allocation.loads[third]
          let thirdPenalty = allocation.penalty(of: third, load: thirdLoad)
          change +=
            thirdPenalty
            - allocation.penalty(of: third, load: thirdLoad + otherLoad)
          if hasMoves {
            change -= allocation.movePenalty(
              of: moved + problem.move(other, to: Int(allocation.sites[third]))
                - problem.move(other, to: Int(allocation.sites[to])))
          }
          if change > max(best.gain, least + 1e-9 * (otherOwn + thirdPenalty)) {
            best = Step(gain: change, slot: to, partner: other, partnerSlot: third)
          }
        }
        return false
      }
    }
    guard best.slot >= 0 else { return false }
    allocation.send(index, to: best.slot)
    if best.partner >= 0 {
      allocation.send(best.partner, to: best.partnerSlot)
      enqueue(best.partner)
    }
    // Those around may have room now, or want out.
    for slot in [from, best.slot, best.partnerSlot] where slot >= 0 {
      allocation.forMembers(of: slot) { other in
        if allocation.knownSizes[other] > 0,
          Int(allocation.known[other * allocation.knownCount]) != slot
            || allocation.penalty(of: slot, load: allocation.loads[slot]) > 0
        {
          enqueue(other)
        }
        return false
      }
    }
    for index in allocation.near.demand(of: Int(allocation.sites[from])).prefix(
      2 * Int(allocation.sizes[from]) + 4) where Int(allocation.slots[Int(index)]) != from
    {
      let index = Int(index)
      if allocation.own[index] > allocation.cost(index, inSlot: from) { enqueue(index) }
    }
    return true
  }

  /// Puts the slot's facility where its own people want it, if that is better.
  func recentre(_ slot: Int, _ allocation: Allocation) -> Bool {
    let problem = allocation.problem
    let site = Int(allocation.sites[slot])
    guard isFree[slot], !problem.isFixed[site], allocation.sizes[slot] > 0 else { return false }
    look += 1
    let members = allocation.members(of: slot)
    var trials: [Int32] = []
    func propose(_ candidates: Slice<UnsafeBufferPointer<Int32>>) {
      for candidate in candidates where seen[Int(candidate)] != look {
        seen[Int(candidate)] = look
        if isPromising[Int(candidate)], allocation.slotOfSite[Int(candidate)] < 0 {
          trials.append(candidate)
        }
      }
    }
    // Those around the facility, and those around somebody it serves.
    if let home = allocation.near.demand(of: site).first {
      propose(allocation.near.sites(of: Int(home)).prefix(24))
    }
    let stride = max(1, members.count / 12)
    for position in Swift.stride(from: 0, to: members.count, by: stride) {
      propose(allocation.near.sites(of: Int(members[position])).prefix(2))
    }
    let load = allocation.loads[slot]
    func worth(_ candidate: Int, below limit: Double) -> Double {
      var sum = allocation.penalty(at: candidate, load: load)
      var moved = 0.0
      for index in members {
        sum += problem.cost(Int(index), candidate)
        if problem.hasMoves {
          moved += problem.move(Int(index), to: candidate) - problem.move(Int(index), to: site)
        }
        if sum >= limit { return .infinity }
      }
      return sum + allocation.movePenalty(of: moved)
    }
    let now = worth(site, below: .infinity)
    var best = now * (1 - 1e-9) - 1e-12
    var better: Int?
    for candidate in trials {
      let sum = worth(Int(candidate), below: problem.hasMoves ? .infinity : best)
      if sum < best {
        best = sum
        better = Int(candidate)
      }
    }
    guard let better else { return false }
    allocation.replace(slot, with: better)
    return true
  }

  /// Settles those around the slots, moves facilities among their people, and goes on until
  /// neither helps.
  func descend(_ allocation: Allocation, around start: [Int], rounds: Int) {
    var slots = start
    for _ in 0..<rounds {
      for slot in slots { call(slot, allocation) }
      let mark = allocation.mark
      settle(allocation)
      let touched = Set(slots + allocation.slotsTouched(since: mark)).sorted()
      slots = touched.filter { recentre($0, allocation) }
      if slots.isEmpty { return }
    }
    for slot in slots { call(slot, allocation) }
    settle(allocation)
  }

  /// Queues those of a slot and those who could go there.
  func call(_ slot: Int, _ allocation: Allocation) {
    allocation.forMembers(of: slot) { index in
      enqueue(index)
      return false
    }
    let site = Int(allocation.sites[slot])
    for index in allocation.near.demand(of: site) {
      let index = Int(index)
      let base = index * allocation.knownCount
      for position in 0..<min(2, Int(allocation.knownSizes[index]))
      where Int(allocation.known[base + position]) == slot {
        enqueue(index)
      }
    }
  }
}
