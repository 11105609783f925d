/// How single places were joined, step by step, until all were one.
public struct Dendrogram: Hashable, Sendable {
  /// One step.
  ///
  /// Places are numbered from 0; the cluster that step *s* makes has the number *n* + *s*.
  public struct Merge: Hashable, Sendable {
    /// The lower number first.
    public var one: Int
    public var other: Int
    /// How far apart the two were.
    public var height: Double
    /// How many places are together now.
    public var size: Int

    public init(one: Int, other: Int, height: Double, size: Int) {
      self.one = one
      self.other = other
      self.height = height
      self.size = size
    }
  }

  /// *n*.
  public let placeCount: Int
  /// *n* − 1 steps, none lower than the one before.
  public let merges: [Merge]

  /// Clusters when so many are left.
  ///
  /// - Parameter count: From 1 to the number of places.
  /// - Returns: Per place its cluster, numbered in the order of their first places.
  /// - Complexity: O(*n*)
  public func labels(count: Int) -> [Int] {
    precondition((1...max(1, placeCount)).contains(count), "cannot cut into \(count) clusters")
    return labels(steps: max(0, placeCount - count))
  }

  /// Clusters that are never joined above a height.
  ///
  /// - Returns: Per place its cluster, numbered in the order of their first places.
  /// - Complexity: O(*n*)
  public func labels(below height: Double) -> [Int] {
    labels(steps: merges.prefix { $0.height <= height }.count)
  }

  /// The places in an order in which no branches cross, each lower-numbered branch first.
  ///
  /// - Complexity: O(*n*)
  public var leafOrder: [Int] {
    guard let last = merges.indices.last else { return Array(0..<placeCount) }
    var order: [Int] = []
    order.reserveCapacity(placeCount)
    var waiting = [placeCount + last]
    while let node = waiting.popLast() {
      if node < placeCount {
        order.append(node)
      } else {
        waiting += [merges[node - placeCount].other, merges[node - placeCount].one]
      }
    }
    return order
  }

  /// The same with all heights multiplied by a power of two.
  package func raised(by exponent: Int) -> Dendrogram {
    Dendrogram(
      placeCount: placeCount,
      merges: merges.map { merge in
        var merge = merge
        merge.height = Double(sign: .plus, exponent: exponent, significand: merge.height)
        return merge
      })
  }

  private func labels(steps: Int) -> [Int] {
    var cluster = Array(0..<placeCount + steps)
    // From the last step back: each member takes the number of what it went into.
    for step in (0..<steps).reversed() {
      cluster[merges[step].one] = cluster[placeCount + step]
      cluster[merges[step].other] = cluster[placeCount + step]
    }
    var numbers: [Int: Int] = [:]
    return (0..<placeCount).map { place in
      let number = numbers[cluster[place]] ?? numbers.count
      numbers[cluster[place]] = number
      return number
    }
  }
}
