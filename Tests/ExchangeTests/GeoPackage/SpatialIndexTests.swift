import TestSupport
import Testing

@testable import Exchange

@Suite struct SpatialIndexTests {
  @Test(
    "SQLite finds nothing wrong with the index, and in it what lies in a box",
    arguments: [(0, 100), (1, 100), (51, 100), (52, 100), (3000, 10_000), (3000, 700)])
  func search(count: Int, packSize: Int) throws {
    let path = temporaryPath("index.sqlite")
    defer { FileSystem.remove(path) }
    let database = try SQLiteDatabase(path: path, writing: true)
    try database.run("BEGIN")
    let index = try SpatialIndex(of: "t", in: database, packSize: packSize)
    var generator = RepeatableGenerator(seed: UInt64(count + packSize))
    var boxes: [CoordinateBox] = []
    for number in 0..<count {
      var box = CoordinateBox()
      let (x, y) = (
        Double.random(in: -180...180, using: &generator),
        Double.random(in: -90...90, using: &generator)
      )
      box.add(x, y)
      box.add(x + Double.random(in: 0...2, using: &generator), y + 0.1)
      boxes.append(box)
      try index.add(Int64(number) * 2 + 1, box)
    }
    try index.finish()
    try database.run("COMMIT")
    let check = try database.prepare("SELECT rtreecheck('rtree_t_geom')")
    _ = try check.step()
    #expect(check.text(0) == "ok")
    for _ in 0..<10 {
      let x = Double.random(in: -180...150, using: &generator)
      let y = Double.random(in: -90...60, using: &generator)
      let found = try database.prepare(
        """
        SELECT id FROM rtree_t_geom WHERE maxx >= \(x) AND minx <= \(x + 30) AND maxy >= \(y)
          AND miny <= \(y + 30) ORDER BY id
        """)
      var ids: [Int64] = []
      while try found.step() { if case .integer(let id) = found[0] { ids.append(id) } }
      let inside = boxes.indices.filter { place in
        let box = boxes[place]
        return box.maxX >= x && box.minX <= x + 30 && box.maxY >= y && box.minY <= y + 30
      }.map { Int64($0) * 2 + 1 }
      // Boxes of single precision may reach a little further.
      #expect(Set(inside).isSubset(of: ids) && ids.count <= inside.count + 1)
    }
    try database.close()
  }
}
