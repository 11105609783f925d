/// Centers in groups of up to eight that are near to each other.
struct CenterGroups: Sendable {
  /// The numbers of the centers of each group, rising.
  private(set) var members: [[Int]] = []
  private(set) var groupOf: [Int32] = []
  /// Which member of its group each center is.
  private(set) var laneOf: [Int32] = []

  static let size = 8

  var count: Int { members.count }

  /// Fours that it takes to hold a number for each group.
  var fours: Int { (count + 3) / 4 }

  init() {}

  /// Halves the centers across their widest column, again and again.
  ///
  /// - Complexity: O(*k* · (*d* + log *k*) · log *k*)
  init(_ centers: [Double], columns: Int) {
    let count = centers.count / columns
    groupOf = Array(repeating: 0, count: count)
    laneOf = groupOf
    split(Array(0..<count), centers, columns)
    for (group, members) in members.enumerated() {
      for (lane, center) in members.enumerated() {
        groupOf[center] = Int32(group)
        laneOf[center] = Int32(lane)
      }
    }
  }

  private mutating func split(_ chosen: [Int], _ centers: [Double], _ columns: Int) {
    guard chosen.count > Self.size else {
      members.append(chosen.sorted())
      return
    }
    var widest = 0
    var width = -1.0
    for column in 0..<columns {
      var low = Double.infinity
      var high = -Double.infinity
      for center in chosen {
        low = min(low, centers[center * columns + column])
        high = max(high, centers[center * columns + column])
      }
      if high - low > width {
        widest = column
        width = high - low
      }
    }
    let order = chosen.sorted {
      (centers[$0 * columns + widest], $0) < (centers[$1 * columns + widest], $1)
    }
    // Whole groups on the left.
    let left = (order.count + Self.size - 1) / Self.size / 2 * Self.size
    split(Array(order[..<left]), centers, columns)
    split(Array(order[left...]), centers, columns)
  }
}
