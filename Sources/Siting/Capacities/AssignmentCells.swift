/// For each site those that it may serve at less than their caps, and what they cost there.
///
/// As long as no multiplier is above its cap, other pairs are worth nothing in a knapsack.
final class AssignmentCells: @unchecked Sendable {
  /// Where the cells of each site begin, and where those of the last one end.
  let starts: [Int]
  let demand: UnsafePointer<Int32>
  let costs: UnsafePointer<Double>
  /// How many cells the fullest site has.
  let widest: Int
  private let demandMemory: UnsafeMutablePointer<Int32>
  private let costMemory: UnsafeMutablePointer<Double>

  /// - Parameters:
  ///   - problem: Where costs come from.
  ///   - caps: Per demand point a cost; `.infinity` for no cap.
  ///   - isRuledOut: Per pair, in the order of the costs, whether it is left out; empty for none.
  /// - Complexity: O(*n* · *m*)
  init(_ problem: CapacitatedCase, caps: [Double], isRuledOut: [Bool] = []) {
    let (n, m) = (problem.demandCount, problem.siteCount)
    let limits = caps.map { min($0, problem.outOfReach.nextDown) }
    var counts = [Int](repeating: 0, count: m)
    for index in 0..<n {
      let row = problem.costs + index * m
      for site in 0..<m where row[site] <= limits[index] {
        if !isRuledOut.isEmpty, isRuledOut[index * m + site] { continue }
        counts[site] += 1
      }
    }
    var starts = [0]
    for site in 0..<m { starts.append(starts[site] + counts[site]) }
    demandMemory = .allocate(capacity: max(1, starts[m]))
    costMemory = .allocate(capacity: max(1, starts[m]))
    var ends = starts
    for index in 0..<n {
      let row = problem.costs + index * m
      for site in 0..<m where row[site] <= limits[index] {
        if !isRuledOut.isEmpty, isRuledOut[index * m + site] { continue }
        demandMemory[ends[site]] = Int32(index)
        costMemory[ends[site]] = row[site]
        ends[site] += 1
      }
    }
    self.starts = starts
    widest = counts.max() ?? 0
    demand = UnsafePointer(demandMemory)
    costs = UnsafePointer(costMemory)
  }

  deinit {
    demandMemory.deallocate()
    costMemory.deallocate()
  }

  var count: Int { starts[starts.count - 1] }
}
