/// A box of points in the tree: how many, where their mean is, how far they spread.
struct TreeNode<V: PlaceVector> {
  var low: V
  var high: V
  /// Weighted sum of the places.
  var sum: V
  var weight: Double
  /// Weighted squared distances to the mean.
  var scatter: Double
  var first: Int32
  var count: Int32
  /// The right child, the left one being the next node; 0 in a leaf.
  var right: Int32
  /// The center that all points of the box belong to, or −1 where they differ.
  ///
  /// Speaks for the whole box: what the nodes and labels below say is then out of date.
  var owner: Int32

  var mean: V { low == high || weight == 0 ? low : sum / weight }

  /// The inertia of the box's points around one center, without cancellation.
  @inline(__always)
  func inertia(around center: V) -> Double {
    scatter + weight * mean.squaredDistance(to: center)
  }
}

/// One of the trees of a ``PointTree``: nodes in preorder, the root first.
final class TreePart<V: PlaceVector>: @unchecked Sendable {
  var nodes: [TreeNode<V>] = []
  var depth = 0
  // What the last pass gave: the centers near the part, and what belongs to them.
  var ids: [Int32] = []
  var sums: [V] = []
  var totals: [Double] = []
  var inertia = 0.0
  var hasChanges = false
  // While seeding, per node.
  var potential: [Double] = []
  var reach: [Double] = []
}

/// Points of few columns in boxes within boxes, so that whole boxes find their center at once.
///
/// The filtering algorithm: D. Pelleg, A. Moore, "Accelerating Exact k-means Algorithms with
/// Geometric Reasoning", KDD 1999, <https://doi.org/10.1145/312129.312248>; T. Kanungo and others,
/// "An Efficient k-Means Clustering Algorithm", IEEE TPAMI 24 (2002),
/// <https://doi.org/10.1109/TPAMI.2002.1017616>. Labels are those that comparing every point with
/// every center gives, the lowest number where distances are equal. The points stand in a fixed
/// number of parts, each summed in a fixed order, so that sums do not depend on the cores.
final class PointTree<V: PlaceVector>: @unchecked Sendable {
  let count: Int
  let columns: Int
  let cores: Int?
  /// In the order of the tree, as are `rows`, `weights` and `labels`.
  let places: UnsafeMutablePointer<V>
  let rows: UnsafeMutablePointer<Int32>
  let weights: UnsafeMutablePointer<Double>?
  /// Out of date below a node with an owner.
  let labels: UnsafeMutablePointer<Int32>
  var parts: [TreePart<V>] = []

  static var leafSize: Int { 16 }

  /// - Complexity: O(*n* log *n*)
  init(_ points: PointMatrix, weights rowWeights: RowWeights, cores: Int?) {
    count = points.rowCount
    columns = points.columnCount
    self.cores = cores
    places = .allocate(capacity: count)
    rows = .allocate(capacity: count)
    labels = .allocate(capacity: count)
    labels.initialize(repeating: -1, count: count)
    if let values = rowWeights.values {
      let copy = UnsafeMutablePointer<Double>.allocate(capacity: count)
      copy.initialize(from: values, count: count)
      weights = copy
    } else {
      weights = nil
    }
    for row in 0..<count { rows.advanced(by: row).initialize(to: Int32(truncatingIfNeeded: row)) }
    points.values.withUnsafeBufferPointer { values in
      for row in 0..<count {
        var place = V()
        for column in 0..<columns { place[column] = values[row * columns + column] }
        places.advanced(by: row).initialize(to: place)
      }
    }
    build()
  }

  deinit {
    places.deallocate()
    rows.deallocate()
    labels.deallocate()
    weights?.deallocate()
  }

  private func build() {
    let sorter = TreeSorter(places: places, rows: rows, weights: weights, columns: columns)
    var segments = [0..<count]
    while segments.count < 64, count / segments.count > 4096 {
      var halves = [Range<Int>](repeating: 0..<0, count: 2 * segments.count)
      halves.withUnsafeMutableBufferPointer { halves in
        nonisolated(unsafe) let halves = halves
        concurrently(segments.count, cores: cores) { [segments] index in
          let segment = segments[index]
          let middle = sorter.split(segment) ?? segment.upperBound
          halves[2 * index] = segment.lowerBound..<middle
          halves[2 * index + 1] = middle..<segment.upperBound
        }
      }
      segments = halves
    }
    segments.removeAll(where: \.isEmpty)
    parts = segments.map { _ in TreePart() }
    concurrently(segments.count, cores: cores) { [segments, parts] index in
      let part = parts[index]
      part.nodes.reserveCapacity(3 * segments[index].count / Self.leafSize + 1)
      sorter.build(segments[index], into: part, depth: 1)
    }
  }

