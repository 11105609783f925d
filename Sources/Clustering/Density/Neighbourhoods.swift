import Geography
import Travel

/// Who is within a radius of whom, in any provider's metric.
///
/// A place is its own neighbour. Where ways there and back differ, both must be within the radius.
struct Neighbourhoods {
  /// Place *i* has `neighbours[starts[i]..<starts[i + 1]]`, ascending.
  private(set) var starts: [Int] = [0]
  private(set) var neighbours: [Int32] = []

  /// Looks at all pairs, many rows at a time on all cores.
  ///
  /// - Complexity: O(*n*²) distances; memory for the neighbours and for a batch of rows.
  init<Provider: DistanceProvider>(
    of places: Provider.Prepared, provider: Provider, radius: Double, shouldStop: () -> Bool
  ) throws(ClusteringError) {
    let count = places.count
    let batch = DistanceTable.rowsAtOnce(columns: count, memory: 64 << 20)
    var found: [[Int32]] = []
    found.reserveCapacity(count)
    for begin in stride(from: 0, to: count, by: batch) {
      if shouldStop() { throw .stopped }
      let end = min(begin + batch, count)
      let table = provider.distances(from: places, to: places, chosen: Array(begin..<end))
      var rows = [[Int32]](repeating: [], count: end - begin)
      rows.withUnsafeMutableBufferPointer { rows in
        nonisolated(unsafe) let rows = rows
        table.values.withUnsafeBufferPointer { values in
          nonisolated(unsafe) let values = values
          concurrently(end - begin, cores: nil) { row in
            var near: [Int32] = []
            for other in 0..<count
            where values[row * count + other] <= radius || other == begin + row {
              near.append(Int32(other))
            }
            rows[row] = near
          }
        }
      }
      found += rows
    }
    if !provider.isSymmetric { Self.keepMutual(&found) }
    for near in found {
      neighbours += near
      starts.append(neighbours.count)
    }
  }

  func count(of place: Int) -> Int { starts[place + 1] - starts[place] }

  func forEach(of place: Int, _ body: (Int) -> Void) {
    for index in starts[place]..<starts[place + 1] { body(Int(neighbours[index])) }
  }

  private static func keepMutual(_ found: inout [[Int32]]) {
    let all = found
    for (place, near) in all.enumerated() {
      found[place] = near.filter { other in
        let back = all[Int(other)]
        let position = back.partitioningIndex(below: Int32(place))
        return position < back.count && back[position] == Int32(place)
      }
    }
  }
}

extension [Int32] {
  /// The first position whose value is not below the limit; the values ascend.
  fileprivate func partitioningIndex(below limit: Int32) -> Int {
    var low = 0
    var high = count
    while low < high {
      let middle = (low + high) / 2
      if self[middle] < limit { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
