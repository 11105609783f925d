import Exchange
import TestSupport
import Testing

@Suite struct GeoJSONWriterTests {
  @Test("A collection is written with its box, one feature on each line")
  func layout() {
    var own: JSONObject = ["name": "Széchenyi 1/2", "distance_m": 7]
    own.addOwn("distance_m", .double(12.34567, decimals: 3))
    own.addOwn("facility_id", .null)
    let collection = FeatureCollection(
      features: [
        Feature(id: "007", geometry: .point(Position(19.04000004, 47.5)), properties: own),
        Feature(id: "12", idIsNumber: true, geometry: nil, properties: ["covered": true]),
      ],
      metadata: ["seed": 5])
    #expect(
      string(GeoJSONWriter().encode(collection)) == """
        {
        "type": "FeatureCollection",
        "metadata": {"seed": 5},
        "bbox": [19.04, 47.5, 19.04, 47.5],
        "features": [
        {"type": "Feature", "id": "007", "geometry": {"type": "Point", "coordinates": [19.04, 47.5]}, \
        "properties": {"name": "Széchenyi 1/2", "distance_m": 7, "fl_distance_m": 12.346, \
        "facility_id": null}},
        {"type": "Feature", "id": 12, "geometry": null, "properties": {"covered": true}}
        ]
        }

        """)
  }

  @Test("Degrees have seven decimals and metres three")
  func decimals() throws {
    let collection = FeatureCollection(features: [
      Feature(geometry: .point(Position(x: 1.23456789, y: -2.00000001, z: 3.14159)))
    ])
    let degrees = string(GeoJSONWriter().encode(collection))
    #expect(degrees.contains("[1.2345679, -2, 3.142]"))
    let metres = string(GeoJSONWriter(coordinates: .planar).encode(collection))
    #expect(metres.contains("[1.235, -2, 3.142]"))
  }

  @Test("Outer rings run counterclockwise and holes clockwise, however they came")
  func rightHandRule() throws {
    let square = [
      Position(0, 0), Position(9, 0), Position(9, 9), Position(0, 9), Position(0, 0),
    ]
    let hole = [Position(1, 1), Position(2, 1), Position(2, 2), Position(1, 1)]
    for rings in [[square, hole], [square.reversed(), hole.reversed()]] {
      let written = GeoJSONWriter().encode(
        FeatureCollection(features: [Feature(geometry: .polygon(rings))]))
      let read = try GeoJSONReader.read(written, file: "a")
      #expect(read.features[0].geometry == .polygon([square, hole.reversed()]))
    }
  }

  @Test("An empty collection is a collection, without a box")
  func empty() throws {
    let written = GeoJSONWriter().encode(FeatureCollection())
    #expect(try GeoJSONReader.read(written, file: "a") == FeatureCollection())
    #expect(!string(written).contains("bbox"))
  }

  @Test("What is read and written twice stays the same to the byte")
  func stable() throws {
    try forEverySeed(in: 0...60) { generator in
      let features = (0..<5).map { index in
        Feature(
          id: "\(index)", geometry: .lineString((0..<4).map { _ in position(&generator) }),
          properties: ["n": .double(Double.random(in: -9...9, using: &generator)), "ü": "\u{1}"])
      }
      let once = GeoJSONWriter().encode(FeatureCollection(features: features))
      let twice = GeoJSONWriter().encode(try GeoJSONReader.read(once, file: "a"))
      return once == twice
    }
  }

  private func position(_ generator: inout RepeatableGenerator) -> Position {
    Position(
      Double.random(in: -180...180, using: &generator),
      Double.random(in: -90...90, using: &generator))
  }
}