  /// The center of each row, by what the last pass found.
  ///
  /// Visits the rows as they stand in the tree: position in the tree, row and label.
  func forEachLabel(_ body: @Sendable (_ position: Int, _ row: Int, _ label: Int) -> Void) {
    concurrently(parts.count, cores: cores) { number in
      let nodes = self.parts[number].nodes
      var index = 0
      while index < nodes.count {
        let node = nodes[index]
        let range = Int(node.first)..<Int(node.first + node.count)
        if node.owner >= 0 {
          for position in range { body(position, Int(self.rows[position]), Int(node.owner)) }
          index = self.next(after: index, in: nodes)
        } else {
          if node.right == 0 {
            for position in range {
              body(position, Int(self.rows[position]), Int(self.labels[position]))
            }
          }
          index += 1
        }
      }
    }
  }

  /// The weighted squared distances of the last pass, summed.
  var inertia: Double { parts.reduce(0) { $0 + $1.inertia } }

  /// The labels of the last pass and squared distances to its centers, in the order of the rows.
  func members(of centers: [Double], count k: Int) -> Members {
    let all = (0..<k).map { vector(centers, $0) }
    let labels = [Int](unsafeUninitializedCapacity: count) { labels, size in
      nonisolated(unsafe) let labels = labels
      forEachLabel { _, row, label in labels[row] = label }
      size = count
    }
    let distances = [Double](unsafeUninitializedCapacity: count) { distances, size in
      nonisolated(unsafe) let distances = distances
      forEachLabel { position, row, label in
        distances[row] = all[label].squaredDistance(to: self.places[position])
      }
      size = count
    }
    return Members(labels: labels, squaredDistances: distances)
  }

  /// The same, after which the tree is gone: there is never memory in use for both.
  func finish(at centers: [Double], count k: Int) -> Members {
    forEachLabel { position, _, label in
      self.labels[position] = Int32(truncatingIfNeeded: label)
    }
    parts = []
    let all = (0..<k).map { vector(centers, $0) }
    let labels = [Int](unsafeUninitializedCapacity: count) { labels, size in
      nonisolated(unsafe) let labels = labels
      forEachPosition { labels[Int(self.rows[$0])] = Int(self.labels[$0]) }
      size = count
    }
    let distances = [Double](unsafeUninitializedCapacity: count) { distances, size in
      nonisolated(unsafe) let distances = distances
      forEachPosition {
        distances[Int(self.rows[$0])] = all[Int(self.labels[$0])].squaredDistance(
          to: self.places[$0])
      }
      size = count
    }
    return Members(labels: labels, squaredDistances: distances)
  }

  private func forEachPosition(_ body: @Sendable (Int) -> Void) {
    let shares = min(64, count)
    concurrently(shares, cores: cores) { share in
      for position in share * self.count / shares..<(share + 1) * self.count / shares {
        body(position)
      }
    }
  }

  /// The first node in preorder that holds none of this node's points.
  private func next(after index: Int, in nodes: [TreeNode<V>]) -> Int {
    let end = nodes[index].first + nodes[index].count
    var next = index + 1
    if nodes[index].right != 0 {
      // Down the right side: the last leaf under the node ends where the node ends.
      next = Int(nodes[index].right)
      while nodes[next].right != 0 { next = Int(nodes[next].right) }
      next += 1
    }
    assert(next == nodes.count || nodes[next].first == end)
    return next
  }

  /// Forgets which point belonged to which center.
  func forget() {
    for part in parts { for index in part.nodes.indices { part.nodes[index].owner = -1 } }
    labels.update(repeating: -1, count: count)
  }

  func vector(_ values: [Double], _ row: Int) -> V {
    var vector = V()
    for column in 0..<columns { vector[column] = values[row * columns + column] }
    return vector
  }
}
