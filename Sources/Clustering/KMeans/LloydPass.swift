/// What one pass over the points gives: who belongs to whom, summed up.
struct LloydPass {
  /// Weighted sums of the members; *k* × *d*.
  var sums: [Double]
  /// Weights of the members; *k*.
  var weights: [Double]
  /// Whether a label differs from the pass before.
  var hasChanges = false

  init(count: Int, columns: Int) {
    sums = Array(repeating: 0, count: count * columns)
    weights = Array(repeating: 0, count: count)
  }
}
