/// One pass over a part of the tree: every box or point to its nearest center.
struct TreeAssignment<V: PlaceVector> {
  let nodes: UnsafeMutablePointer<TreeNode<V>>
  let places: UnsafePointer<V>
  let weights: UnsafePointer<Double>?
  let labels: UnsafeMutablePointer<Int32>
  /// The centers near the part, and their numbers, rising.
  let centers: UnsafePointer<V>
  let ids: UnsafePointer<Int32>
  let sums: UnsafeMutablePointer<V>
  let totals: UnsafeMutablePointer<Double>
  var inertia = 0.0
  var hasChanges = false

  /// - Parameters:
  ///   - index: The node.
  ///   - list: Positions of centers that may be nearest to some point of the node, rising; behind
  ///     them is room for as many again on each level of the tree below.
  ///   - count: How many.
  mutating func visit(_ index: Int, _ list: UnsafeMutablePointer<Int32>, _ count: Int) {
    let node = nodes + index
    let low = node.pointee.low
    let high = node.pointee.high
    let kept = list + count
    let left = filter(list, count, low: low, high: high, into: kept)

    if left == 1 {
      let center = Int(kept[0])
      let id = ids[center]
      inertia += node.pointee.inertia(around: centers[center])
      sums[center] += node.pointee.sum
      totals[center] += node.pointee.weight
      if node.pointee.owner != id {
        hasChanges = true
        node.pointee.owner = id
      }
    } else if node.pointee.right == 0 {
      visitPoints(of: node, kept, left)
    } else {
      let right = Int(node.pointee.right)
      if node.pointee.owner >= 0 {
        nodes[index + 1].owner = node.pointee.owner
        nodes[right].owner = node.pointee.owner
      }
      visit(index + 1, kept, left)
      visit(right, kept, left)
      let owner = nodes[index + 1].owner
      node.pointee.owner = owner == nodes[right].owner ? owner : -1
    }
  }

  @inline(__always)
  private func filter(
    _ list: UnsafeMutablePointer<Int32>, _ count: Int, low: V, high: V,
    into kept: UnsafeMutablePointer<Int32>
  ) -> Int {
    let middle = (low + high) * 0.5
    var best = Int(list[0])
    var bestDistance = centers[best].squaredDistance(to: middle)
    for index in 1..<max(1, count) {
      let distance = centers[Int(list[index])].squaredDistance(to: middle)
      if distance < bestDistance {
        best = Int(list[index])
        bestDistance = distance
      }
    }
    let winner = centers[best]
    let squaredDiagonal = low.squaredDistance(to: high)
    var left = 0
    for index in 0..<count {
      let center = list[index]
      kept[left] = center
      let isBeaten = winner.dominates(
        centers[Int(center)], low: low, high: high, squaredDiagonal: squaredDiagonal)
      left += isBeaten ? 0 : 1
    }
    return left
  }

  @inline(__always)
  private mutating func visitPoints(
    of node: UnsafeMutablePointer<TreeNode<V>>, _ kept: UnsafeMutablePointer<Int32>, _ left: Int
  ) {
    let range = Int(node.pointee.first)..<Int(node.pointee.first + node.pointee.count)
    let owner = node.pointee.owner
    if owner >= 0 { for index in range { labels[index] = owner } }
    var changed = false
    var isShared = false
    var firstLabel: Int32 = -1
    for index in range {
      let place = places[index]
      var best = Int(kept[0])
      var bestDistance = centers[best].squaredDistance(to: place)
      for candidate in 1..<left {
        let center = Int(kept[candidate])
        let distance = centers[center].squaredDistance(to: place)
        best = distance < bestDistance ? center : best
        bestDistance = distance < bestDistance ? distance : bestDistance
      }
      if let weights {
        let weight = weights[index]
        inertia += weight * bestDistance
        sums[best] += place * weight
        totals[best] += weight
      } else {
        inertia += bestDistance
        sums[best] += place
        totals[best] += 1
      }
      let id = ids[best]
      changed = changed || labels[index] != id
      labels[index] = id
      if firstLabel < 0 { firstLabel = id }
      isShared = isShared || id != firstLabel
    }
    hasChanges = hasChanges || changed
    node.pointee.owner = isShared ? -1 : firstLabel
  }
}

extension PointTree {
  /// Gives every point to its nearest center.
  func assign(to centers: [Double], count k: Int) -> LloydPass {
    let all = (0..<k).map { vector(centers, $0) }
    concurrently(parts.count, cores: cores) { number in
      self.assign(self.parts[number], to: all)
    }
    var pass = LloydPass(count: k, columns: columns)
    for part in parts {
      for (index, id) in part.ids.enumerated() {
        let center = Int(id)
        for column in 0..<columns {
          pass.sums[center * columns + column] += part.sums[index][column]
        }
        pass.weights[center] += part.totals[index]
      }
      pass.hasChanges = pass.hasChanges || part.hasChanges
    }
    return pass
  }

  private func assign(_ part: TreePart<V>, to all: [V]) {
    let root = part.nodes[0]
    let near = Self.nearby(all, low: root.low, high: root.high)
    part.ids = near
    part.sums = [V](repeating: V(), count: near.count)
    part.totals = [Double](repeating: 0, count: near.count)
    let centers = near.map { all[Int($0)] }
    withUnsafeTemporaryAllocation(of: Int32.self, capacity: near.count * (part.depth + 2)) {
      stack in
      part.nodes.withUnsafeMutableBufferPointer { nodes in
        part.sums.withUnsafeMutableBufferPointer { sums in
          part.totals.withUnsafeMutableBufferPointer { totals in
            centers.withUnsafeBufferPointer { centers in
              near.withUnsafeBufferPointer { ids in
                guard let nodes = nodes.baseAddress, let centers = centers.baseAddress,
                  let ids = ids.baseAddress, let sums = sums.baseAddress,
                  let totals = totals.baseAddress, let list = stack.baseAddress
                else { return }
                for index in 0..<near.count { list[index] = Int32(index) }
                var pass = TreeAssignment(
                  nodes: nodes, places: places, weights: weights, labels: labels, centers: centers,
                  ids: ids, sums: sums, totals: totals)
                pass.visit(0, list, near.count)
                part.inertia = pass.inertia
                part.hasChanges = pass.hasChanges
              }
            }
          }
        }
      }
    }
  }

  /// Numbers of the centers that may be nearest to some place in a box, rising.
  static func nearby(_ centers: [V], low: V, high: V) -> [Int32] {
    let middle = (low + high) * 0.5
    var best = centers[0]
    var bestDistance = best.squaredDistance(to: middle)
    for center in centers {
      let distance = center.squaredDistance(to: middle)
      if distance < bestDistance {
        best = center
        bestDistance = distance
      }
    }
    let squaredDiagonal = low.squaredDistance(to: high)
    var near: [Int32] = []
    for index in centers.indices
    where !best.dominates(centers[index], low: low, high: high, squaredDiagonal: squaredDiagonal) {
      near.append(Int32(index))
    }
    return near
  }
}
