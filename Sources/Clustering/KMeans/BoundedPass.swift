/// One pass over a block of rows: which of their bounds still hold, and who is nearest where not.
///
/// Bounds, and the distances that they are made of, are rough ones; whoever they leave in
/// question is compared exactly.
struct BoundedPass<Metric: RowMetric> {
  let columns: Int
  let values: UnsafePointer<Double>
  let centers: UnsafePointer<Double>
  let rough: UnsafePointer<Float>
  let roughCenters: UnsafePointer<Float>
  let slacks: UnsafePointer<Float>
  let upperSlacks: UnsafePointer<Float>
  let groupSlacks: UnsafePointer<Float>
  let margin: Float
  let scale: Double
  let labels: UnsafeMutablePointer<Int32>
  let upper: UnsafeMutablePointer<Float>
  let lower: UnsafeMutablePointer<Float>
  let groupCount: Int
  /// Fours of bounds that a row has, one bound for each group; infinite where there is none.
  let fours: Int
  /// The centers, a block for each group, and their numbers, −1 for none.
  let packed: UnsafePointer<SIMD8<Float>>
  let numbers: UnsafePointer<SIMD8<Int32>>
  let groupOf: UnsafePointer<Int32>
  let laneOf: UnsafePointer<Int32>
  /// For each lane a block that is infinite there and 0 elsewhere; then one that is 0 everywhere.
  let penalties: UnsafePointer<SIMD8<Float>>
  /// How far centers have moved since the last pass, and the farthest of each group.
  let drift: UnsafePointer<Float>
  let groupDrift: UnsafePointer<SIMD4<Float>>
  /// Whether the processor has wide lanes.
  let isWide: Bool

  /// The rough scores of a row and the centers of a group, infinite for the one left out and for
  /// none.
  @inline(__always)
  private func scores(of row: Int, group: Int, except own: Int32?) -> SIMD8<Float> {
    PackedRows.roughScores(
      rough + row &* columns, packed + group &* columns, columns, Metric.self)
      + penalties[penalty(group: group, except: own)]
  }

  /// Where the penalties of a group stand if a center is left out; the last block has none.
  @inline(__always)
  private func penalty(group: Int, except own: Int32?) -> Int {
    guard let own, groupOf[Int(own)] == group else { return 8 }
    return Int(laneOf[Int(own)])
  }

  /// The center of a group that is nearest by rough scores.
  private func nearest(to row: Int, group: Int) -> Int32 {
    let scores = scores(of: row, group: group, except: nil)
    var best = 0
    for lane in 1..<8 where scores[lane] < scores[best] { best = lane }
    return numbers[group][best]
  }

  /// The smallest rough score of a row and the centers of a group, but for the one left out.
  @inline(__always)
  private func least(of row: Int, group: Int, except own: Int32?) -> Float {
    guard isWide else { return smallest(scores(of: row, group: group, except: own)) }
    return Metric.wideLeast(
      rough + row &* columns, packed + group &* columns,
      penalties + penalty(group: group, except: own), columns)
  }

  /// The smallest of eight.
  @inline(__always)
  private func smallest(_ scores: SIMD8<Float>) -> Float {
    let four = lesser(scores.lowHalf, scores.highHalf)
    let two = lesser(four.lowHalf, four.highHalf)
    return min(two.x, two.y)
  }

  /// No more than the distance that gave a rough score, to a center of the group.
  @inline(__always)
  private func lowerBound(_ score: Float, _ row: Int, group: Int) -> Float {
    Metric.distance(score) * (1 - margin) - (slacks[row] + groupSlacks[group])
  }

  /// No less than the distance from a row to a center.
  @inline(__always)
  private func upperBound(_ row: Int, _ center: Int32) -> Float {
    let value = rough + row &* columns
    let place = roughCenters + Int(center) &* columns
    let score =
      isWide ? Metric.wideScore(value, place, columns) : Metric.roughScore(value, place, columns)
    return Metric.distance(score) * (1 + margin) + (slacks[row] + upperSlacks[Int(center)])
  }

  /// Compares every row with every center.
  func begin(_ range: Range<Int>) {
    withUnsafeTemporaryAllocation(of: Pair.self, capacity: groupCount) { close in
      for row in range {
        let bounds = lower + row * 4 * fours
        var bestGroup = 0
        var least = Float.infinity
        for group in 0..<groupCount {
          let score = self.least(of: row, group: group, except: nil)
          bounds[group] = lowerBound(score, row, group: group)
          if score < least {
            least = score
            bestGroup = group
          }
        }
        for group in groupCount..<4 * fours { bounds[group] = .infinity }
        let own = nearest(to: row, group: bestGroup)
        bounds[bestGroup] = lowerBound(
          self.least(of: row, group: bestGroup, except: own), row, group: bestGroup)
        labels[row] = own
        upper[row] = upperBound(row, own)
        var count = 0
        for group in 0..<groupCount where bounds[group] <= upper[row] {
          close[count] = Pair(row: row, group: group)
          count += 1
        }
        if count > 0 { compare(row, with: close[..<count]) }
      }
    }
  }

