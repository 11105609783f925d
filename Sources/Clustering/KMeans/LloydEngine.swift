/// Points made ready to be given to their nearest centers, many times over.
///
/// Not to be shared: an engine remembers the pass before.
protocol LloydEngine: AnyObject {
  /// Gives every point to its nearest center, the lowest number where several are as near.
  ///
  /// - Parameters:
  ///   - centers: *k* × *d*, finite.
  ///   - count: *k*, at least 1.
  /// - Returns: Sums and weights of the members of each center.
  func assign(to centers: [Double], count: Int) -> LloydPass

  /// The weighted squared distances of the last pass to its centers, summed.
  func inertia(of centers: [Double], count: Int) -> Double

  /// The labels of the last pass in the order of the rows, and squared distances to its centers.
  func members(of centers: [Double], count: Int) -> Members

  /// The same, once and for all: the engine lets go of what it held, and is of no use any more.
  func finish(at centers: [Double], count: Int) -> Members

  /// Forgets the last pass.
  func forget()

  /// Picks rows by greedy k-means++, starting with the row given.
  ///
  /// - Parameters:
  ///   - count: How many; at least as many rows with weight are distinct.
  ///   - first: A row with weight.
  ///   - generator: Where the draws come from.
  /// - Returns: Rows that all differ.
  func plusPlusSeeds(
    count: Int, first: Int, using generator: inout SeededGenerator
  ) -> [Int]
}

extension LloydEngine {
  func finish(at centers: [Double], count: Int) -> Members { members(of: centers, count: count) }
}

/// Who belongs to whom, row by row.
struct Members {
  var labels: [Int]
  var squaredDistances: [Double]
}
