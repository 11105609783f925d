/// Which candidates are near enough to which demand points, and how far they are.
///
/// Of a table of distances only the cells up to a limit of each demand point, candidate by candidate.
struct NearCells: Sendable {
  /// The demand points that have a row here.
  let demand: [Int]
  let candidateCount: Int
  /// Candidate *x* has the cells `starts[x]..<starts[x + 1]`, by ascending row.
  let starts: [Int]
  let rows: [Int32]
  let distances: [Double]

  /// - Parameters:
  ///   - all: All distances.
  ///   - demand: The demand points that count.
  ///   - limit: Up to which distance a cell of a demand point is kept; unreachable ones never are.
  init(_ all: SiteDistances, demand: [Int], limit: (Int) -> Double) {
    self.demand = demand
    candidateCount = all.count
    let limits = demand.map { min(limit($0), .greatestFiniteMagnitude) }
    var starts = [0]
    var rows: [Int32] = []
    var distances: [Double] = []
    all.forEachRow { _, values in
      for (row, index) in demand.enumerated() where values[index] <= limits[row] {
        rows.append(Int32(truncatingIfNeeded: row))
        distances.append(values[index])
      }
      starts.append(rows.count)
    }
    self.starts = starts
    self.rows = rows
    self.distances = distances
  }

  /// Who is covered by whom if nobody goes farther than the radius.
  func coverRows(within radius: Double) -> CoverRows {
    var kept: [Int32] = []
    var begins = [0]
    for candidate in 0..<candidateCount {
      for cell in starts[candidate]..<starts[candidate + 1] where distances[cell] <= radius {
        kept.append(rows[cell])
      }
      begins.append(kept.count)
    }
    return CoverRows(rowCount: demand.count, columnStarts: begins, columnRows: kept)
  }

  /// The largest distance of anyone to the nearest of the chosen candidates; infinite where
  /// somebody has none.
  func radius(of chosen: [Int]) -> Double {
    var nearest = [Double](repeating: .infinity, count: demand.count)
    for candidate in chosen {
      for cell in starts[candidate]..<starts[candidate + 1] {
        let row = Int(rows[cell])
        if distances[cell] < nearest[row] { nearest[row] = distances[cell] }
      }
    }
    return nearest.max() ?? 0
  }
}
