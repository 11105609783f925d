import CLanes

/// Points of any number of columns, with bounds that spare most distances.
///
/// Each point keeps an upper bound of the distance to its own center and a lower bound for each
/// group of others; centers that move by little change both by little. Y. Ding and others, "Yinyang
/// K-Means", ICML 2015, <https://proceedings.mlr.press/v37/ding15.html>; with one group it is
/// G. Hamerly, "Making k-means Even Faster", SDM 2010,
/// <https://doi.org/10.1137/1.9781611972801.12>. Bounds are kept in single precision and rounded
/// the safe way, so that labels are those of comparing every point with every center.
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
  private let rough: RoughRows<Metric>
  /// No less than the distance to the own center; rough, as are all bounds.
  private let upper: UnsafeMutablePointer<Float>
  /// For each row and group no more than the distance to any other center of the group.
  private var lower = UnsafeMutablePointer<Float>.allocate(capacity: 0)
  /// The centers of the last pass; empty where it is forgotten.
  private var centers: [Double] = []
  private(set) var groups = CenterGroups()
  /// Of each block of rows.
  private var sums: [MemberSums] = []
  /// Relative; covers the rounding of exact scores and their roots.
  let margin: Double

  init(_ points: PointMatrix, weights: RowWeights, cores: Int?) {
    rowCount = points.rowCount
    columns = points.columnCount
    self.cores = cores
    self.weights = weights.values
    margin = 4e-16 * Double(columns + 8)
    values = .allocate(capacity: rowCount * columns)
    let shares = RowBlocks.blocks(of: rowCount)
    nonisolated(unsafe) let values = values
    concurrently(shares.count, cores: cores) { [columns] share in
      points.values.withUnsafeBufferPointer { source in
        let first = shares[share].lowerBound * columns
        guard let source = source.baseAddress else { return }
        values.advanced(by: first).initialize(
          from: source + first, count: shares[share].count * columns)
      }
    }
    rough = RoughRows(points, cores: cores)
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

  /// Gives every row to its nearest center.
  func assign(to new: [Double], count k: Int) -> LloydPass {
    let isFirst = centers.count != new.count
    if isFirst {
      groups = CenterGroups(new, columns: columns)
      lower.deallocate()
      lower = .allocate(capacity: rowCount * 4 * groups.fours)
      lower.initialize(repeating: 0, count: rowCount * 4 * groups.fours)
    }
    let drifts = isFirst ? ([0], [SIMD4<Float>()]) : self.drifts(to: new)
    centers = new
    let blocks = RowBlocks.blocks(of: rowCount, sums: k * columns)
    if isFirst {
      sums = Array(repeating: MemberSums(count: k, columns: columns), count: blocks.count)
    }
    var pass = LloydPass(count: k, columns: columns)
    pass.hasChanges = isFirst
    var changes = [Int](repeating: 0, count: blocks.count)
    sums.withUnsafeMutableBufferPointer { sums in
      changes.withUnsafeMutableBufferPointer { changes in
        nonisolated(unsafe) let sums = sums
        nonisolated(unsafe) let changes = changes
        withPass(drifts.0, drifts.1) { pass in
          nonisolated(unsafe) let pass = pass
          concurrently(blocks.count, cores: cores) { block in
            if isFirst {
              pass.begin(blocks[block])
              for row in blocks[block] { self.add(row, to: &sums[block]) }
            } else {
              pass.update(blocks[block]) { row, old in
                self.move(row, from: old, in: &sums[block])
                changes[block] += 1
              }
            }
          }
        }
      }
    }
    for sums in sums { sums.add(to: &pass) }
    pass.hasChanges = pass.hasChanges || changes.contains { $0 > 0 }
    return pass
  }

  private func add(_ row: Int, to sums: inout MemberSums) {
    sums.add(
      values + row * columns, weight: weights?[row] ?? 1, sign: 1, to: Int(labels[row]))
  }

  /// Reckons a row to its label, and no longer to the old one.
  private func move(_ row: Int, from old: Int32, in sums: inout MemberSums) {
    sums.add(values + row * columns, weight: weights?[row] ?? 1, sign: -1, to: Int(old))
    add(row, to: &sums)
  }

  private func withPass(
    _ drift: [Float], _ groupDrift: [SIMD4<Float>], _ body: (BoundedPass<Metric>) -> Void
  ) {
    let numbers = groups.members.map { members in
      var lanes = SIMD8<Int32>(repeating: -1)
      for (lane, center) in members.enumerated() { lanes[lane] = Int32(center) }
      return lanes
    }
    let penalties = (0...8).map { lane in
      var lanes = SIMD8<Float>()
      if lane < 8 { lanes[lane] = .infinity }
      return lanes
    }
    let roughCenters = RoughCenters(centers, groups: groups, like: rough)
    withPointers(roughCenters.packed.values, numbers) { packed, numbers in
      withPointers(roughCenters.values, roughCenters.upperSlacks) { roughValues, upperSlacks in
        withPointers(roughCenters.groupSlacks, drift) { groupSlacks, drift in
          withPointers(groups.groupOf, groups.laneOf) { groupOf, laneOf in
            withPointers(centers, penalties) { centers, penalties in
              withPointers(groupDrift, groupDrift) { groupDrift, _ in
                body(
                  BoundedPass(
                    columns: columns, values: values, centers: centers, rough: rough.values,
                    roughCenters: roughValues, slacks: rough.slacks, upperSlacks: upperSlacks,
                    groupSlacks: groupSlacks, margin: rough.margin, scale: rough.scale,
                    labels: labels, upper: upper, lower: lower, groupCount: groups.count,
                    fours: groups.fours, packed: packed, numbers: numbers, groupOf: groupOf,
                    laneOf: laneOf, penalties: penalties, drift: drift, groupDrift: groupDrift,
                    isWide: lanes_are_wide()))
              }
            }
          }
        }
      }
    }
  }

  /// How far each center has moved since the last pass, and the farthest of each group; rounded up.
  private func drifts(to new: [Double]) -> ([Float], [SIMD4<Float>]) {
    var drifts: [Float] = []
    var farthest = [SIMD4<Float>](repeating: SIMD4(), count: groups.fours)
    new.withUnsafeBufferPointer { new in
      centers.withUnsafeBufferPointer { old in
        guard let new = new.baseAddress, let old = old.baseAddress else { return }
        for (center, group) in groups.groupOf.enumerated() {
          let score = Metric.score(new + center * columns, old + center * columns, columns)
          let exact = Metric.distance(score) * (1 + margin) * rough.scale
          // Finite, since there is no telling infinity less infinity.
          let drift = min(Float(exact).nextUp, .greatestFiniteMagnitude)
          drifts.append(exact > 0 ? drift : 0)
          let (four, lane) = Int(group).quotientAndRemainder(dividingBy: 4)
          farthest[four][lane] = max(farthest[four][lane], drifts[center])
        }
      }
    }
    return (drifts, farthest)
  }
}
