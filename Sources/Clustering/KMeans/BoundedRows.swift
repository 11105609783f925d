/// Points of any number of columns, with bounds that spare most distances.
///
/// Each point keeps an upper bound of the distance to its own center and a lower bound for each
/// group of others; centers that move by little change both by little. Y. Ding and others, "Yinyang
/// K-Means", ICML 2015, <https://proceedings.mlr.press/v37/ding15.html>; with one group it is
/// G. Hamerly, "Making k-means Even Faster", SDM 2010,
/// <https://doi.org/10.1137/1.9781611972801.12>. Bounds are rounded the safe way, so that labels
/// are those of comparing every point with every center.
///
/// The rows stand in fixed blocks, each summed in order, so that sums do not depend on the cores.
final class BoundedRows<Metric: RowMetric>: @unchecked Sendable {
  let rowCount: Int
  let columns: Int
  let cores: Int?
  let weights: [Double]?
  /// Row after row.
  let values: UnsafeMutablePointer<Double>
  let labels: UnsafeMutablePointer<Int32>
  /// No less than the distance to the own center.
  let upper: UnsafeMutablePointer<Double>
  /// For each row and group no more than the distance to any other center of the group.
  private var lower = UnsafeMutablePointer<Double>.allocate(capacity: 0)
  /// The centers of the last pass; empty where it is forgotten.
  private var centers: [Double] = []
  private(set) var groups = CenterGroups()
  /// Relative; covers the rounding of scores, their roots and sums of bounds.
  let margin: Double

  init(_ points: PointMatrix, weights: RowWeights, cores: Int?) {
    rowCount = points.rowCount
    columns = points.columnCount
    self.cores = cores
    self.weights = weights.values
    margin = 4e-16 * Double(columns + 8)
    values = .allocate(capacity: rowCount * columns)
    values.initialize(from: points.values, count: rowCount * columns)
    labels = .allocate(capacity: rowCount)
    labels.initialize(repeating: -1, count: rowCount)
    upper = .allocate(capacity: rowCount)
    upper.initialize(repeating: 0, count: rowCount)
  }

  deinit {
    values.deallocate()
    lower.deallocate()
    labels.deallocate()
    upper.deallocate()
  }

  func forget() { centers = [] }

  /// Rows in blocks that do not depend on the cores, for sums of this many numbers each.
  func blocks(sums: Int) -> [Range<Int>] {
    let most = max(2, min(64, 2_000_000 / max(1, sums)))
    let count = max(1, min(most, rowCount / 1024))
    return (0..<count).map { $0 * rowCount / count..<($0 + 1) * rowCount / count }
  }

  /// Gives every row to its nearest center.
  func assign(to new: [Double], count k: Int) -> LloydPass {
    let isFirst = centers.count != new.count
    if isFirst {
      groups = CenterGroups(new, columns: columns)
      lower.deallocate()
      lower = .allocate(capacity: rowCount * 4 * groups.fours)
      lower.initialize(repeating: 0, count: rowCount * 4 * groups.fours)
    }
    let drifts = isFirst ? ([0], [SIMD4()]) : self.drifts(to: new)
    centers = new
    let blocks = self.blocks(sums: k * columns)
    var parts = [LloydPass?](repeating: nil, count: blocks.count)
    parts.withUnsafeMutableBufferPointer { parts in
      nonisolated(unsafe) let parts = parts
      withPass(drifts.0, drifts.1) { pass in
        nonisolated(unsafe) let pass = pass
        concurrently(blocks.count, cores: cores) { block in
          let hasChanges = isFirst ? pass.begin(blocks[block]) : pass.update(blocks[block])
          var sums = self.sums(of: blocks[block], count: k)
          sums.hasChanges = hasChanges
          parts[block] = sums
        }
      }
    }
    var total = LloydPass(count: k, columns: columns)
    for case let part? in parts {
      for index in part.sums.indices { total.sums[index] += part.sums[index] }
      for index in part.weights.indices { total.weights[index] += part.weights[index] }
      total.hasChanges = total.hasChanges || part.hasChanges
    }
    return total
  }

  private func withPass(
    _ drift: [Double], _ groupDrift: [SIMD4<Double>], _ body: (BoundedPass<Metric>) -> Void
  ) {
    let numbers = groups.members.map { members in
      var lanes = SIMD8<Int32>(repeating: -1)
      for (lane, center) in members.enumerated() { lanes[lane] = Int32(center) }
      return lanes
    }
    let penalties = (0..<8).map { lane in
      var lanes = SIMD8<Double>()
      lanes[lane] = .infinity
      return lanes
    }
    let packed = PackedRows(centers, columns: columns, groups: groups.members)
    withPointers(packed.values, numbers) { packed, numbers in
      withPointers(drift, groupDrift) { drift, groupDrift in
        withPointers(groups.groupOf, groups.laneOf) { groupOf, laneOf in
          withPointers(centers, penalties) { centers, penalties in
            body(
              BoundedPass(
                columns: columns, margin: margin, values: values, labels: labels, upper: upper,
                lower: lower, centers: centers, groupCount: groups.count, fours: groups.fours,
                packed: packed, numbers: numbers, groupOf: groupOf, laneOf: laneOf,
                penalties: penalties, drift: drift, groupDrift: groupDrift))
          }
        }
      }
    }
  }

  /// How far each center has moved since the last pass, and the farthest of each group; rounded up.
  private func drifts(to new: [Double]) -> ([Double], [SIMD4<Double>]) {
    var drifts: [Double] = []
    var farthest = [SIMD4<Double>](repeating: SIMD4(), count: groups.fours)
    new.withUnsafeBufferPointer { new in
      centers.withUnsafeBufferPointer { old in
        guard let new = new.baseAddress, let old = old.baseAddress else { return }
        for (center, group) in groups.groupOf.enumerated() {
          let score = Metric.score(new + center * columns, old + center * columns, columns)
          let drift = Metric.distance(score) * (1 + margin)
          drifts.append(drift)
          let (four, lane) = Int(group).quotientAndRemainder(dividingBy: 4)
          farthest[four][lane] = max(farthest[four][lane], drift)
        }
      }
    }
    return (drifts, farthest)
  }

  private func sums(of range: Range<Int>, count k: Int) -> LloydPass {
    var pass = LloydPass(count: k, columns: columns)
    pass.sums.withUnsafeMutableBufferPointer { sums in
      pass.weights.withUnsafeMutableBufferPointer { totals in
        guard let sums = sums.baseAddress else { return }
        for row in range {
          let label = Int(labels[row])
          let sum = sums + label * columns
          let value = values + row * columns
          if let weights {
            let weight = weights[row]
            for column in 0..<columns { sum[column] += weight * value[column] }
            totals[label] += weight
          } else {
            for column in 0..<columns { sum[column] += value[column] }
            totals[label] += 1
          }
        }
      }
    }
    return pass
  }
}
