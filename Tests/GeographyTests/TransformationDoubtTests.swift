import Testing

@testable import Geography

@Suite struct TransformationDoubtTests {
  private static func doubt(_ crs: String) throws -> String? {
    try CoordinateTransformation(from: crs, to: "OGC:CRS84").doubt
  }

  @Test(
    "Systems that are true to a metre everywhere raise no doubt",
    arguments: ["EPSG:25832", "EPSG:3857"])
  func none(_ crs: String) throws { #expect(try Self.doubt(crs) == nil) }

  @Test("A way that holds in a whole system says how far places may be off")
  func everywhere() throws {
    let doubt = try #require(try Self.doubt("EPSG:27700"))
    #expect(doubt.hasPrefix("places may be ") && doubt.hasSuffix(" m off"), "\(doubt)")
  }

  @Test("A way that holds in a part of a system alone names that part")
  func somewhere() throws {
    let doubt = try #require(try Self.doubt("EPSG:23030"))
    #expect(doubt.contains(" m off (") && doubt.hasSuffix("), and more elsewhere"), "\(doubt)")
  }
}
