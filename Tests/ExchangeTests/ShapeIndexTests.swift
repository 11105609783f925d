import Testing

@testable import Exchange

/// Shapefiles whose shapes were changed in place.
@Suite struct ShapeIndexTests {
  private func big(_ number: Int) -> [UInt8] {
    [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: number >> $0) }
  }

  private func little(_ value: Double) -> [UInt8] {
    withUnsafeBytes(of: value.bitPattern.littleEndian) { Array($0) }
  }

  private func point(_ number: Int, _ x: Double) -> [UInt8] {
    big(number) + big(10) + [1, 0, 0, 0] + little(x) + little(1)
  }

  private func head(_ rest: [UInt8]) -> [UInt8] {
    big(9994) + [UInt8](repeating: 0, count: 20) + big((100 + rest.count) / 2)
      + [UInt8](repeating: 0, count: 72) + rest
  }

  private func places(_ shx: [Int]?) throws -> [Double?] {
    // The second shape was moved: its old place is a gap, and it stands behind the third.
    let shp = head(point(1, 11) + point(2, 99) + point(3, 13) + point(2, 12))
    var parts = ["shp": shp]
    parts["shx"] = shx.map { head($0.flatMap { big($0 / 2) + big(10) }) }
    let reader = try ShapefileReader(ShapefileParts(parts, name: "a"), options: .init())
    var builder = BatchBuilder(ReadingRules())
    while try reader.next(&builder) {}
    let batch = builder.finish()
    #expect(batch.faults.isEmpty)
    return (0..<batch.count).map { index in
      guard case .point(let position)? = batch.geometry(of: index) else { return nil }
      return position.x
    }
  }

  @Test("The .shx says where shapes stand, in whatever order, and which are gone")
  func order() throws {
    #expect(try places([100, 184, 156]) == [11, 12, 13])
    #expect(try places([100, 0, 156]) == [11, nil, 13])
    #expect(try places(nil) == [11, 99, 13, 12])
    #expect(throws: DataFault.self) { try places([100, 1_000_000, 156]) }
    #expect(throws: DataFault.self) { try places([100, 156, 50]) }
  }
}
