/// Adds a geometry of FlatGeobuf to a batch.
struct FlatShape {
  /// What the header says of all features where they do not say it themselves.
  var type: UInt8
  var hasHeights: Bool

  /// What a feature may still add: parts that point at the same bytes would make much out of little.
  struct Budget {
    var numbers: Int
    var parts: Int

    init(_ bytes: [UInt8]) {
      numbers = bytes.count / 8 * 2
      parts = bytes.count / 4
    }

    mutating func take(numbers: Int = 0, parts: Int = 0) throws(FlatTable.Damage) {
      self.numbers -= numbers
      self.parts -= parts
      guard self.numbers >= 0, self.parts >= 0 else {
        throw FlatTable.Damage(problem: "parts of the geometry share their bytes")
      }
    }
  }

  func add(_ table: FlatTable, to batch: inout FeatureBatch) throws(FlatTable.Damage) {
    var budget = Budget(table.bytes)
    try add(table, to: &batch, &budget, depth: 0)
  }

  private func add(
    _ table: FlatTable, to batch: inout FeatureBatch, _ budget: inout Budget, depth: Int
  ) throws(FlatTable.Damage) {
    guard depth < 100 else { throw FlatTable.Damage(problem: "the geometry is nested too deep") }
    let own = try table.byte(6)
    let kind = type != 0 && depth == 0 ? type : own
    guard (1...7).contains(kind) else {
      throw FlatTable.Damage(
        problem: "curves and surfaces (geometries of type \(kind)) are not read",
        remedy: "write lines and polygons, with ogr2ogr -nlt CONVERT_TO_LINEAR, or a GeoPackage")
    }
    let code = Int32(kind)
    if code == ShapeCode.collection || code == ShapeCode.multiPolygon {
      try budget.take(parts: try table.vector(7, of: 4)?.count ?? 0)
      let parts = try table.tables(7)
      if code == ShapeCode.multiPolygon {
        // All parts have heights, or none.
        var height: Int32 = 0
        for part in parts where try part.vector(2, of: 8) != nil { height = ShapeCode.height }
        batch.shapes += [code + (hasHeights ? height : 0), Int32(parts.count)]
        for part in parts { try rings(part, hasHeights && height > 0, &batch, &budget) }
      } else {
        batch.shapes += [code, Int32(parts.count)]
        for part in parts { try add(part, to: &batch, &budget, depth: depth + 1) }
      }
      return
    }
    let heights = hasHeights ? try table.vector(2, of: 8) : nil
    batch.shapes.append(code + (heights == nil ? 0 : ShapeCode.height))
    switch code {
    case ShapeCode.point:
      let xy = try table.vector(1, of: 8)
      let isThere = (xy?.count ?? 0) >= 2 && xy.map { !table.bytes.double($0.start).isNaN } == true
      batch.shapes.append(isThere ? 1 : 0)
      if isThere { try positions(table, 0..<1, heights != nil, &batch, &budget) }
    case ShapeCode.lineString, ShapeCode.multiPoint:
      let count = (try table.vector(1, of: 8)?.count ?? 0) / 2
      batch.shapes.append(Int32(count))
      try positions(table, 0..<count, heights != nil, &batch, &budget)
    default: try rings(table, heights != nil, &batch, &budget)
    }
  }

  /// Adds the parts that `ends` says, or all as one.
  private func rings(
    _ table: FlatTable, _ hasHeights: Bool, _ batch: inout FeatureBatch, _ budget: inout Budget
  ) throws(FlatTable.Damage) {
    let count = (try table.vector(1, of: 8)?.count ?? 0) / 2
    guard let ends = try table.vector(0, of: 4), ends.count > 0 else {
      batch.shapes.append(count > 0 ? 1 : 0)
      if count > 0 {
        batch.shapes.append(Int32(count))
        try positions(table, 0..<count, hasHeights, &batch, &budget)
      }
      return
    }
    try budget.take(parts: ends.count)
    batch.shapes.append(Int32(ends.count))
    var from = 0
    for index in 0..<ends.count {
      let to = Int(table.bytes.word32(ends.start + index * 4))
      guard from <= to, to <= count else {
        throw FlatTable.Damage(problem: "a part of the geometry ends where there is no position")
      }
      batch.shapes.append(Int32(to - from))
      try positions(table, from..<to, hasHeights, &batch, &budget)
      from = to
    }
  }

  private func positions(
    _ table: FlatTable, _ range: Range<Int>, _ hasHeights: Bool, _ batch: inout FeatureBatch,
    _ budget: inout Budget
  ) throws(FlatTable.Damage) {
    try budget.take(numbers: range.count * 2)
    guard !range.isEmpty, let xy = try table.vector(1, of: 8) else { return }
    let z = hasHeights ? try table.vector(2, of: 8) : nil
    for index in range {
      batch.coordinates.append(table.bytes.double(xy.start + index * 16))
      batch.coordinates.append(table.bytes.double(xy.start + index * 16 + 8))
      guard hasHeights else { continue }
      let isThere = z.map { index < $0.count } ?? false
      batch.coordinates.append(isThere ? table.bytes.double((z?.start ?? 0) + index * 8) : .nan)
    }
  }
}
