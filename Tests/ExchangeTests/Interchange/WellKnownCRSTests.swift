import Testing

@testable import Exchange

@Suite struct WellKnownCRSTests {
  @Test(
    "Longitude and latitude go by many names, in letters of any case",
    arguments: [
      ("urn:ogc:def:crs:OGC::CRS84", true), ("urn:ogc:def:crs:OGC:1.3:CRS84", true),
      ("OGC:CRS84", true), ("crs84", true), ("EPSG:4326", true), ("epsg:4326", true),
      ("urn:ogc:def:crs:EPSG::4326", true), ("URN:OGC:DEF:CRS:EPSG::4326", true),
      ("EPSG:23700", false), ("EPSG:43260", false), ("EPSG:4258", false), ("", false),
      ("planar", false),
    ])
  func names(_ name: String, _ isLongitudeLatitude: Bool) {
    #expect(WellKnownCRS.isNamedLongitudeLatitude(name) == isLongitudeLatitude)
  }

  @Test("The member crs of older GeoJSON is taken in letters of any case")
  func legacyMember() throws {
    func read(_ name: String) throws {
      let text = """
        {"type": "FeatureCollection", "crs": {"type": "name", "properties": {"name": "\(name)"}}, \
        "features": []}
        """
      _ = try GeoJSONReader.read(Array(text.utf8), file: "a.geojson")
    }
    try read("urn:ogc:def:crs:OGC::CRS84")
    try read("epsg:4326")
    #expect(throws: DataFaults.self) { try read("EPSG:23700") }
  }
}
