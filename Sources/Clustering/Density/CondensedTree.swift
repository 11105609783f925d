import Travel

/// How clusters of at least a given size fall apart as the density that they need grows.
///
/// R. J. G. B. Campello, D. Moulavi, J. Sander, "Density-Based Clustering Based on Hierarchical
/// Density Estimates", PAKDD 2013, <https://doi.org/10.1007/978-3-642-37456-2_14>.
struct CondensedTree {
  struct Cluster {
    var parent: Int?
    /// Density, as 1 ÷ reach, at which it splits off.
    var birth: Double
    var children: [Int] = []
    /// Places that fall out of it before it splits or ends, and at what density.
    var fallen: [(place: Int, density: Double)] = []
    /// Σ over its places of how long they stay in it.
    var stability = 0.0
  }

  /// Densities and stabilities are to be divided by 2 to this power.
  let exponent: Int
  /// The first holds all places; parents come before their children.
  private(set) var clusters: [Cluster] = [Cluster(parent: nil, birth: 0)]

  init(_ tree: ReachabilityTree, count: Int, minimumSize: Int) {
    // The tree of merges: nodes below `count` are places, the others merges in their order.
    var sets = DisjointSets(count: count)
    var node = Array(0..<count)
    var children: [(Int, Int)] = []
    var sizes = [Int](repeating: 1, count: count)
    // Densities of very small or very large distances are those of another unit, a power of two.
    let longest = tree.edges.last { $0.reach < .infinity }?.reach ?? 1
    let isUsual = longest == 0 || (0x1p-200...0x1p200).contains(longest)
    exponent = isUsual ? 0 : longest.exponent
    let edges = isUsual ? tree.edges : tree.edges.map { $0.divided(by: exponent) }
    // Places on the same spot would stay together for ever: as long as the densest others twice over.
    let shortest = edges.first { $0.reach > 0 }?.reach ?? 1
    let densest = min(2 / shortest, 0x1p900)
    var densities: [Double] = []
    for edge in edges {
      let one = Int(sets.root(of: Int32(edge.one)))
      let other = Int(sets.root(of: Int32(edge.other)))
      children.append((node[one], node[other]))
      sizes.append(sizes[node[one]] + sizes[node[other]])
      densities.append(edge.reach > 0 ? min(densest, 1 / edge.reach) : densest)
      node[min(one, other)] = count + children.count - 1
      sets.join(Int32(one), Int32(other))
    }

    var waiting: [(node: Int, cluster: Int)] = [(count + children.count - 1, 0)]
    if children.isEmpty { waiting = [] }
    while let (node, cluster) = waiting.popLast() {
      let density = densities[node - count]
      // Everything that comes apart at this density comes apart at once, whatever the tree's order.
      var parts: [Int] = []
      var joined = [node]
      while let next = joined.popLast() {
        if next >= count, densities[next - count] == density {
          joined += [children[next - count].0, children[next - count].1]
        } else {
          parts.append(next)
        }
      }
      let large = parts.filter { sizes[$0] >= minimumSize }
      for part in parts {
        if sizes[part] < minimumSize {
          var below = [part]
          while let next = below.popLast() {
            if next < count {
              fall(next, from: cluster, at: density)
            } else {
              below += [children[next - count].0, children[next - count].1]
            }
          }
        } else if large.count == 1 {
          waiting.append((part, cluster))
        } else {
          clusters[cluster].stability +=
            Double(sizes[part]) * (density - clusters[cluster].birth)
          clusters[cluster].children.append(clusters.count)
          clusters.append(Cluster(parent: cluster, birth: density))
          waiting.append((part, clusters.count - 1))
        }
      }
    }
  }

  private mutating func fall(_ place: Int, from cluster: Int, at density: Double) {
    clusters[cluster].fallen.append((place, density))
    clusters[cluster].stability += density - clusters[cluster].birth
  }

  /// The clusters that are together the most stable, none inside another; with all places as one only
  /// where that is allowed.
  func mostStable(allowsOne: Bool) -> [Int] {
    var best = clusters.map(\.stability)
    var isChosen = [Bool](repeating: true, count: clusters.count)
    for cluster in clusters.indices.reversed() {
      let children = clusters[cluster].children.reduce(0) { $0 + best[$1] }
      if cluster == 0, !allowsOne { isChosen[cluster] = false }
      if !clusters[cluster].children.isEmpty, children > best[cluster] || !isChosen[cluster] {
        isChosen[cluster] = false
        best[cluster] = children
      }
    }
    var chosen: [Int] = []
    var waiting = [0]
    while let cluster = waiting.popLast() {
      if isChosen[cluster] { chosen.append(cluster) } else { waiting += clusters[cluster].children }
    }
    return chosen.sorted()
  }

  /// Per place the chosen cluster that it falls out of, or out of something inside it, and when.
  func members(of cluster: Int) -> [(place: Int, density: Double)] {
    var members: [(place: Int, density: Double)] = []
    var waiting = [cluster]
    while let next = waiting.popLast() {
      members += clusters[next].fallen
      waiting += clusters[next].children
    }
    return members
  }
}
