import Testing

@testable import Exchange

@Suite struct GeometryFamilyTests {
  private static func feature(_ id: String, _ geometry: Geometry?) -> Feature {
    Feature(id: id, idIsNumber: false, geometry: geometry, properties: JSONObject())
  }

  private static let point = Geometry.point(Position(1, 2))
  private static let line = Geometry.lineString([Position(1, 2), Position(3, 4)])
  private static let ring = [Position(0, 0), Position(1, 0), Position(1, 1), Position(0, 0)]

  @Test("Points, lines and areas are parted, all features kept and in their order")
  func parts() {
    let parts = GeometryFamily.parts(of: [
      Self.feature("a", .polygon([Self.ring])), Self.feature("b", Self.point),
      Self.feature("c", nil), Self.feature("d", Self.line), Self.feature("e", Self.point),
    ])
    #expect(parts.map(\.family) == [.points, .lines, .areas])
    #expect(parts.map(\.isFirst) == [true, false, false])
    #expect(parts.map { $0.features.map(\.id) } == [["b", "c", "e"], ["d"], ["a"]])
  }

  @Test("Single geometries among multiple ones become multiple, and stay single among themselves")
  func multiples() {
    let mixed = GeometryFamily.parts(of: [
      Self.feature("a", .polygon([Self.ring])), Self.feature("b", .multiPolygon([[Self.ring]])),
    ])
    #expect(
      mixed[0].features.map(\.geometry) == [
        .multiPolygon([[Self.ring]]), .multiPolygon([[Self.ring]]),
      ])
    let alike = GeometryFamily.parts(of: [Self.feature("a", Self.line)])
    #expect(alike[0].features.map(\.geometry) == [Self.line])
  }

  @Test("Features without any geometry are a layer, and no features are none")
  func nothing() {
    #expect(GeometryFamily.parts(of: []).isEmpty)
    #expect(GeometryFamily.parts(of: [Self.feature("a", nil)]).map(\.features.count) == [1])
  }

  @Test("A style names values as they are, and gives each its colour")
  func style() throws {
    let style = QGISStyle(
      by: "school",
      [QGISStyle.Category("a<b", "Ann & \"Bob\"", QGISStyle.Look("#0072B2", opacity: 0.5))],
      others: ("others", QGISStyle.Look("#D00000")), label: "name")
    let text = style.qml(.fill)
    #expect(text.contains("attr=\"school\""))
    #expect(text.contains("value=\"a&lt;b\" label=\"Ann &amp; &quot;Bob&quot;\" symbol=\"0\""))
    #expect(text.contains("k=\"color\" v=\"0,114,178,128\""))
    #expect(text.contains("value=\"\" label=\"others\" symbol=\"1\""))
    #expect(text.contains("labelsEnabled=\"1\"") && text.contains("fieldName=\"name\""))
    // Every element is closed: the brackets of a reader of XML come out even.
    let opened = text.split(separator: "<").filter { !$0.hasPrefix("/") && !$0.hasPrefix("!") }
    let closed = text.split(separator: "<").filter { $0.hasPrefix("/") }
    #expect(opened.count { !$0.contains("/>") } == closed.count)
  }
}