  /// Compares where the bounds, loosened by how far the centers have moved, do not decide.
  ///
  /// - Parameters:
  ///   - range: The rows.
  ///   - changed: Told of every row that has another center now, and which it had.
  func update(_ range: Range<Int>, changed: (_ row: Int, _ old: Int32) -> Void) {
    let size = 256
    withUnsafeTemporaryAllocation(of: Float.self, capacity: size) { leasts in
      withUnsafeTemporaryAllocation(of: Pair.self, capacity: size * groupCount) { pairs in
        for first in stride(from: range.lowerBound, to: range.upperBound, by: size) {
          let rows = first..<min(first + size, range.upperBound)
          let close = narrow(rows, leasts, pairs)
          var index = 0
          while index < close {
            let row = pairs[index].row
            var end = index + 1
            while end < close, pairs[end].row == row { end += 1 }
            let own = labels[row]
            if compare(row, with: pairs[index..<end]) { changed(row, own) }
            index = end
          }
        }
      }
    }
  }

  /// A row and a group whose centers may be nearer to it than its own.
  struct Pair {
    private let values: SIMD2<Int32>

    @inline(__always)
    init(row: Int, group: Int) {
      values = SIMD2(Int32(truncatingIfNeeded: row), Int32(truncatingIfNeeded: group))
    }

    var row: Int { Int(values.x) }
    var group: Int { Int(values.y) }
  }

  /// Finds the rows and groups that bounds leave in question, all rows in step: each round writes
  /// a list that the next makes shorter, with no branch to be guessed wrong.
  ///
  /// - Parameters:
  ///   - rows: A few rows.
  ///   - leasts: Room for a number a row.
  ///   - pairs: Room for all groups of all rows; then those in question, row by row.
  /// - Returns: How many pairs are in question.
  @inline(__always)
  private func narrow(
    _ rows: Range<Int>, _ leasts: UnsafeMutableBufferPointer<Float>,
    _ pairs: UnsafeMutableBufferPointer<Pair>
  ) -> Int {
    var open = 0
    for row in rows {
      let bound = (upper[row] + drift[Int(labels[row])]) * (1 + 0x1p-22)
      let least = loosen(lower + row &* 4 &* fours)
      upper[row] = bound
      pairs[open] = Pair(row: row, group: 0)
      leasts[open] = least
      open &+= bound >= least ? 1 : 0
    }
    var left = 0
    for index in 0..<open {
      let row = pairs[index].row
      let bound = upperBound(row, labels[row])
      upper[row] = bound
      pairs[left] = pairs[index]
      left &+= bound >= leasts[index] ? 1 : 0
    }
    // From the last to the first: each takes the room of those behind it.
    var start = pairs.count
    for index in (0..<left).reversed() {
      let row = pairs[index].row
      let bounds = lower + row &* 4 &* fours
      let bound = upper[row]
      for group in (0..<groupCount).reversed() {
        pairs[start &- 1] = Pair(row: row, group: group)
        start &-= bounds[group] <= bound ? 1 : 0
      }
    }
    var close = 0
    for index in start..<pairs.count {
      let pair = pairs[index]
      let row = pair.row
      let group = pair.group
      let bound = lowerBound(
        least(of: row, group: group, except: labels[row]), row, group: group)
      lower[row &* 4 &* fours &+ group] = bound
      pairs[close] = pair
      close &+= bound <= upper[row] ? 1 : 0
    }
    return close
  }

  /// Takes from the lower bounds of a row how far the centers of each group have moved.
  ///
  /// - Returns: The least of them.
  @inline(__always)
  private func loosen(_ bounds: UnsafeMutablePointer<Float>) -> Float {
    var least4 = SIMD4<Float>(repeating: .infinity)
    for four in 0..<fours {
      let place = UnsafeMutableRawPointer(bounds + 4 &* four)
      let loose =
        (place.loadUnaligned(as: SIMD4<Float>.self) - groupDrift[four]) * (1 - 0x1p-22)
      place.storeBytes(of: loose, as: SIMD4<Float>.self)
      least4 = lesser(least4, loose)
    }
    let least2 = lesser(least4.lowHalf, least4.highHalf)
    return min(least2.x, least2.y)
  }

  /// Compares a row exactly with all centers of some groups that may be nearest.
  ///
  /// - Returns: Whether another center is nearest.
  @discardableResult
  private func compare(_ row: Int, with close: Slice<UnsafeMutableBufferPointer<Pair>>) -> Bool {
    let value = values + row * columns
    let own = labels[row]
    var best = own
    var bestScore = Metric.score(value, centers + Int(own) * columns, columns)
    var bound = upper[row]
    for pair in close {
      let group = pair.group
      let scores = scores(of: row, group: group, except: own)
      for lane in 0..<8 where scores[lane] < .infinity {
        guard lowerBound(scores[lane], row, group: group) <= bound else { continue }
        let center = numbers[group][lane]
        let score = Metric.score(value, centers + Int(center) * columns, columns)
        if score < bestScore || (score == bestScore && center < best) {
          best = center
          bestScore = score
          bound = min(bound, Float(Metric.distance(score) * scale) * (1 + 0x1p-22))
        }
      }
    }
    upper[row] = bound
    guard best != own else { return false }
    labels[row] = best
    // The center left behind is now one of the others; the new one is no longer.
    tighten(row, group: Int(groupOf[Int(own)]), except: best)
    tighten(row, group: Int(groupOf[Int(best)]), except: best)
    return true
  }

  private func tighten(_ row: Int, group: Int, except own: Int32) {
    lower[row * 4 * fours + group] = lowerBound(
      least(of: row, group: group, except: own), row, group: group)
  }
}
