/// One record of a shapefile as a geometry (ESRI Shapefile Technical Description, 1998).
struct ShapeRecord {
  /// Why bytes are no shape.
  struct Damage: Error {
    var problem: String
  }

  var geometry: Geometry?
  /// Whether the shape has measures, which are not kept.
  var hasMeasures = false
  /// Whether a ring had to be closed, a ring or a line was too short.
  var closed = false
  var isCut = false
  var isShortened = false

  private let bytes: [UInt8]

  /// - Parameter bytes: What stands behind the head of the record.
  /// - Throws: Why they are no shape.
  init(_ bytes: [UInt8]) throws(Damage) {
    self.bytes = bytes
    guard bytes.count >= 4 else { throw Damage(problem: "the record has no type") }
    let type = bytes.int32(0)
    let hasHeights = (11...18).contains(type)
    hasMeasures = type > 10 && type < 30 && !hasHeights
    switch type {
    case 0: break
    case 1, 11, 21: geometry = try point(hasHeights)
    case 3, 13, 23: geometry = try lines(hasHeights)
    case 5, 15, 25: geometry = try areas(hasHeights)
    case 8, 18, 28: geometry = try points(hasHeights)
    case 31: throw Damage(problem: "surfaces in space (multipatch) are not read")
    default: throw Damage(problem: "shapes of type \(type) are not known")
    }
  }

  private func has(_ end: Int) throws(Damage) {
    guard end <= bytes.count else { throw Damage(problem: "the record is cut short") }
  }

  private func count(_ place: Int, of size: Int) throws(Damage) -> Int {
    try has(place + 4)
    let count = Int(bytes.int32(place))
    guard count >= 0, count <= bytes.count / size else {
      throw Damage(
        problem: "the record is cut short: it counts \(count) and has \(bytes.count) bytes")
    }
    return count
  }

  /// A height; what stands for none is below -10³⁸.
  private func height(_ place: Int) -> Double? {
    guard place + 8 <= bytes.count else { return nil }
    let value = bytes.double(place)
    return value.isFinite && value > -1e38 ? value : nil
  }

  private func point(_ hasHeight: Bool) throws(Damage) -> Geometry? {
    try has(20)
    let (x, y) = (bytes.double(4), bytes.double(12))
    // Some programs write a point that is nowhere so.
    if x.isNaN, y.isNaN { return nil }
    return .point(Position(x: x, y: y, z: hasHeight ? height(20) : nil))
  }

  private func positions(_ start: Int, _ count: Int, heights: Int?) throws(Damage) -> [Position] {
    try has(start + count * 16)
    return (0..<count).map { index in
      let place = start + index * 16
      return Position(
        x: bytes.double(place), y: bytes.double(place + 8),
        z: heights.flatMap { height($0 + index * 8) })
    }
  }

  private func points(_ hasHeights: Bool) throws(Damage) -> Geometry? {
    let count = try count(36, of: 16)
    let end = 40 + count * 16
    let list = try positions(40, count, heights: hasHeights ? end + 16 : nil)
    return list.isEmpty ? nil : .multiPoint(list)
  }

  /// The parts of a line or an area.
  private func parts(_ hasHeights: Bool) throws(Damage) -> [[Position]] {
    let partCount = try count(36, of: 4)
    let pointCount = try count(40, of: 16)
    let start = 44 + partCount * 4
    try has(start)
    let all = try positions(
      start, pointCount, heights: hasHeights ? start + pointCount * 16 + 16 : nil)
    var parts: [[Position]] = []
    parts.reserveCapacity(partCount)
    for part in 0..<partCount {
      let from = Int(bytes.int32(44 + part * 4))
      let to = part + 1 < partCount ? Int(bytes.int32(48 + part * 4)) : pointCount
      guard 0 <= from, from <= to, to <= pointCount else {
        throw Damage(problem: "part \(part + 1) of the shape begins where there is no position")
      }
      parts.append(Array(all[from..<to]))
    }
    return parts
  }

  private mutating func lines(_ hasHeights: Bool) throws(Damage) -> Geometry? {
    let all = try parts(hasHeights)
    let whole = all.filter { $0.count > 1 }
    isShortened = whole.count < all.count
    if whole.isEmpty { return nil }
    return whole.count == 1 ? .lineString(whole[0]) : .multiLineString(whole)
  }

  private mutating func areas(_ hasHeights: Bool) throws(Damage) -> Geometry? {
    var rings: [ShapefileRings.Ring] = []
    for var part in try parts(hasHeights) {
      guard let first = part.first, let last = part.last else { continue }
      guard part.allSatisfy({ $0.x.isFinite && $0.y.isFinite }) else {
        throw Damage(problem: "a coordinate is no finite number")
      }
      if first.x != last.x || first.y != last.y {
        part.append(first)
        closed = true
      }
      if part.count >= 4 { rings.append(ShapefileRings.Ring(part)) } else { isCut = true }
    }
    let polygons = ShapefileRings.polygons(rings)
    if polygons.isEmpty { return nil }
    return polygons.count == 1 ? .polygon(polygons[0]) : .multiPolygon(polygons)
  }
}
