/// One pass over a block of rows: which of their bounds still hold, and who is nearest where not.
struct BoundedPass<Metric: RowMetric> {
  private let stride: Int
  private let margin: Double
  private let values: UnsafeMutablePointer<Double>
  private let labels: UnsafeMutablePointer<Int32>
  private let upper: UnsafeMutablePointer<Double>
  private let lower: UnsafeMutableBufferPointer<Double>
  private let centers: UnsafeBufferPointer<Double>
  private let groups: CenterGroups
  /// The members of all groups one behind the other, and where each group begins.
  private let flat: [Int32]
  private let starts: [Int]
  private let drifts: Drifts
  private let groupCount: Int

  init(
    rows: BoundedRows<Metric>, centers: UnsafeBufferPointer<Double>, groups: CenterGroups,
    drifts: Drifts?, lower: UnsafeMutableBufferPointer<Double>
  ) {
    stride = rows.stride
    margin = rows.margin
    values = rows.values
    labels = rows.labels
    upper = rows.upper
    self.lower = lower
    self.centers = centers
    self.groups = groups
    flat = groups.members.joined().map { Int32($0) }
    var starts = [0]
    for members in groups.members { starts.append((starts.last ?? 0) + members.count) }
    self.starts = starts
    self.drifts = drifts ?? Drifts(centers: [], groups: [])
    groupCount = groups.members.count
  }

  /// The two smallest scores of a group's centers, one center left out; the lowest number on ties.
  @inline(__always)
  private func smallest(
    ofGroup group: Int, except own: Int32, for row: UnsafePointer<Double>,
    _ centers: UnsafePointer<Double>, _ flat: UnsafePointer<Int32>, _ starts: UnsafePointer<Int>
  ) -> (center: Int32, score: Double, second: Double) {
    var best: Int32 = -1
    var score = Double.infinity
    var second = Double.infinity
    for index in starts[group]..<starts[group + 1] {
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
  mutating func begin(_ range: Range<Int>) -> Bool {
    withPointers { centers, flat, starts, lower in
      for row in range {
        let value = values + row * stride
        let bounds = lower + row * groupCount
        var best: Int32 = -1
        var bestScore = Double.infinity
        var bestGroup = 0
        var bestSecond = Double.infinity
        for group in 0..<groupCount {
          let found = smallest(
            ofGroup: group, except: -1, for: value, centers, flat, starts)
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
  }

  /// Compares where the bounds, loosened by how far the centers have moved, do not decide.
  ///
  /// - Returns: Whether a label changed.
  mutating func update(_ range: Range<Int>) -> Bool {
    withPointers { centers, flat, starts, lower in
      drifts.centers.withUnsafeBufferPointer { drift in
        drifts.groups.withUnsafeBufferPointer { groupDrift in
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
              let score = Metric.score(
                values + row * stride, centers + Int(own) * stride, stride)
              bound = Metric.distance(score) * (1 + margin)
              if bound >= least {
                let isNew = search(
                  row, own, score: score, bound: &bound, bounds, centers, flat, starts)
                hasChanges = hasChanges || isNew
              }
            }
            upper[row] = bound
          }
          return hasChanges
        }
      }
    }
  }

  /// Looks for the nearest center in all groups that may hold it.
  @inline(__always)
  private func search(
    _ row: Int, _ own: Int32, score ownScore: Double, bound: inout Double,
    _ bounds: UnsafeMutablePointer<Double>, _ centers: UnsafePointer<Double>,
    _ flat: UnsafePointer<Int32>, _ starts: UnsafePointer<Int>
  ) -> Bool {
    var best = own
    var bestScore = ownScore
    var bestGroup = -1
    var bestSecond = Double.infinity
    let value = values + row * stride
    var nearest = bound
    for group in 0..<groupCount where bounds[group] <= nearest {
      let found = smallest(ofGroup: group, except: own, for: value, centers, flat, starts)
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
    let left = groups.groupOf[Int(own)]
    bounds[left] = min(bounds[left], Metric.distance(ownScore) * (1 - margin))
    labels[row] = best
    bound = nearest
    return true
  }

  private func withPointers(
    _ body: (
      UnsafePointer<Double>, UnsafePointer<Int32>, UnsafePointer<Int>,
      UnsafeMutablePointer<Double>
    ) -> Bool
  ) -> Bool {
    flat.withUnsafeBufferPointer { flat in
      starts.withUnsafeBufferPointer { starts in
        guard let centers = centers.baseAddress, let flat = flat.baseAddress,
          let starts = starts.baseAddress, let lower = lower.baseAddress
        else { return false }
        return body(centers, flat, starts, lower)
      }
    }
  }
}
