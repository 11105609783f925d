/// The spatial index of a layer, a table of SQLite's R*Tree module, built from below.
///
/// Boxes are gathered while the layer is written. Some 250,000 at a time are packed into full nodes, which
/// overlap little, and of these only the boxes stay in memory: S. T. Leutenegger, M. A. Lopez,
/// J. Edgington, "STR: A Simple and Efficient Algorithm for R-Tree Packing", ICDE (1997),
/// <https://doi.org/10.1109/ICDE.1997.582015>. Nodes are written as <https://www.sqlite.org/rtree.html> and
/// its source say they are kept: a number of levels and one of cells, then 24 bytes for each cell.
final class SpatialIndex {
  private struct Cell {
    /// A feature, or a node of the level below.
    var number: Int64
    var minX: Float
    var maxX: Float
    var minY: Float
    var maxY: Float
  }

  private let name: String
  private let database: SQLiteDatabase
  private let insert: SQLiteStatement
  /// Nil where SQLite lets nobody write nodes; then it makes them itself, one after the other.
  private let tables: Tables?
  /// Features whose node is not written yet, and the nodes of the lowest level that are.
  private var waiting: [Cell] = []
  private var leaves: [Cell] = []
  private var nextNode: Int64 = 2
  /// The node above each node from the second on.
  private var parents: [Int64] = []
  private let node = ByteBuffer(capacity: 4096)

  private let packSize: Int

  private struct Tables {
    var nodes: SQLiteStatement
    var rows: SQLiteStatement
    var parents: SQLiteStatement
    /// How many bytes a node has, and how many cells.
    var nodeSize: Int
    var capacity: Int
  }

  /// Makes the table; so many features at a time are packed.
  init(
    of table: String, in database: SQLiteDatabase, packSize: Int = 1 << 18
  ) throws(SQLiteDatabase.Failure) {
    self.packSize = packSize
    self.database = database
    name = "rtree_\(table)_geom"
    let quoted = SQLiteDatabase.quoted(name)
    try database.run("CREATE VIRTUAL TABLE \(quoted) USING rtree(id, minx, maxx, miny, maxy)")
    insert = try database.prepare("INSERT INTO \(quoted) VALUES (?, ?, ?, ?, ?)")
    tables = try? Self.tables(name, database)
  }

  private static func tables(
    _ name: String, _ database: SQLiteDatabase
  ) throws(SQLiteDatabase.Failure) -> Tables? {
    let nodes = SQLiteDatabase.quoted("\(name)_node")
    let size = try database.prepare("SELECT length(data) FROM \(nodes) WHERE nodeno = 1")
    guard try size.step(), case .integer(let bytes) = size[0] else { return nil }
    return Tables(
      nodes: try database.prepare("INSERT OR REPLACE INTO \(nodes) VALUES (?, ?)"),
      rows: try database.prepare(
        "INSERT INTO \(SQLiteDatabase.quoted("\(name)_rowid")) VALUES (?, ?)"),
      parents: try database.prepare(
        "INSERT INTO \(SQLiteDatabase.quoted("\(name)_parent")) VALUES (?, ?)"),
      nodeSize: Int(bytes), capacity: (Int(bytes) - 4) / 24)
  }

  /// Adds a feature; numbers must grow.
  func add(_ number: Int64, _ box: CoordinateBox) throws(SQLiteDatabase.Failure) {
    // Boxes of single precision must not be smaller than what they hold.
    func down(_ value: Double) -> Float {
      let near = Float(value)
      return Double(near) > value ? near.nextDown : near
    }
    func up(_ value: Double) -> Float { -down(-value) }
    waiting.append(
      Cell(
        number: number, minX: down(box.minX), maxX: up(box.maxX), minY: down(box.minY),
        maxY: up(box.maxY)))
    guard waiting.count >= packSize else { return }
    try pack(isLast: false)
  }

  /// Writes all that is not written yet.
  func finish() throws(SQLiteDatabase.Failure) {
    try pack(isLast: true)
    guard let tables else { return }
    var cells = leaves
    leaves = []
    var level = 1
    while !cells.isEmpty {
      if cells.count <= tables.capacity {
        try write(cells[...], node: 1, level: level, tables)
        for cell in cells { parents[Int(cell.number) - 2] = 1 }
        break
      }
      var above: [Cell] = []
      for run in Self.tiles(cells, tables.capacity).runs {
        let number = takeNode()
        for cell in run { parents[Int(cell.number) - 2] = number }
        try write(run[...], node: number, level: 0, tables)
        above.append(Self.hull(run, number))
      }
      cells = above
      level += 1
    }
    for (index, parent) in parents.enumerated() {
      tables.parents.bind(1, .integer(Int64(index) + 2))
      tables.parents.bind(2, .integer(parent))
      try tables.parents.run()
    }
  }

  private func takeNode() -> Int64 {
    nextNode += 1
    parents.append(0)
    return nextNode - 1
  }

  /// Writes the nodes of the features that wait.
  private func pack(isLast: Bool) throws(SQLiteDatabase.Failure) {
    defer { waiting.removeAll(keepingCapacity: !isLast) }
    guard let tables else {
      for cell in waiting {
        insert.bind(1, .integer(cell.number))
        for (place, value) in [cell.minX, cell.maxX, cell.minY, cell.maxY].enumerated() {
          insert.bind(place + 2, .real(Double(value)))
        }
        try insert.run()
      }
      return
    }
    if isLast, leaves.isEmpty, waiting.count <= tables.capacity {
      // A single node is the root.
      guard !waiting.isEmpty else { return }
      try write(waiting[...], node: 1, level: 0, tables)
      for cell in waiting { try place(cell.number, in: 1, tables) }
      return
    }
    let tiles = Self.tiles(waiting, tables.capacity)
    var nodeOf = [Int64](repeating: 0, count: waiting.count)
    var start = 0
    for run in tiles.runs {
      let number = takeNode()
      try write(run[...], node: number, level: 0, tables)
      leaves.append(Self.hull(run, number))
      for place in start..<start + run.count { nodeOf[Int(tiles.order[place])] = number }
      start += run.count
    }
    // In the order of the features, which is that of the table.
    for (index, cell) in waiting.enumerated() { try place(cell.number, in: nodeOf[index], tables) }
  }

