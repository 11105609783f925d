/// The least radius within which a number of sites reaches everybody (*p*-center).
///
/// The radius is one of the distances. Whether so many sites do within a radius is a covering
/// problem (``CoverTree``), and the distances are bisected: E. Minieka, "The m-Center Problem", SIAM
/// Review 12 (1970), <https://doi.org/10.1137/1012016>; S. Elloumi, M. Labbé, Y. Pochet, "A New
/// Formulation and Resolution Method for the p-Center Problem", INFORMS Journal on Computing 16
/// (2004), <https://doi.org/10.1287/ijoc.1030.0028>. First with a small budget per radius, then,
/// where an answer stayed out, with a large one.
struct CenterSearch {
  let cells: NearCells
  let fixed: [Int]
  let facilities: Int
  let seed: UInt64
  /// The search may end with a bound this part of the radius below it.
  let gap: Double
  let limits: SearchLimits
  let report: ProgressReport
  /// Where not even all cells cover everybody, this is known.
  private(set) var isImpossible = false
  /// The best sites so far, and within what radius they reach everybody.
  private(set) var sites: [Int]?
  private(set) var radius = Double.infinity

  /// Distances that the radius could be, ascending.
  private let values: [Double]
  /// All values before this one are proven to be too small.
  private var low = 0
  /// All values from this one on are known to do.
  private var high: Int

  /// Takes the problem, and sites that reach everybody where some are known.
  init(
    cells: NearCells, fixed: [Int], facilities: Int, start: [Int]?, seed: UInt64,
    gap: Double?, limits: SearchLimits, report: ProgressReport
  ) {
    self.cells = cells
    self.fixed = fixed
    self.facilities = facilities
    self.seed = seed
    self.gap = gap ?? 0
    self.limits = limits
    self.report = report
    var least = [Double](repeating: .infinity, count: cells.demand.count)
    for (cell, row) in cells.rows.enumerated() {
      least[Int(row)] = min(least[Int(row)], cells.distances[cell])
    }
    let lower = least.max() ?? 0
    values = cells.distances.filter { $0 >= lower }.sorted().reduce(into: []) { values, distance in
      if values.last != distance { values.append(distance) }
    }
    high = values.count
    if let start { adopt(start) }
  }

  /// The least radius that is not proven to be too small.
  var lowerBound: Double { low < values.count ? min(values[low], radius) : radius }

  var isOptimal: Bool { sites != nil && low >= high }

  /// Proven as far as asked for.
  private var isGoodEnough: Bool {
    isOptimal || (sites != nil && radius - lowerBound <= gap * radius)
  }

  /// Narrows the radius from both sides.
  mutating func run() {
    if cells.demand.isEmpty {
      if sites == nil { adopt(fixed) }
      return
    }
    for budget in [20_000_000, 400_000_000, 20_000_000_000] {
      if sites == nil, !isImpossible { tryRadius(at: values.count - 1, budget: budget) }
      if isImpossible { return }
      narrow(from: low, to: high, budget: budget)
      if isGoodEnough || limits.areReached { return }
    }
  }

  private mutating func narrow(from start: Int, to end: Int, budget: Int) {
    let (start, end) = (max(start, low), min(end, high))
    guard start < end, !isGoodEnough, !limits.areReached else { return }
    let middle = (start + end) / 2
    report(
      .proving, 0, objective: sites == nil ? nil : radius, lowerBound: values[low])
    tryRadius(at: middle, budget: budget)
    // Where it stays open, answers on both sides of it may still be had.
    narrow(from: start, to: middle, budget: budget)
    narrow(from: middle + 1, to: end, budget: budget)
  }

  private mutating func tryRadius(at index: Int, budget: Int) {
    guard values.indices.contains(index) else {
      isImpossible = true
      return
    }
    let limits = limits
    var tree = CoverTree(seed: seed, budget: budget) { limits.areReached }
    switch tree.decide(
      cells.coverRows(within: values[index]), facilities: facilities, fixed: fixed)
    {
    case .covered(let chosen): adopt(chosen)
    case .impossible:
      low = max(low, index + 1)
      if low == values.count, sites == nil { isImpossible = true }
    case .unknown: break
    }
  }

  private mutating func adopt(_ chosen: [Int]) {
    let reached = cells.radius(of: chosen)
    guard reached < radius || sites == nil else { return }
    radius = reached
    sites = chosen
    high = values.firstIndex { $0 >= reached } ?? values.count
  }
}
