/// One pass over a block of rows: which of their bounds still hold, and who is nearest where not.
struct BoundedPass<Metric: RowMetric> {
  let columns: Int
  let margin: Double
  let values: UnsafePointer<Double>
  let labels: UnsafeMutablePointer<Int32>
  let upper: UnsafeMutablePointer<Double>
  let lower: UnsafeMutablePointer<Double>
  let centers: UnsafePointer<Double>
  let groupCount: Int
  /// The centers, a block for each group, and their numbers, −1 for none.
  let packed: UnsafePointer<SIMD8<Double>>
  let numbers: UnsafePointer<SIMD8<Int32>>
  let groupOf: UnsafePointer<Int32>
  /// How far centers have moved since the last pass, and the farthest of each group.
  let drift: UnsafePointer<Double>
  let groupDrift: UnsafePointer<Double>

  private struct Nearest {
    var center: Int32 = -1
    var score = Double.infinity
    var second = Double.infinity
  }

  /// The two smallest scores of a group's centers, one center left out; the lowest number on ties.
  @inline(__always)
  private func nearest(
    ofGroup group: Int, except own: Int32, for row: UnsafePointer<Double>
  ) -> Nearest {
    var scores = PackedRows.scores(row, packed + group * columns, columns, Metric.self)
    let numbers = numbers[group]
    var nearest = Nearest()
    for lane in 0..<8 {
      let score = numbers[lane] == own ? .infinity : scores[lane]
      scores[lane] = score
      nearest.second = min(nearest.second, max(score, nearest.score))
      nearest.center = score < nearest.score ? numbers[lane] : nearest.center
      nearest.score = min(score, nearest.score)
    }
    return nearest
  }

  /// Compares every row with every center.
  ///
  /// - Returns: Whether a label changed.
  func begin(_ range: Range<Int>) -> Bool {
    for row in range {
      let value = values + row * columns
      let bounds = lower + row * groupCount
      var best = Nearest()
      var bestGroup = 0
      for group in 0..<groupCount {
        let found = nearest(ofGroup: group, except: -2, for: value)
        bounds[group] = Metric.distance(found.score) * (1 - margin)
        if found.score < best.score || (found.score == best.score && found.center < best.center) {
          best = found
          bestGroup = group
        }
      }
      bounds[bestGroup] = Metric.distance(best.second) * (1 - margin)
      labels[row] = best.center
      upper[row] = Metric.distance(best.score) * (1 + margin)
    }
    return true
  }

  /// Compares where the bounds, loosened by how far the centers have moved, do not decide.
  ///
  /// - Returns: Whether a label changed.
  func update(_ range: Range<Int>) -> Bool {
    var hasChanges = false
    for row in range {
      let bounds = lower + row * groupCount
      let own = labels[row]
      var bound = (upper[row] + drift[Int(own)]) * (1 + 0x1p-52)
      var least = Double.infinity
      for group in 0..<groupCount {
        let loose = (bounds[group] - groupDrift[group]) * (1 - 0x1p-52)
        bounds[group] = loose
        least = min(least, loose)
      }
      if bound >= least {
        let score = Metric.roughScore(
          values + row * columns, centers + Int(own) * columns, columns)
        bound = Metric.distance(score) * (1 + margin)
        if bound >= least {
          let isNew = search(row, own, bound: &bound, bounds)
          hasChanges = hasChanges || isNew
        }
      }
      upper[row] = bound
    }
    return hasChanges
  }

  /// Looks for the nearest center in all groups that may hold it.
  @inline(__always)
  private func search(
    _ row: Int, _ own: Int32, bound: inout Double, _ bounds: UnsafeMutablePointer<Double>
  ) -> Bool {
    let value = values + row * columns
    let ownScore = Metric.score(value, centers + Int(own) * columns, columns)
    var best = Nearest(center: own, score: ownScore)
    var bestGroup = -1
    for group in 0..<groupCount where bounds[group] <= bound {
      let found = nearest(ofGroup: group, except: own, for: value)
      bounds[group] = Metric.distance(found.score) * (1 - margin)
      if found.score < best.score || (found.score == best.score && found.center < best.center) {
        best = found
        bestGroup = group
        bound = Metric.distance(found.score) * (1 + margin)
      }
    }
    guard bestGroup >= 0 else { return false }
    bounds[bestGroup] = Metric.distance(best.second) * (1 - margin)
    // The center left behind is now one of the others.
    let left = Int(groupOf[Int(own)])
    bounds[left] = min(bounds[left], Metric.distance(ownScore) * (1 - margin))
    labels[row] = best.center
    return true
  }
}