  private func place(
    _ feature: Int64, in node: Int64, _ tables: Tables
  ) throws(SQLiteDatabase.Failure) {
    tables.rows.bind(1, .integer(feature))
    tables.rows.bind(2, .integer(node))
    try tables.rows.run()
  }

  /// Cells in vertical slices and each slice from below to above, cut into nodes; and where each stood.
  private static func tiles(_ cells: [Cell], _ capacity: Int) -> (order: [Int32], runs: [[Cell]]) {
    let nodes = (cells.count + capacity - 1) / capacity
    let slice = Int(clamping: Double(nodes).squareRoot().rounded(.up)) * capacity
    // Equal middles in the order of the features: the same bytes every time.
    var order = (0..<Int32(cells.count)).map { index in
      (middle: cells[Int(index)].minX + cells[Int(index)].maxX, index: index)
    }
    order.sort { ($0.middle, $0.index) < ($1.middle, $1.index) }
    for start in stride(from: 0, to: order.count, by: slice) {
      let part = start..<min(start + slice, order.count)
      for place in part {
        let cell = cells[Int(order[place].index)]
        order[place].middle = cell.minY + cell.maxY
      }
      order[part].sort { ($0.middle, $0.index) < ($1.middle, $1.index) }
    }
    let runs = stride(from: 0, to: order.count, by: capacity).map { start in
      order[start..<min(start + capacity, order.count)].map { cells[Int($0.index)] }
    }
    return (order.map(\.index), runs)
  }

  private static func hull(_ cells: [Cell], _ number: Int64) -> Cell {
    var hull = Cell(
      number: number, minX: .infinity, maxX: -.infinity, minY: .infinity, maxY: -.infinity)
    for cell in cells {
      hull.minX = min(hull.minX, cell.minX)
      hull.maxX = max(hull.maxX, cell.maxX)
      hull.minY = min(hull.minY, cell.minY)
      hull.maxY = max(hull.maxY, cell.maxY)
    }
    return hull
  }

  /// Writes a node; numbers have their highest byte first.
  private func write(
    _ cells: ArraySlice<Cell>, node number: Int64, level: Int, _ tables: Tables
  ) throws(SQLiteDatabase.Failure) {
    node.removeAll()
    node.reserve(tables.nodeSize + 8)
    node.put(four: (UInt32(level) << 16 | UInt32(cells.count)).byteSwapped)
    for cell in cells {
      node.put(eight: UInt64(bitPattern: cell.number).byteSwapped)
      for value in [cell.minX, cell.maxX, cell.minY, cell.maxY] {
        node.put(four: value.bitPattern.byteSwapped)
      }
    }
    while node.count < tables.nodeSize { node.put(0) }
    tables.nodes.bind(1, .integer(number))
    tables.nodes.bind(2, blob: node.bytes)
    try tables.nodes.run()
  }

  // MARK: Triggers

  /// The triggers that annex F.3 of the standard asks for: they keep the index right when other programs
  /// change the layer.
  static func triggers(table: String) -> String {
    let t = SQLiteDatabase.quoted(table)
    let r = SQLiteDatabase.quoted("rtree_\(table)_geom")
    func name(_ what: String) -> String { SQLiteDatabase.quoted("rtree_\(table)_geom_\(what)") }
    let add = """
      INSERT OR REPLACE INTO \(r) VALUES (NEW.fid, ST_MinX(NEW.geom), ST_MaxX(NEW.geom),
        ST_MinY(NEW.geom), ST_MaxY(NEW.geom));
      """
    let there = "(NEW.geom NOT NULL AND NOT ST_IsEmpty(NEW.geom))"
    let gone = "(NEW.geom ISNULL OR ST_IsEmpty(NEW.geom))"
    let drop = "DELETE FROM \(r) WHERE id = OLD.fid;"
    return """
      CREATE TRIGGER \(name("insert")) AFTER INSERT ON \(t) WHEN \(there) BEGIN \(add) END;
      CREATE TRIGGER \(name("update1")) AFTER UPDATE OF geom ON \(t)
        WHEN OLD.fid = NEW.fid AND \(there) BEGIN \(add) END;
      CREATE TRIGGER \(name("update2")) AFTER UPDATE OF geom ON \(t)
        WHEN OLD.fid = NEW.fid AND \(gone) BEGIN \(drop) END;
      CREATE TRIGGER \(name("update3")) AFTER UPDATE ON \(t)
        WHEN OLD.fid != NEW.fid AND \(there) BEGIN \(drop) \(add) END;
      CREATE TRIGGER \(name("update4")) AFTER UPDATE ON \(t)
        WHEN OLD.fid != NEW.fid AND \(gone) BEGIN
        DELETE FROM \(r) WHERE id IN (OLD.fid, NEW.fid); END;
      CREATE TRIGGER \(name("delete")) AFTER DELETE ON \(t)
        WHEN OLD.geom NOT NULL BEGIN \(drop) END;
      """
  }
}
