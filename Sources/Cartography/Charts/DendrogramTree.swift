/// A ``Dendrogram`` with its branches in the order they are drawn, small ones folded into one row.
struct DendrogramTree {
  private let chart: Dendrogram
  /// The group that each row stands for, from above: a leaf, or a branch that is not unfolded.
  let rows: [Int]
  /// Leaves in each group.
  private let sizes: [Int]
  /// Merges that are drawn.
  private let drawn: Range<Int>
  /// The cluster that all leaves of a group belong to; nil where they belong to several, or none.
  private let clusters: [Int?]

  init(_ chart: Dendrogram, greatestLeafCount: Int) {
    self.chart = chart
    let (n, merges) = (chart.leafCount, chart.merges)
    var sizes = [Int](repeating: 1, count: n)
    var isRoot = [Bool](repeating: true, count: n + merges.count)
    for (index, merge) in merges.enumerated() {
      let known = 0..<n + index
      precondition(
        known.contains(merge.first) && known.contains(merge.second)
          && merge.first != merge.second && isRoot[merge.first] && isRoot[merge.second],
        "every group is joined at most once, after it was made")
      sizes.append(sizes[merge.first] + sizes[merge.second])
      isRoot[merge.first] = false
      isRoot[merge.second] = false
    }
    self.sizes = sizes
    let trees = isRoot.count { $0 }
    // Each merge that is drawn splits one row into two.
    let count = min(max(greatestLeafCount - trees, 0), merges.count)
    drawn = merges.count - count..<merges.count
    var rows: [Int] = []
    // A stack of our own: a chain of a million merges would be too deep for calls.
    var waiting = Array(isRoot.indices.filter { isRoot[$0] }.prefix(greatestLeafCount).reversed())
    while let group = waiting.popLast() {
      if group >= n, drawn.contains(group - n) {
        let merge = merges[group - n]
        waiting.append(merge.second)
        waiting.append(merge.first)
      } else {
        rows.append(group)
      }
    }
    self.rows = rows
    clusters = Self.clusters(of: chart, rows: rows, drawn: drawn)
  }

  /// What stands next to a row.
  func name(_ group: Int) -> String {
    if group >= chart.leafCount { return "\(NumberText.people(Double(sizes[group]))) leaves" }
    return chart.labels.indices.contains(group) ? chart.labels[group] : "\(group + 1)"
  }

  /// Path data of the branches by colour, nil for those above the cut.
  func paths(place: (Double, Double) -> CanvasPoint) -> [(colour: String?, path: String)] {
    let n = chart.leafCount
    var middles = [Double](repeating: 0, count: n + chart.merges.count)
    for (index, group) in rows.enumerated() { middles[group] = Double(index) + 0.5 }
    var paths: [(colour: String?, path: String)] = []
    var indexOf: [String: Int] = [:]
    func add(_ line: [CanvasPoint], _ cluster: Int?) {
      let colour = cluster.map { SeriesLook($0).colour }
      let index = indexOf[colour ?? ""] ?? paths.count
      if index == paths.count {
        indexOf[colour ?? ""] = index
        paths.append((colour, ""))
      }
      paths[index].path += PathText.line(line)
    }
    for group in rows where group >= n {
      // A folded branch is a stub from where its own leaves had joined.
      let height = chart.merges[group - n].height
      add([place(0, middles[group]), place(height, middles[group])], clusters[group])
    }
    for index in drawn {
      let merge = chart.merges[index]
      let group = n + index
      middles[group] = (middles[merge.first] + middles[merge.second]) / 2
      let children = [merge.first, merge.second]
      for child in children {
        let start = child < n ? 0 : chart.merges[child - n].height
        add(
          [
            place(start, middles[child]), place(merge.height, middles[child]),
            place(merge.height, middles[group]),
          ],
          clusters[group] ?? (chart.cut.map { start <= $0 } ?? true ? clusters[child] : nil))
      }
    }
    return paths
  }

  private static func clusters(
    of chart: Dendrogram, rows: [Int], drawn: Range<Int>
  ) -> [Int?] {
    let (n, merges) = (chart.leafCount, chart.merges)
    let cut = chart.cut ?? -.infinity
    if !chart.clusters.isEmpty {
      var clusters = (0..<n).map { chart.clusters.indices.contains($0) ? chart.clusters[$0] : nil }
      for merge in merges {
        let first = clusters[merge.first]
        clusters.append(first == clusters[merge.second] ? first : nil)
      }
      return clusters
    }
    guard chart.cut != nil else { return Array(repeating: nil, count: n + merges.count) }
    // The highest groups below the cut, numbered from above.
    var clusters = [Int?](repeating: nil, count: n + merges.count)
    var tops = Array(0..<n + merges.count)
    for index in merges.indices.reversed() where merges[index].height <= cut {
      tops[merges[index].first] = tops[n + index]
      tops[merges[index].second] = tops[n + index]
    }
    var numbers: [Int: Int] = [:]
    for row in rows where row < n || merges[row - n].height <= cut {
      numbers[tops[row]] = numbers[tops[row]] ?? numbers.count
    }
    for group in clusters.indices where group < n || merges[group - n].height <= cut {
      clusters[group] = numbers[tops[group]]
    }
    return clusters
  }
}
