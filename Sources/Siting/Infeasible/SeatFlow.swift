/// A largest flow of demand to the sites that it may go to, as far as their room goes.
///
/// Demand may be cut here, and all sites are open: what does not fit in even so fits in no plan.
/// The smallest cut is then a set of demand points that take more room than all the sites that they
/// may go to have, which is the proof (P. Hall's condition for loads: L. R. Ford, D. R. Fulkerson,
/// "Maximal Flow through a Network", Canadian Journal of Mathematics 8 (1956),
/// <https://doi.org/10.4153/CJM-1956-045-5>). Paths are found layer by layer: E. A. Dinic,
/// "Algorithm for Solution of a Problem of Maximum Flow in a Network with Power Estimation", Soviet
/// Mathematics Doklady 11 (1970).
///
/// Loads and rooms are whole numbers of a unit, so that all sums are exact.
struct SeatFlow {
  /// Demand points and all the sites that they may go to.
  struct Crowd {
    /// Rows, ascending.
    var rows: [Int]
    /// Columns, ascending.
    var columns: [Int]
    var load: Double
    var room: Double
  }

  private let loads: [Double]
  private let rooms: [Double]
  /// Row *i* may go to the columns `cells[starts[i]..<starts[i + 1]]`.
  private let starts: [Int]
  private let cells: [Int32]
  /// Column *j* has the cells `entries[begins[j]..<begins[j + 1]]`, each the number of a cell.
  private let begins: [Int]
  private let entries: [Int]
  private let rowOfCell: [Int32]
  private var flow: [Double]
  /// What of each row's load goes nowhere yet.
  private(set) var left: [Double]
  private var spare: [Double]
  private var rowLayer: [Int32]
  private var columnLayer: [Int32]
  private var nextCell: [Int]
  private var nextEntry: [Int]

  /// - Parameters:
  ///   - loads: *n* whole numbers.
  ///   - rooms: *m* whole numbers, or `.infinity`.
  ///   - sites: Per row the columns that it may go to.
  /// - Complexity: O(layers · cells) on most problems.
  init(loads: [Double], rooms: [Double], sites: [[Int32]]) {
    self.loads = loads
    self.rooms = rooms
    starts = sites.reduce(into: [0]) { $0.append($0[$0.count - 1] + $1.count) }
    cells = Array(sites.joined())
    var begins = [Int](repeating: 0, count: rooms.count + 1)
    for column in cells { begins[Int(column) + 1] += 1 }
    for column in rooms.indices { begins[column + 1] += begins[column] }
    self.begins = begins
    var ends = begins
    var entries = [Int](repeating: 0, count: cells.count)
    var rowOfCell = [Int32](repeating: 0, count: cells.count)
    for row in loads.indices {
      for cell in starts[row]..<starts[row + 1] {
        rowOfCell[cell] = Int32(row)
        entries[ends[Int(cells[cell])]] = cell
        ends[Int(cells[cell])] += 1
      }
    }
    self.entries = entries
    self.rowOfCell = rowOfCell
    flow = Array(repeating: 0, count: cells.count)
    left = loads
    spare = rooms
    rowLayer = Array(repeating: -1, count: loads.count)
    columnLayer = Array(repeating: -1, count: rooms.count)
    nextCell = []
    nextEntry = []
    while layer() { block() }
  }

  /// How much does not fit in.
  var missing: Double { left.reduce(0, +) }

  /// Numbers rows and columns by their distance from a row that has something left; false where
  /// no column with room is met.
  private mutating func layer() -> Bool {
    for row in loads.indices { rowLayer[row] = left[row] > 0 ? 0 : -1 }
    for column in rooms.indices { columnLayer[column] = -1 }
    var rows = loads.indices.filter { left[$0] > 0 }
    var depth: Int32 = 0
    var isFound = false
    while !rows.isEmpty, !isFound {
      var columns: [Int] = []
      for row in rows {
        for cell in starts[row]..<starts[row + 1] where columnLayer[Int(cells[cell])] < 0 {
          columnLayer[Int(cells[cell])] = depth + 1
          columns.append(Int(cells[cell]))
          isFound = isFound || spare[Int(cells[cell])] > 0
        }
      }
      rows = []
      depth += 2
      for column in columns {
        for entry in begins[column]..<begins[column + 1] {
          let row = Int(rowOfCell[entries[entry]])
          guard flow[entries[entry]] > 0, rowLayer[row] < 0 else { continue }
          rowLayer[row] = depth
          rows.append(row)
        }
      }
    }
    return isFound
  }

  private mutating func block() {
    nextCell = Array(starts.dropLast())
    nextEntry = Array(begins.dropLast())
    for row in loads.indices where left[row] > 0 && rowLayer[row] == 0 {
      while left[row] > 0 {
        let pushed = push(row, left[row])
        if pushed == 0 { break }
        left[row] -= pushed
      }
    }
  }

  /// Sends up to an amount from a row down the layers.
  private mutating func push(_ row: Int, _ amount: Double) -> Double {
    while nextCell[row] < starts[row + 1] {
      let cell = nextCell[row]
      let column = Int(cells[cell])
      if columnLayer[column] == rowLayer[row] + 1 {
        if spare[column] > 0 {
          let pushed = min(amount, spare[column])
          spare[column] -= pushed
          flow[cell] += pushed
          return pushed
        }
        while nextEntry[column] < begins[column + 1] {
          let back = entries[nextEntry[column]]
          let other = Int(rowOfCell[back])
          if flow[back] > 0, rowLayer[other] == columnLayer[column] + 1 {
            let pushed = push(other, min(amount, flow[back]))
            if pushed > 0 {
              flow[back] -= pushed
              flow[cell] += pushed
              return pushed
            }
          }
          nextEntry[column] += 1
        }
      }
      nextCell[row] += 1
    }
    return 0
  }

  /// The fewest demand points that were found to take more room than their sites have; nil where
  /// everything fits in.
  var crowd: Crowd? {
    var best: Crowd?
    for row in loads.indices.filter({ left[$0] > 0 }).prefix(64) {
      let crowd = crowd(around: row)
      if best.map({ crowd.rows.count < $0.rows.count }) ?? true { best = crowd }
    }
    return best
  }

  /// Everything that can be reached from a row that has something left: no column in it has room.
  private func crowd(around row: Int) -> Crowd {
    var isIn = [Bool](repeating: false, count: loads.count)
    var isFull = [Bool](repeating: false, count: rooms.count)
    var rows = [row]
    isIn[row] = true
    while let next = rows.popLast() {
      for cell in starts[next]..<starts[next + 1] where !isFull[Int(cells[cell])] {
        let column = Int(cells[cell])
        isFull[column] = true
        for entry in begins[column]..<begins[column + 1] {
          let other = Int(rowOfCell[entries[entry]])
          guard flow[entries[entry]] > 0, !isIn[other] else { continue }
          isIn[other] = true
          rows.append(other)
        }
      }
    }
    let members = loads.indices.filter { isIn[$0] }
    let columns = rooms.indices.filter { isFull[$0] }
    return Crowd(
      rows: members, columns: columns, load: members.reduce(0) { $0 + loads[$1] },
      room: columns.reduce(0) { $0 + rooms[$1] })
  }
}
