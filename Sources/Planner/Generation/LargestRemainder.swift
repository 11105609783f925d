/// Whole numbers in proportion to weights that add up to a total exactly (Hare quota).
enum LargestRemainder {
  /// Splits `total`; ties go to the earlier weight, and no entry is off by 1 or more.
  ///
  /// - Parameters:
  ///   - total: 0 or more.
  ///   - weights: Finite, 0 or more, not all 0 unless `total` is 0.
  /// - Returns: As many numbers as there are weights.
  /// - Complexity: O(*n* log *n*).
  static func split(_ total: Int, by weights: [Double]) -> [Int] {
    let sum = weights.reduce(0, +)
    guard sum > 0 else {
      precondition(total == 0, "nothing to split \(total) by")
      return weights.map { _ in 0 }
    }
    let quotas = weights.map { Double(total) * $0 / sum }
    var parts = quotas.map { Int(clamping: $0.rounded(.down)) }
    let left = total - parts.reduce(0, +)
    let order = quotas.indices.filter { weights[$0] > 0 }.sorted { a, b in
      let (ra, rb) = (quotas[a] - Double(parts[a]), quotas[b] - Double(parts[b]))
      return ra != rb ? ra > rb : a < b
    }
    for index in order.prefix(max(left, 0)) { parts[index] += 1 }
    return parts
  }
}
