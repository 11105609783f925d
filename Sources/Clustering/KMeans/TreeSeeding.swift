/// Greedy k-means++ on a part of the tree: boxes that a candidate cannot change are passed over,
/// boxes that it takes whole are reckoned whole.
struct TreeSeeding<V: PlaceVector> {
  let nodes: UnsafeMutablePointer<TreeNode<V>>
  let places: UnsafePointer<V>
  let weights: UnsafePointer<Double>?
  let labels: UnsafeMutablePointer<Int32>
  /// Per node the weighted squared distances to the nearest seeds, summed; up to date where every
  /// node above has no owner.
  let potential: UnsafeMutablePointer<Double>
  /// Per node no less than the largest squared distance to a nearest seed; up to date likewise.
  let reach: UnsafeMutablePointer<Double>
  let seeds: UnsafePointer<V>

  private func range(_ node: UnsafeMutablePointer<TreeNode<V>>) -> Range<Int> {
    Int(node.pointee.first)..<Int(node.pointee.first + node.pointee.count)
  }

  /// How much smaller the potential below a node gets with one more seed.
  ///
  /// - Parameters:
  ///   - candidate: The seed.
  ///   - index: The node.
  ///   - inherited: The owner of a node above, or −1.
  /// - Returns: The saving, weighted; 0 or more but for rounding.
  func gain(of candidate: V, _ index: Int, inherited: Int32) -> Double {
    let node = nodes + index
    let low = node.pointee.low
    let high = node.pointee.high
    let owner = inherited >= 0 ? inherited : node.pointee.owner
    if owner >= 0 {
      let seed = seeds[Int(owner)]
      let diagonal = low.squaredDistance(to: high)
      if seed.dominates(candidate, low: low, high: high, squaredDiagonal: diagonal) { return 0 }
      if candidate.dominates(seed, low: low, high: high, squaredDiagonal: diagonal) {
        let mean = node.pointee.mean
        return node.pointee.weight
          * (seed.squaredDistance(to: mean) - candidate.squaredDistance(to: mean))
      }
    } else if candidate.squaredDistance(toBox: low, high) >= reach[index] {
      return 0
    }
    guard node.pointee.right == 0 else {
      return gain(of: candidate, index + 1, inherited: owner)
        + gain(of: candidate, Int(node.pointee.right), inherited: owner)
    }
    var gain = 0.0
    for index in range(node) {
      let seed = seeds[Int(owner >= 0 ? owner : labels[index])]
      let step =
        seed.squaredDistance(to: places[index]) - candidate.squaredDistance(to: places[index])
      gain += step > 0 ? step * (weights?[index] ?? 1) : 0
    }
    return gain
  }

  /// Lets one seed own a node and all below.
  func give(_ index: Int, to owner: Int32) {
    let seed = seeds[Int(owner)]
    nodes[index].owner = owner
    potential[index] = nodes[index].inertia(around: seed)
    // A hair more, so that rounding never hides a point that would change.
    reach[index] =
      seed.squaredReach(ofBox: nodes[index].low, nodes[index].high) * (1 + 1e-14)
  }

  /// Gives every point below a node that is nearer to the last seed to that seed.
  func settle(_ last: Int32, _ index: Int) {
    let node = nodes + index
    let low = node.pointee.low
    let high = node.pointee.high
    let owner = node.pointee.owner
    let candidate = seeds[Int(last)]
    if owner >= 0 {
      let seed = seeds[Int(owner)]
      let diagonal = low.squaredDistance(to: high)
      if seed.dominates(candidate, low: low, high: high, squaredDiagonal: diagonal) { return }
      if candidate.dominates(seed, low: low, high: high, squaredDiagonal: diagonal) {
        give(index, to: last)
        return
      }
    } else if candidate.squaredDistance(toBox: low, high) >= reach[index] {
      return
    }
    guard node.pointee.right == 0 else {
      let (left, right) = (index + 1, Int(node.pointee.right))
      if owner >= 0 {
        give(left, to: owner)
        give(right, to: owner)
      }
      settle(last, left)
      settle(last, right)
      potential[index] = potential[left] + potential[right]
      reach[index] = max(reach[left], reach[right])
      node.pointee.owner = nodes[left].owner == nodes[right].owner ? nodes[left].owner : -1
      return
    }
    if owner >= 0 { for index in range(node) { labels[index] = owner } }
    settlePoints(last, index, range(node))
  }

  private func settlePoints(_ last: Int32, _ node: Int, _ range: Range<Int>) {
    let candidate = seeds[Int(last)]
    var sum = 0.0
    var largest = 0.0
    for index in range {
      let old = seeds[Int(labels[index])].squaredDistance(to: places[index])
      let new = candidate.squaredDistance(to: places[index])
      if new < old { labels[index] = last }
      let distance = min(old, new)
      sum += distance * (weights?[index] ?? 1)
      largest = max(largest, distance)
    }
    potential[node] = sum
    reach[node] = largest
    nodes[node].owner =
      range.allSatisfy { labels[$0] == labels[range.lowerBound] }
      ? labels[range.lowerBound] : -1
  }

