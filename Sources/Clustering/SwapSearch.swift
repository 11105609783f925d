/// Swaps open sites for closed candidates until none of those tried helps.
///
/// FasterPAM: E. Schubert, P. J. Rousseeuw, "Fast and Eager k-Medoids Clustering", Information
/// Systems 101 (2021), <https://doi.org/10.1016/j.is.2021.101804>, Algorithm 3. Here sites may be
/// fixed, may stand at places that are no candidates, and may be out of reach.
package struct SwapSearch {
  private var isOpen: [Bool]
  private var scratch: [PlanCost]

  package init(candidates: Int) {
    isOpen = Array(repeating: false, count: candidates)
    scratch = []
  }

  /// Tries candidates in turn, starting anywhere, until a whole round brings nothing.
  ///
  /// - Parameters:
  ///   - open: The plan to better.
  ///   - table: What all candidates cost.
  ///   - candidates: Those to try.
  ///   - start: The position to begin with.
  ///   - shouldStop: Asked once per round.
  /// - Returns: Whether it came to rest, and was not stopped.
  /// - Complexity: O(*n* + *k*) per candidate and round.
  @discardableResult
  package mutating func descend(
    _ open: OpenSites, in table: CostTable, trying candidates: [Int], from start: Int,
    shouldStop: () -> Bool
  ) -> Bool {
    note(open)
    var position = start
    var sinceSwap = 0
    while sinceSwap < candidates.count {
      let candidate = candidates[position]
      if !isOpen[candidate] {
        if consider(candidate, table.row(candidate), for: open, { table.rows(of: [candidate])[0] })
        {
          sinceSwap = 0
        }
      }
      sinceSwap += 1
      position = position + 1 == candidates.count ? 0 : position + 1
      if position == 0, shouldStop() { return false }
    }
    return true
  }

  /// Tries some candidates, many at a time on several cores.
  ///
  /// - Parameters:
  ///   - open: The plan to better.
  ///   - candidates: Those to try, in this order.
  ///   - costs: What they cost.
  ///   - cores: How many cores to use; nil for all.
  ///   - shouldStop: Asked between batches.
  ///   - swapped: Told after each swap.
  /// - Returns: How many swaps were made.
  /// - Throws: ``DistanceFault`` where the provider gives what is no distance.
  package mutating func descend(
    _ open: OpenSites, trying candidates: [Int], of costs: some CandidateCosts, cores: Int?,
    shouldStop: () -> Bool, swapped: () -> Void = {}
  ) throws(DistanceFault) -> Int {
    note(open)
    var swaps = 0
    for start in stride(from: 0, to: candidates.count, by: costs.batch) {
      if shouldStop() { break }
      let some = candidates[start..<min(start + costs.batch, candidates.count)]
        .filter { !isOpen[$0] }
      let rows = try costs.rows(of: some)
      // Judge all against the plan as it is, then make the swaps that help, best first, judging
      // each again: the outcome is the same on any number of cores.
      let judged = SwapSearch.judge(rows, for: open, cores: cores)
      let promising = judged.indices
        .filter { index in judged[index].map { SwapSearch.helps($0, open) } ?? false }
        .sorted { left, right in
          guard let one = judged[left]?.change, let other = judged[right]?.change else {
            return false
          }
          return one != other ? one < other : left < right
        }
      for index in promising where !isOpen[some[index]] {
        guard consider(some[index], rows[index].costs, for: open, { rows[index] }) else { continue }
        swaps += 1
        swapped()
      }
    }
    return swaps
  }

  private mutating func note(_ open: OpenSites) {
    for index in isOpen.indices { isOpen[index] = false }
    for case let candidate? in open.candidates { isOpen[candidate] = true }
    if scratch.count != open.count {
      scratch = Array(repeating: .zero, count: open.count)
    }
  }

  private mutating func consider(
    _ candidate: Int, _ costs: UnsafePointer<Double>, for open: OpenSites, _ row: () -> CostRow
  ) -> Bool {
    guard let swap = open.bestSwap(bringing: costs, scratch: &scratch),
      SwapSearch.helps(swap, open)
    else { return false }
    let before = open.total
    let oldCandidate = open.candidates[swap.slot]
    let oldRow = open.rows[swap.slot]
    open.replace(swap.slot, with: candidate, row: row())
    // The change was a sum of rounded differences; the total decides.
    guard open.total < before else {
      open.replace(swap.slot, with: oldCandidate, row: oldRow)
      return false
    }
    if let oldCandidate { isOpen[oldCandidate] = false }
    isOpen[candidate] = true
    return true
  }

  /// Whether a swap lowers the cost by more than rounding could.
  private static func helps(_ swap: Swap, _ open: OpenSites) -> Bool {
    if swap.change.unreached != 0 { return swap.change.unreached < 0 }
    return swap.change.cost < -1e-12 * open.total.cost
  }

  private static func judge(_ rows: [CostRow], for open: OpenSites, cores: Int?) -> [Swap?] {
    var judged = [Swap?](repeating: nil, count: rows.count)
    judged.withUnsafeMutableBufferPointer { judged in
      nonisolated(unsafe) let judged = judged
      let few = rows.count * open.demandCount < 100_000
      concurrently(rows.count, cores: few ? 1 : cores) { index in
        var scratch = [PlanCost](repeating: .zero, count: open.count)
        judged[index] = open.bestSwap(bringing: rows[index].costs, scratch: &scratch)
      }
    }
    return judged
  }
}
