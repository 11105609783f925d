/// Centers in groups of some ten that are near to each other.
struct CenterGroups: Sendable {
  /// The numbers of the centers of each group, rising; no group is empty.
  var members: [[Int]]
  var groupOf: [Int]

  init(members: [[Int]], groupOf: [Int]) {
    self.members = members
    self.groupOf = groupOf
  }

  /// Groups centers around some that are far from each other.
  ///
  /// - Complexity: O(*k*² ∕ 10)
  init<Metric: RowMetric>(_ centers: [Double], stride: Int, metric: Metric.Type) {
    let count = centers.count / stride
    let wanted = max(1, count / 10)
    var groupOf = [Int](repeating: 0, count: count)
    var nearest = [Double](repeating: .infinity, count: count)
    var heart = 0
    centers.withUnsafeBufferPointer { centers in
      guard let centers = centers.baseAddress else { return }
      for group in 0..<wanted {
        for center in 0..<count {
          let score = Metric.score(centers + center * stride, centers + heart * stride, stride)
          if score < nearest[center] {
            nearest[center] = score
            groupOf[center] = group
          }
        }
        heart = nearest.indices.max { nearest[$0] < nearest[$1] } ?? 0
      }
    }
    var members = [[Int]](repeating: [], count: wanted)
    for center in 0..<count { members[groupOf[center]].append(center) }
    let isKept = members.map { !$0.isEmpty }
    var number = -1
    let numbers = isKept.map { kept in
      if kept { number += 1 }
      return number
    }
    self.groupOf = groupOf.map { numbers[$0] }
    self.members = members.filter { !$0.isEmpty }
  }
}
