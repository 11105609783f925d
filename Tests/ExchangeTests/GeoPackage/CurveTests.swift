import Testing

@testable import Exchange

/// Curves of well-known binary, which come out as lines.
@Suite struct CurveTests {
  /// Well-known binary of a kind with what stands behind its head.
  private func shape(_ kind: UInt8, count: Int? = nil, _ rest: [UInt8]...) -> [UInt8] {
    [1, kind, 0, 0, 0] + (count.map { [UInt8($0), 0, 0, 0] } ?? []) + rest.flatMap { $0 }
  }

  private func numbers(_ values: Double...) -> [UInt8] {
    values.flatMap { value in withUnsafeBytes(of: value.bitPattern.littleEndian) { Array($0) } }
  }

  private func geometry(_ bytes: [UInt8]) throws -> Geometry {
    let digits = bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }
    return try WellKnownBinary.geometry(hexadecimal: digits.joined())
  }

  private func half(_ side: Double) -> [UInt8] {
    shape(8, count: 3, numbers(100, 50, 101, 50 + side, 102, 50))
  }

  @Test(
    "An arc goes through its positions, on its circle, on the side that it should",
    arguments: [1.0, -1])
  func arc(side: Double) throws {
    guard case .lineString(let line) = try geometry(half(side)) else {
      Issue.record("an arc is no line")
      return
    }
    #expect(line.count == 47)
    #expect(line.first == Position(x: 100, y: 50) && line.last == Position(x: 102, y: 50))
    #expect(line.contains(Position(x: 101, y: 50 + side)))
    for position in line {
      let (x, y) = (position.x - 101, position.y - 50)
      #expect(((x * x + y * y).squareRoot() - 1).magnitude < 1e-12)
      #expect(y * side > -1e-12)
    }
  }

  @Test("A whole circle is closed; positions on one line make a line")
  func circle() throws {
    let whole = shape(10, count: 1, shape(8, count: 3, numbers(0, 0, 2, 0, 0, 0)))
    guard case .polygon(let rings) = try geometry(whole), let ring = rings.first else {
      Issue.record("a circle is no area")
      return
    }
    #expect(ring.first == ring.last && ring.count == 91)
    let area = zip(ring, ring.dropFirst()).reduce(0) { $0 + $1.0.x * $1.1.y - $1.1.x * $1.0.y } / 2
    #expect((area.magnitude - .pi).magnitude < 0.01)
    let straight = try geometry(shape(8, count: 3, numbers(0, 0, 1, 1, 3, 3)))
    #expect(
      straight
        == .lineString([Position(x: 0, y: 0), Position(x: 1, y: 1), Position(x: 3, y: 3)]))
  }

  @Test("Parts of a compound curve meet once, and surfaces become areas")
  func gathered() throws {
    let compound = shape(9, count: 2, half(1), shape(2, count: 2, numbers(102, 50, 103, 50)))
    guard case .lineString(let line) = try geometry(compound) else {
      Issue.record("a compound curve is no line")
      return
    }
    #expect(line.count == 48)
    let ring = shape(3, count: 1, [4, 0, 0, 0], numbers(0, 0, 1, 0, 1, 1, 0, 0))
    let corners = [(0.0, 0.0), (1, 0), (1, 1), (0, 0)].map { Position(x: $0.0, y: $0.1) }
    #expect(try geometry(shape(12, count: 1, ring)) == .multiPolygon([[corners]]))
    #expect(try geometry(shape(15, count: 1, ring)) == .multiPolygon([[corners]]))
    #expect(throws: GeometryFault.self) {
      try geometry(shape(8, count: 2, numbers(0, 0, 1, 1)))
    }
  }
}
