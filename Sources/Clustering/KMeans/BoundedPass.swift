/// One pass over a block of rows: which of their bounds still hold, and who is nearest where not.
struct BoundedPass<Metric: RowMetric> {
  let stride: Int
  let margin: Double
  let values: UnsafePointer<Double>
  let labels: UnsafeMutablePointer<Int32>
  let upper: UnsafeMutablePointer<Double>
  let lower: UnsafeMutablePointer<Double>
  let centers: UnsafePointer<Double>
  let groupCount: Int
  /// The members of all groups one behind the other, where each group begins, and the group of
  /// each center.
  let flat: UnsafePointer<Int32>
  let starts: UnsafePointer<Int32>
  let groupOf: UnsafePointer<Int32>
  /// How far centers have moved since the last pass, and the farthest of each group.
  let drift: UnsafePointer<Double>
  let groupDrift: UnsafePointer<Double>

  /// The two smallest scores of a group's centers, one center left out; the lowest number on ties.
  @inline(__always)
  private func smallest(
    ofGroup group: Int, except own: Int32, for row: UnsafePointer<Double>
  ) -> (center: Int32, score: Double, second: Double) {
    var best: Int32 = -1
    var score = Double.infinity
    var second = Double.infinity
    for index in Int(starts[group])..<Int(starts[group + 1]) {
      let center = flat[index]
      if center == own { continue }
      let other = Metric.score(row, centers + Int(center) * stride, stride)
      if other < score {
        second = score
        score = other
        best = center
      } else if other < second {
        second = other
      }
    }
    return (best, score, second)
  }

  /// Compares every row with every center.
  ///
  /// - Returns: Whether a label changed.
  func begin(_ range: Range<Int>) -> Bool {
    for row in range {
      let value = values + row * stride
      let bounds = lower + row * groupCount
      var best: Int32 = -1
      var bestScore = Double.infinity
      var bestGroup = 0
      var bestSecond = Double.infinity
      for group in 0..<groupCount {
        let found = smallest(ofGroup: group, except: -1, for: value)
        bounds[group] = Metric.distance(found.score) * (1 - margin)
        if found.score < bestScore || (found.score == bestScore && found.center < best) {
          best = found.center
          bestScore = found.score
          bestGroup = group
          bestSecond = found.second
        }
      }
      bounds[bestGroup] = Metric.distance(bestSecond) * (1 - margin)
      labels[row] = best
      upper[row] = Metric.distance(bestScore) * (1 + margin)
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
        let score = Metric.score(values + row * stride, centers + Int(own) * stride, stride)
        bound = Metric.distance(score) * (1 + margin)
        if bound >= least {
          let isNew = search(row, own, score: score, bound: &bound, bounds)
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
    _ row: Int, _ own: Int32, score ownScore: Double, bound: inout Double,
    _ bounds: UnsafeMutablePointer<Double>
  ) -> Bool {
    var best = own
    var bestScore = ownScore
    var bestGroup = -1
    var bestSecond = Double.infinity
    let value = values + row * stride
    var nearest = bound
    for group in 0..<groupCount where bounds[group] <= nearest {
      let found = smallest(ofGroup: group, except: own, for: value)
      bounds[group] = Metric.distance(found.score) * (1 - margin)
      if found.center >= 0,
        found.score < bestScore || (found.score == bestScore && found.center < best)
      {
        best = found.center
        bestScore = found.score
        bestGroup = group
        bestSecond = found.second
        nearest = Metric.distance(found.score) * (1 + margin)
      }
    }
    guard best != own else { return false }
    bounds[bestGroup] = Metric.distance(bestSecond) * (1 - margin)
    // The center left behind is now one of the others.
    let left = Int(groupOf[Int(own)])
    bounds[left] = min(bounds[left], Metric.distance(ownScore) * (1 - margin))
    labels[row] = best
    bound = nearest
    return true
  }
}
