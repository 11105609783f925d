/// Pairs rows with columns, each with one at most, so that the sum of their values is largest.
///
/// The Hungarian method with potentials: H. W. Kuhn, "The Hungarian method for the assignment
/// problem", Naval Research Logistics Quarterly 2 (1955), <https://doi.org/10.1002/nav.3800020109>; in
/// the form of successive shortest paths.
///
/// - Parameter values: Rows of equal length; none negative.
/// - Returns: Per row its column, nil where there are more rows than columns and it stays alone; with
///   min(rows, columns) pairs.
/// - Complexity: O(*m*² · *n*) for *m* the smaller and *n* the larger side.
package func bestMatching(_ values: [[Int]]) -> [Int?] {
  guard let width = values.first?.count, width > 0 else {
    return Array(repeating: nil, count: values.count)
  }
  guard values.count <= width else {
    let turned = (0..<width).map { column in values.map { $0[column] } }
    var rows = [Int?](repeating: nil, count: values.count)
    for (column, row) in bestMatching(turned).enumerated() {
      if let row { rows[row] = column }
    }
    return rows
  }

  // Columns count from 1: number 0 stands for the row that is looking for a column.
  var rowPrices = [Int](repeating: 0, count: values.count)
  var columnPrices = [Int](repeating: 0, count: width + 1)
  var owner = [Int?](repeating: nil, count: width + 1)
  for row in values.indices {
    owner[0] = row
    var column = 0
    var slack = [Int](repeating: .max, count: width + 1)
    var before = [Int](repeating: 0, count: width + 1)
    var isReached = [Bool](repeating: false, count: width + 1)
    while let current = owner[column] {
      isReached[column] = true
      var step = Int.max
      var next = 0
      for other in 1...width where !isReached[other] {
        let reduced = -values[current][other - 1] - rowPrices[current] - columnPrices[other]
        if reduced < slack[other] {
          slack[other] = reduced
          before[other] = column
        }
        if slack[other] < step {
          step = slack[other]
          next = other
        }
      }
      for other in 0...width {
        if isReached[other] {
          if let reached = owner[other] { rowPrices[reached] += step }
          columnPrices[other] -= step
        } else if slack[other] < .max {
          slack[other] -= step
        }
      }
      column = next
    }
    while column != 0 {
      owner[column] = owner[before[column]]
      column = before[column]
    }
  }
  var columns = [Int?](repeating: nil, count: values.count)
  for column in 1...width {
    if let row = owner[column] { columns[row] = column - 1 }
  }
  return columns
}
