import Travel

/// Follows nearest neighbours until two are each other's nearest, and joins those.
struct NearestNeighbourChain {
  private var pairs: PairDistances
  private let linkage: Linkage
  private var sizes: [Int]
  private var alive: [Int]

  init(pairs: PairDistances, linkage: Linkage) {
    self.pairs = pairs
    self.linkage = linkage
    sizes = Array(repeating: 1, count: pairs.count)
    alive = Array(0..<pairs.count)
  }

  consuming func dendrogram(shouldStop: () -> Bool) throws(ClusteringError) -> Dendrogram {
    let count = pairs.count
    var joins: [(one: Int, other: Int, height: Double)] = []
    var chain: [Int] = []
    while alive.count > 1 {
      if alive.count % 64 == 0, shouldStop() { throw .stopped }
      if chain.isEmpty { chain = [alive[0]] }
      while true {
        let end = chain[chain.count - 1]
        let before = chain.count > 1 ? chain[chain.count - 2] : nil
        let next = nearest(to: end, preferring: before)
        if next == before { break }
        chain.append(next)
      }
      let other = chain.removeLast()
      let one = chain.removeLast()
      joins.append((one, other, pairs[one, other]))
      join(one, other)
    }
    return label(joins, count)
  }

  private func nearest(to end: Int, preferring before: Int?) -> Int {
    var best = before
    var shortest = before.map { pairs[end, $0] } ?? .infinity
    for other in alive where other != end {
      let distance = pairs[end, other]
      if best == nil || distance < shortest {
        best = other
        shortest = distance
      }
    }
    return best ?? end
  }

  /// The lower number stands for both from now on.
  private mutating func join(_ first: Int, _ second: Int) {
    let (kept, gone) = (min(first, second), max(first, second))
    let between = pairs[kept, gone]
    let (one, other) = (Double(sizes[kept]), Double(sizes[gone]))
    alive.removeAll { $0 == gone }
    for third in alive where third != kept {
      let (left, right) = (pairs[kept, third], pairs[gone, third])
      switch linkage {
      case .single: pairs[kept, third] = min(left, right)
      case .complete: pairs[kept, third] = max(left, right)
      case .average:
        // As a step from one to the other, so that the mean of equal numbers is that number.
        pairs[kept, third] =
          left == right ? left : (one * left + other * right) / (one + other)
      case .ward:
        let size = Double(sizes[third])
        let sum = (one + size) * left + (other + size) * right - size * between
        pairs[kept, third] = max(0, sum / (one + other + size))
      }
    }
    sizes[kept] += sizes[gone]
  }

  /// Numbers the clusters by the order of their heights.
  private func label(
    _ joins: [(one: Int, other: Int, height: Double)], _ count: Int
  ) -> Dendrogram {
    let order = joins.indices.sorted { (joins[$0].height, $0) < (joins[$1].height, $1) }
    var sets = DisjointSets(count: count)
    var number = Array(0..<count)
    var size = [Int](repeating: 1, count: count)
    var merges: [Dendrogram.Merge] = []
    for index in order {
      let one = Int(sets.root(of: Int32(joins[index].one)))
      let other = Int(sets.root(of: Int32(joins[index].other)))
      let together = size[one] + size[other]
      size[min(one, other)] = together
      let height = joins[index].height
      merges.append(
        Dendrogram.Merge(
          one: min(number[one], number[other]), other: max(number[one], number[other]),
          height: linkage == .ward ? height.squareRoot() : height, size: together))
      number[min(one, other)] = count + merges.count - 1
      sets.join(Int32(one), Int32(other))
    }
    return Dendrogram(placeCount: count, merges: merges)
  }
}
