/// Who is to be served where, in plain numbers: everyone at one site, as a whole.
///
/// Rows are demand points, columns are sites that may be open. Loads and moves are whole numbers
/// of a unit each, so that their sums are exact.
final class CapacitatedCase: @unchecked Sendable {
  let demandCount: Int
  let siteCount: Int
  let facilities: Int
  /// *n* × *m* costs, row after row by demand point; ``outOfReach`` for what is not allowed.
  let costs: UnsafePointer<Double>
  let isFixed: [Bool]
  let loads: [Double]
  let capacities: [Double]
  let minimumLoad: Double
  /// Per demand point the site of today: −1 for none, *m* for one that cannot be open.
  let baseline: [Int32]
  /// What a move of each demand point counts.
  let moveWeights: [Double]
  let maximumMoves: Double

  let hasCapacities: Bool
  let hasMoves: Bool
  let hasWholeCosts: Bool
  private let memory: UnsafeMutablePointer<Double>

  /// Takes over the memory of the costs, and frees it in the end; `.infinity` there stands for what
  /// is not allowed.
  init(
    costs: UnsafeMutablePointer<Double>, demandCount: Int, facilities: Int, isFixed: [Bool],
    loads: [Double], capacities: [Double], minimumLoad: Double, baseline: [Int32],
    moveWeights: [Double], maximumMoves: Double
  ) {
    memory = costs
    self.costs = UnsafePointer(costs)
    self.demandCount = demandCount
    siteCount = isFixed.count
    self.facilities = facilities
    self.isFixed = isFixed
    self.loads = loads
    self.capacities = capacities
    self.minimumLoad = minimumLoad
    self.baseline = baseline
    self.moveWeights = moveWeights
    self.maximumMoves = maximumMoves
    hasCapacities = capacities.contains { $0 < .infinity }
    hasMoves = maximumMoves < .infinity
    let m = isFixed.count
    var isWhole = true
    var sum = 0.0
    for index in 0..<demandCount {
      var most = 0.0
      for site in 0..<m {
        let cost = costs[index * m + site]
        guard cost < .infinity else { continue }
        isWhole = isWhole && cost == cost.rounded()
        most = max(most, cost)
      }
      sum += most
    }
    costliest = sum * (1 + 1e-9)
    outOfReach = (costliest * 1.001 + 1).rounded(.up)
    for cell in 0..<demandCount * m where costs[cell] == .infinity { costs[cell] = outOfReach }
    // Sums of whole numbers are whole only as long as they are exact.
    hasWholeCosts = isWhole && sum < 0x1p50
  }

  deinit { memory.deallocate() }

  /// No plan costs more than this.
  let costliest: Double
  /// Stands for a cost that is not allowed: more than any plan costs.
  let outOfReach: Double

  @inline(__always)
  func cost(_ index: Int, _ site: Int) -> Double { costs[index * siteCount + site] }

  /// What counts as moved if the demand point goes to the site.
  @inline(__always)
  func move(_ index: Int, to site: Int) -> Double {
    let today = baseline[index]
    return today < 0 || Int(today) == site ? 0 : moveWeights[index]
  }
}
