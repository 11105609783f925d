/// Deals points to the two sides of a middle, again and again, until few are left together.
struct TreeSorter<V: PlaceVector>: @unchecked Sendable {
  let places: UnsafeMutablePointer<V>
  let rows: UnsafeMutablePointer<Int32>
  let weights: UnsafeMutablePointer<Double>?
  let columns: Int

  /// Appends the nodes of a tree over the points in the range.
  @discardableResult
  func build(_ range: Range<Int>, into part: TreePart<V>, depth: Int) -> Int {
    let index = part.nodes.count
    part.depth = max(part.depth, depth)
    if range.count > PointTree<V>.leafSize, let middle = split(range) {
      part.nodes.append(leaf(range.lowerBound..<range.lowerBound))
      let left = build(range.lowerBound..<middle, into: part, depth: depth + 1)
      let right = build(middle..<range.upperBound, into: part, depth: depth + 1)
      part.nodes[index] = joined(part.nodes[left], part.nodes[right], right: right)
    } else {
      part.nodes.append(leaf(range))
    }
    return index
  }

  private func leaf(_ range: Range<Int>) -> TreeNode<V> {
    var node = TreeNode(
      low: V(), high: V(), sum: V(), weight: 0, scatter: 0, first: Int32(range.lowerBound),
      count: Int32(range.count), right: 0, owner: -1)
    guard !range.isEmpty else { return node }
    node.low = places[range.lowerBound]
    node.high = node.low
    for index in range {
      let place = places[index]
      let weight = weights?[index] ?? 1
      node.low = lesser(node.low, place)
      node.high = greater(node.high, place)
      node.sum += place * weight
      node.weight += weight
    }
    if node.low != node.high {
      let mean = node.mean
      for index in range {
        node.scatter += (weights?[index] ?? 1) * places[index].squaredDistance(to: mean)
      }
    }
    return node
  }

  private func joined(_ left: TreeNode<V>, _ right: TreeNode<V>, right child: Int) -> TreeNode<V> {
    var node = left
    node.low = lesser(left.low, right.low)
    node.high = greater(left.high, right.high)
    node.sum = left.sum + right.sum
    node.weight = left.weight + right.weight
    node.count = left.count + right.count
    node.right = Int32(child)
    if node.low != node.high {
      let mean = node.mean
      node.scatter = left.inertia(around: mean) + right.inertia(around: mean)
    }
    return node
  }

  /// Puts the points below a middle value before the others.
  ///
  /// - Returns: Where the others start; nil where all points are equal.
  func split(_ range: Range<Int>) -> Int? {
    guard range.count > 1 else { return nil }
    let sampled = range.count > 4096 ? 127 : range.count > 256 ? 31 : 9
    let sample = min(sampled, range.count)
    return withUnsafeTemporaryAllocation(of: Double.self, capacity: sample) { values in
      let (column, _) = widest(
        (0..<sample).lazy.map { range.lowerBound + $0 * range.count / sample })
      for index in 0..<sample {
        values[index] = places[range.lowerBound + index * range.count / sample][column]
      }
      var sorted = values
      sorted.sort()
      let middle = partition(range, column: column, below: sorted[sample / 2])
      if middle > range.lowerBound, middle < range.upperBound { return middle }
      // The sample says too little: halve the true extent.
      let (trueColumn, extent) = widest(range)
      guard extent.low < extent.high else { return nil }
      let half = extent.low + (extent.high - extent.low) / 2
      return partition(range, column: trueColumn, below: half > extent.low ? half : extent.high)
    }
  }

  private func widest(
    _ chosen: some Sequence<Int>
  ) -> (column: Int, extent: (low: Double, high: Double)) {
    var low = V(repeating: .infinity)
    var high = V(repeating: -.infinity)
    for index in chosen {
      let place = places[index]
      low = lesser(low, place)
      high = greater(high, place)
    }
    var best = 0
    for column in 1..<max(1, columns) where high[column] - low[column] > high[best] - low[best] {
      best = column
    }
    return (best, (low[best], high[best]))
  }

  private func partition(_ range: Range<Int>, column: Int, below pivot: Double) -> Int {
    var next = range.lowerBound
    for index in range {
      // Without a branch: half of the guesses of one would be wrong.
      let place = places[index]
      let row = rows[index]
      places[index] = places[next]
      rows[index] = rows[next]
      places[next] = place
      rows[next] = row
      if let weights {
        let weight = weights[index]
        weights[index] = weights[next]
        weights[next] = weight
      }
      next += place[column] < pivot ? 1 : 0
    }
    return next
  }
}
