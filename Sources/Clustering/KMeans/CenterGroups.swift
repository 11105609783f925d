/// Centers in groups of some ten that are near to each other.
struct CenterGroups: Sendable {
  /// The numbers of the centers, group after group, rising in each.
  private(set) var flat: [Int32] = []
  /// Where each group begins in `flat`, and where the last one ends; no group is empty.
  private(set) var starts: [Int32] = [0]
  private(set) var groupOf: [Int32] = []

  var count: Int { starts.count - 1 }

  init() {}

  /// Groups centers around some that are far from each other.
  ///
  /// - Complexity: O(*k*² ∕ 10) distances.
  init<Metric: RowMetric>(_ centers: [Double], stride: Int, metric: Metric.Type) {
    let count = centers.count / stride
    let wanted = max(1, count / 10)
    var nearestHeart = [Int](repeating: 0, count: count)
    var scores = [Double](repeating: .infinity, count: count)
    var heart = 0
    centers.withUnsafeBufferPointer { centers in
      guard let centers = centers.baseAddress else { return }
      for group in 0..<wanted {
        for center in 0..<count {
          let score = Metric.score(centers + center * stride, centers + heart * stride, stride)
          if score < scores[center] {
            scores[center] = score
            nearestHeart[center] = group
          }
        }
        heart = scores.indices.max { scores[$0] < scores[$1] } ?? 0
      }
    }
    groupOf = Array(repeating: 0, count: count)
    for heart in 0..<wanted {
      let members = nearestHeart.indices.filter { nearestHeart[$0] == heart }
      if members.isEmpty { continue }
      for center in members { groupOf[center] = Int32(self.count) }
      flat += members.map { Int32($0) }
      starts.append(Int32(flat.count))
    }
  }
}
