/// The cheapest way to deal rows to clusters of bounded sizes.
///
/// Every row starts at its cheapest cluster, which is the cheapest dealing for the sizes that come
/// out. Then one row at a time leaves a cluster that has too many, or goes to one that has too few,
/// along the cheapest chain of moves; every dealing on the way is the cheapest for its sizes.
struct SizedDealing {
  private let costs: [Double]
  private let count: Int
  private let minimum: Int
  private let maximum: Int
  private(set) var labels: [Int]
  private var sizes: [Int]
  /// What counts of each cluster's rows: its size held within the bounds while chains are open.
  private var flows: [Int]
  /// For each two clusters the rows of the first by what moving to the second costs.
  private var queues: [RowQueue]
  private var arcs: [Double]

  /// - Parameters:
  ///   - costs: *n* × *k*, finite.
  ///   - count: *k*.
  ///   - minimum: Whole, from 0 to *n* ∕ *k*.
  ///   - maximum: Whole, at least *n* ∕ *k*.
  init(costs: [Double], count: Int, minimum: Double, maximum: Double) {
    self.costs = costs
    self.count = count
    let rows = costs.count / count
    self.minimum = Int(clamping: minimum)
    self.maximum = maximum >= Double(rows) ? rows : Int(clamping: maximum)
    labels = cheapestCenters(costs, count: count)
    sizes = Array(repeating: 0, count: count)
    for label in labels { sizes[label] += 1 }
    flows = []
    queues = Array(repeating: RowQueue(), count: count * count)
    arcs = Array(repeating: .infinity, count: count * count)
  }

  /// - Complexity: O(*n* · *k*) to begin with, O(*k*²) to O(*k*³) for each row that moves, and
  ///   O(*k* · log *n*) for each move of a chain.
  mutating func solve() {
    let low = minimum
    let high = maximum
    flows = sizes.map { min(max($0, low), high) }
    guard flows != sizes else { return }
    for row in labels.indices { enqueue(row) }
    for queue in queues.indices { queues[queue].order() }
    for from in 0..<count { refresh(from) }
    while let chain = cheapestChain() { follow(chain) }
  }

  private mutating func enqueue(_ row: Int) {
    let from = labels[row]
    let base = row * count
    for to in 0..<count where to != from {
      queues[from * count + to].append(row, costs[base + to] - costs[base + from])
    }
  }

  /// Finds anew which row leaves a cluster most cheaply, for every other cluster.
  private mutating func refresh(_ from: Int) {
    for to in 0..<count where to != from {
      let queue = from * count + to
      while let row = queues[queue].first, labels[row] != from { queues[queue].removeFirst() }
      arcs[queue] = queues[queue].firstKey
    }
  }

  /// Clusters to pass rows along; `count` stands for nobody: the one who has too few or too many
  /// of them all.
  private func cheapestChain() -> [Int]? {
    let nobody = count
    var lengths = [Double](repeating: .infinity, count: count + 1)
    var before = [Int](repeating: -1, count: count + 1)
    var lacks = [Int](repeating: 0, count: count + 1)
    for cluster in 0..<count {
      lacks[cluster] = flows[cluster] - sizes[cluster]
      lacks[nobody] -= lacks[cluster]
    }
    for node in 0...count where lacks[node] < 0 { lengths[node] = 0 }
    var scale = 0.0
    for arc in arcs where arc < .infinity { scale = max(scale, abs(arc)) }
    let least = 1e-13 * scale
    for _ in 0...count {
      var hasChanges = false
      for from in 0...count where lengths[from] < .infinity {
        for to in 0...count where to != from {
          let arc: Double
          if to == nobody {
            arc = flows[from] < maximum ? 0 : .infinity
          } else if from == nobody {
            arc = flows[to] > minimum ? 0 : .infinity
          } else {
            arc = arcs[from * count + to]
          }
          if lengths[from] + arc < lengths[to] - least {
            lengths[to] = lengths[from] + arc
            before[to] = from
            hasChanges = true
          }
        }
      }
      if !hasChanges { break }
    }
    var end: Int?
    for node in 0...count where lacks[node] > 0 && lengths[node] < .infinity {
      if let best = end, lengths[best] <= lengths[node] { continue }
      end = node
    }
    guard let end else { return nil }
    var chain = [end]
    while before[chain[0]] >= 0, chain.count <= count + 1 { chain.insert(before[chain[0]], at: 0) }
    return chain
  }

  private mutating func follow(_ chain: [Int]) {
    let nobody = count
    var moves: [(row: Int, to: Int)] = []
    for (from, to) in zip(chain, chain.dropFirst()) {
      if to == nobody {
        flows[from] += 1
      } else if from == nobody {
        flows[to] -= 1
      } else if let row = queues[from * count + to].first {
        moves.append((row, to))
      }
    }
    for (row, to) in moves {
      sizes[labels[row]] -= 1
      sizes[to] += 1
      labels[row] = to
      enqueue(row)
    }
    for cluster in chain where cluster != nobody { refresh(cluster) }
  }
}

/// Rows by a key, the smallest first; a heap.
private struct RowQueue {
  private var rows: [Int32] = []
  private var keys: [Double] = []
  private var isOrdered = false

  var first: Int? { rows.first.map(Int.init) }
  var firstKey: Double { keys.first ?? .infinity }

  mutating func append(_ row: Int, _ key: Double) {
    rows.append(Int32(row))
    keys.append(key)
    guard isOrdered else { return }
    var child = rows.count - 1
    while child > 0, isBefore(child, (child - 1) / 2) {
      swap(child, (child - 1) / 2)
      child = (child - 1) / 2
    }
  }

  mutating func removeFirst() {
    swap(0, rows.count - 1)
    rows.removeLast()
    keys.removeLast()
    sink(0)
  }

  /// Makes a heap of what has been appended so far.
  mutating func order() {
    isOrdered = true
    for place in (0..<rows.count / 2).reversed() { sink(place) }
  }

  private func isBefore(_ a: Int, _ b: Int) -> Bool { (keys[a], rows[a]) < (keys[b], rows[b]) }

  private mutating func swap(_ a: Int, _ b: Int) {
    rows.swapAt(a, b)
    keys.swapAt(a, b)
  }

  private mutating func sink(_ start: Int) {
    var place = start
    while true {
      var least = place
      for child in [2 * place + 1, 2 * place + 2]
      where child < rows.count && isBefore(child, least) {
        least = child
      }
      if least == place { return }
      swap(place, least)
      place = least
    }
  }
}

/// For each row of *n* × *k* costs the cheapest center, the lowest of equal ones.
func cheapestCenters(_ costs: [Double], count: Int) -> [Int] {
  (0..<costs.count / count).map { row in
    var best = 0
    for center in 1..<max(1, count)
    where costs[row * count + center] < costs[row * count + best] {
      best = center
    }
    return best
  }
}
