package import Travel

/// The places where a site may be opened, and what they cost everyone.
package protocol CandidateCosts: AnyObject {
  /// How many candidates there are.
  var count: Int { get }

  /// How many rows to ask for at once.
  var batch: Int { get }

  /// Rows of the candidates, in their order.
  func rows(of candidates: [Int]) throws(DistanceFault) -> [CostRow]

  /// How far each candidate is from one demand point, in metres or in any growing function of
  /// them.
  func nearness(toDemand demand: Int) -> [Double]
}

/// Costs of all candidates, held in memory: row after row, *m* × *n* values.
package final class CostTable: CandidateCosts, @unchecked Sendable {
  package let count: Int
  package let demandCount: Int
  package let costs: UnsafePointer<Double>
  private let memory: UnsafeMutablePointer<Double>
  package var batch: Int { 64 }

  /// Asks the provider for everything, some rows at a time.
  ///
  /// - Parameters:
  ///   - provider: Measures.
  ///   - demand: From where, *n* places.
  ///   - places: To where.
  ///   - candidates: Indices into `places`, one per row.
  ///   - weights: How much each demand point counts.
  ///   - cores: How many cores to use; nil for all.
  /// - Throws: ``DistanceFault`` where the provider gives what is no distance.
  package init<Provider: DistanceProvider>(
    provider: Provider, demand: Provider.Prepared, places: Provider.Prepared, candidates: [Int],
    weights: DemandWeights, cores: Int?
  ) throws(DistanceFault) {
    count = candidates.count
    demandCount = weights.count
    memory = .allocate(capacity: max(1, candidates.count * weights.count))
    costs = UnsafePointer(memory)
    let step = DistanceTable.rowsAtOnce(columns: weights.count, memory: 32 << 20)
    for start in stride(from: 0, to: candidates.count, by: step) {
      let end = min(start + step, candidates.count)
      let table = provider.distances(
        from: demand, to: places, chosen: Array(candidates[start..<end]))
      try table.writeCosts(weights, cores: cores) { [memory, demandCount] row in
        memory + (start + row) * demandCount
      }
    }
  }

  /// Given costs: any objective that adds up what each demand point pays can be searched.
  ///
  /// - Parameters:
  ///   - count: How many candidates; a row each.
  ///   - demandCount: How many demand points.
  ///   - cost: What a demand point pays at a candidate: from 0 up, `.infinity` where it cannot be
  ///     served there. Weights are part of it.
  package init(
    count: Int, demandCount: Int, cost: (_ candidate: Int, _ demand: Int) -> Double
  ) {
    self.count = count
    self.demandCount = demandCount
    memory = .allocate(capacity: max(1, count * demandCount))
    costs = UnsafePointer(memory)
    for candidate in 0..<count {
      let row = memory + candidate * demandCount
      for demand in 0..<demandCount { (row + demand).initialize(to: cost(candidate, demand)) }
    }
  }

  deinit { memory.deallocate() }

  package func row(_ candidate: Int) -> UnsafePointer<Double> { costs + candidate * demandCount }

  package func rows(of candidates: [Int]) -> [CostRow] {
    candidates.map { CostRow(costs: row($0), of: self) }
  }

  package func nearness(toDemand demand: Int) -> [Double] {
    (0..<count).map { row($0)[demand] }
  }
}

extension DistanceTable {
  /// How many rows to ask a provider for at a time: some hundreds at most, in so many bytes.
  package static func rowsAtOnce(columns: Int, memory: Int) -> Int {
    max(1, min(256, memory / (8 * max(1, columns))))
  }

  /// Turns all rows into costs, on several cores.
  package func writeCosts(
    _ weights: DemandWeights, cores: Int?,
    into destination: (Int) -> UnsafeMutablePointer<Double>
  ) throws(DistanceFault) {
    var faults = [Int?](repeating: nil, count: rows)
    let destinations = (0..<rows).map(destination)
    values.withUnsafeBufferPointer { values in
      faults.withUnsafeMutableBufferPointer { faults in
        nonisolated(unsafe) let faults = faults
        nonisolated(unsafe) let destinations = destinations
        nonisolated(unsafe) let values = values
        guard let base = values.baseAddress else { return }
        nonisolated(unsafe) let start = base
        concurrently(rows, cores: rows * columns < 100_000 ? 1 : cores) { row in
          faults[row] = weights.writeCosts(of: start + row * columns, into: destinations[row])
        }
      }
    }
    for (row, fault) in faults.enumerated() {
      if let fault { throw DistanceFault(origin: fault, distance: self[row, fault]) }
    }
  }
}