  /// The point at which the potential of those before reaches the amount; nil where none has any.
  func point(at amount: Double, _ index: Int, inherited: Int32) -> Int? {
    let node = nodes + index
    let owner = inherited >= 0 ? inherited : node.pointee.owner
    guard node.pointee.right == 0 else {
      let (left, right) = (index + 1, Int(node.pointee.right))
      let share = owner >= 0 ? nodes[left].inertia(around: seeds[Int(owner)]) : potential[left]
      let chosen = amount < share ? left : right
      let found = point(
        at: chosen == left ? amount : amount - share, chosen, inherited: owner)
      return found ?? point(at: 0, chosen == left ? right : left, inherited: owner)
    }
    var left = amount
    var last: Int?
    for index in range(node) {
      let seed = seeds[Int(owner >= 0 ? owner : labels[index])]
      let share = seed.squaredDistance(to: places[index]) * (weights?[index] ?? 1)
      guard share > 0 else { continue }
      last = index
      if left < share { return index }
      left -= share
    }
    return last
  }
}

extension PointTree {
  func plusPlusSeeds(
    count k: Int, first: Int, using generator: inout SeededGenerator
  ) -> [Int] {
    forget()
    let trials = plusPlusTrials(k)
    var chosen: [Int] = []
    let seeds = UnsafeMutablePointer<V>.allocate(capacity: k)
    defer { seeds.deallocate() }
    for part in parts {
      part.potential = [Double](repeating: 0, count: part.nodes.count)
      part.reach = part.potential
    }
    defer {
      for part in parts {
        part.potential = []
        part.reach = []
      }
    }
    let firstPosition = (0..<count).first { rows[$0] == first } ?? 0
    chosen.append(first)
    (seeds + 0).initialize(to: places[firstPosition])
    for part in parts { seeding(part, seeds) { $0.give(0, to: 0) } }

    var gains = [Double](repeating: 0, count: parts.count * trials)
    while chosen.count < k {
      let drawn = draw(trials, seeds, chosen: chosen, using: &generator)
      let candidates = drawn.map { places[$0] }
      // Far from the first seeds little is to do: not worth waking another core.
      let isMuch = count * trials / chosen.count > 200_000
      let cores = isMuch ? self.cores : 1
      gains.withUnsafeMutableBufferPointer { gains in
        nonisolated(unsafe) let gains = gains
        nonisolated(unsafe) let seeds = seeds
        concurrently(parts.count, cores: cores) { number in
          self.seeding(self.parts[number], seeds) { seeding in
            for (trial, candidate) in candidates.enumerated() {
              gains[number * trials + trial] = seeding.gain(of: candidate, 0, inherited: -1)
            }
          }
        }
      }
      var best = 0
      var bestGain = -1.0
      for trial in candidates.indices {
        var gain = 0.0
        for number in parts.indices { gain += gains[number * trials + trial] }
        if gain > bestGain {
          best = trial
          bestGain = gain
        }
      }
      let last = Int32(chosen.count)
      (seeds + chosen.count).initialize(to: candidates[best])
      chosen.append(Int(rows[drawn[best]]))
      nonisolated(unsafe) let all = seeds
      concurrently(parts.count, cores: cores) { number in
        self.seeding(self.parts[number], all) { $0.settle(last, 0) }
      }
    }
    return chosen
  }

  private func seeding<Result>(
    _ part: TreePart<V>, _ seeds: UnsafeMutablePointer<V>, _ body: (TreeSeeding<V>) -> Result
  ) -> Result {
    part.nodes.withUnsafeMutableBufferPointer { nodes in
      part.potential.withUnsafeMutableBufferPointer { potential in
        part.reach.withUnsafeMutableBufferPointer { reach in
          guard let nodes = nodes.baseAddress, let potential = potential.baseAddress,
            let reach = reach.baseAddress
          else { preconditionFailure("a part of the tree has nodes") }
          return body(
            TreeSeeding(
              nodes: nodes, places: places, weights: weights, labels: labels,
              potential: potential, reach: reach, seeds: seeds))
        }
      }
    }
  }

  /// Draws points with the likelihood of what they pay; at least one pays.
  private func draw(
    _ trials: Int, _ seeds: UnsafeMutablePointer<V>, chosen: [Int],
    using generator: inout SeededGenerator
  ) -> [Int] {
    let total = parts.reduce(0) { $0 + $1.potential[0] }
    var drawn: [Int] = []
    for _ in 0..<trials {
      var amount = generator.unit() * total
      var found: Int?
      for part in parts {
        let share = part.potential[0]
        if amount < share, share > 0 {
          found = seeding(part, seeds) { $0.point(at: amount, 0, inherited: -1) }
          if found != nil { break }
          amount = 0
        } else {
          amount -= share
        }
      }
      if let found, !drawn.contains(found) { drawn.append(found) }
    }
    guard drawn.isEmpty else { return drawn }
    // Rounding can drown what little is left: look everywhere.
    for part in parts {
      if let found = seeding(part, seeds, { $0.point(at: 0, 0, inherited: -1) }) { return [found] }
    }
    // No point is away from the seeds: any other, one with weight if there is one.
    let taken = Set(chosen)
    let free = (0..<count).filter { !taken.contains(Int(rows[$0])) }
    let found = free.first { (weights?[$0] ?? 1) > 0 } ?? free.first
    guard let found else { preconditionFailure("there are fewer points than seeds") }
    return [found]
  }
}
