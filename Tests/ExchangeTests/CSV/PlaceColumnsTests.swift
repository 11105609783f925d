import TestSupport
import Testing

@testable import Exchange

@Suite struct PlaceColumnsTests {
  private static func find(
    _ header: String, _ coordinates: CoordinateKind = .geographic, wkt: String? = nil
  ) -> (place: String, others: [String]) {
    let names = header.split(separator: ",").map(String.init)
    let found = PlaceColumns(in: names, coordinates: coordinates) { column in
      names[column] == wkt ? "POINT (1 2)" : "3"
    }
    let place =
      switch found.place {
      case .pair(let x, let y): "\(names[x]),\(names[y])"
      case .cell(let cell): names[cell]
      case .none: ""
      }
    return (place, found.others.map { names[$0] })
  }

  @Test(
    "lon and lat as they are written come before other pairs, which are told",
    arguments: [
      ("id,LATITUDE,LONGITUDE,lon,lat", "lon,lat", ["LONGITUDE", "LATITUDE"]),
      ("x,y,lat,lon", "lon,lat", ["x", "y"]),
      ("Lon,Lat,longitude,latitude", "longitude,latitude", ["Lon", "Lat"]),
      ("x,y", "x,y", []), ("latitude,lon", "lon,latitude", []), ("a,b", "", []),
      ("lat_wgs84,lon_wgs84", "lon_wgs84,lat_wgs84", []),
    ] as [(String, String, [String])])
  func pairs(_ header: String, _ place: String, _ others: [String]) {
    let found = Self.find(header)
    #expect(found.place == place && found.others == others, "\(found)")
  }

  @Test(
    "A column of geometries comes before columns of centres, a column of that name alone does not")
  func geometries() {
    #expect(Self.find("id,lat,lon,the_geom", wkt: "the_geom").place == "the_geom")
    #expect(Self.find("id,lat,lon,the_geom", wkt: "the_geom").others == ["lon", "lat"])
    #expect(Self.find("id,lat,lon,geom").place == "lon,lat")
    #expect(Self.find("x,y,geom", .planar, wkt: "geom").place == "geom")
    #expect(Self.find("wkt,geometry", wkt: "geometry").place == "geometry")
    #expect(Self.find("location,lat,lon", wkt: "location").place == "lon,lat")
  }

  @Test("Names of properties with and without a mark never fall together")
  func marks() {
    for name in ["lon", "fl_lon", "fl_fl_z", "name", "fl_name", "geometry", "LATITUDE", "fl_"] {
      let written = ReservedName.isMarked(name) ? ReservedName.marked(name) : name
      #expect(ReservedName.unmarked(written) == name)
      #expect(ReservedName.unmarked(ReservedName.marked("lon")) == "lon")
    }
    #expect(ReservedName.unmarked("fl_facility_id") == "fl_facility_id")
    // What is marked is no place, whatever its words are.
    #expect(Self.find("fl_lon,fl_lat,fl_geometry", wkt: "fl_geometry").place == "")
    #expect(Self.find("fl_LONGITUDE,fl_LATITUDE,x,y").place == "x,y")
  }
}

@Suite struct GapWordTests {
  @Test("Words for gaps are known in any case, and others are not")
  func words() {
    for word in [
      "NA", "na", "NaN", "NULL", "null", "n/a", "N/A", "#N/A", "None", "\\N", " NA ", "<NA>",
    ] {
      #expect(GapWord.isGap(word), "\(word)")
    }
    for word in ["", "0", "-", "Na1", "Nana", "N", "nana", "no", "A", "NAN1"] {
      #expect(!GapWord.isGap(word), "\(word)")
    }
  }

  @Test("Gap words are gaps in weights, capacities and words of ours, and stay in ids and texts")
  func points() throws {
    let text = """
      id,lon,lat,weight,name,capacity,status
      NA,19,47,NA,NA,n/a,NULL
      B,19.1,47.1,2,x,NaN,required

      """
    let demand = try PointFile.read(
      Array(text.utf8), file: "a.csv", options: PointFile.Options(role: .demand))
    #expect(demand.records.map(\.id) == ["NA", "B"])
    #expect(demand.records.map(\.weight) == [1, 2] && demand.records[0].name == "NA")
    #expect(demand.warnings.map(\.problem) == ["no weight in 1 row, counted as 1"])
    #expect(demand.records[0].properties["weight"] == .null)
    #expect(demand.records[0].properties["name"] == "NA")
    let sites = try PointFile.read(
      Array(text.utf8), file: "a.csv", options: PointFile.Options(role: .sites))
    #expect(sites.records.map(\.capacity) == [nil, nil])
    #expect(sites.records.map(\.status) == [nil, .required])
    let feature =
      #"{"type":"Feature","id":"1","geometry":{"type":"Point","coordinates":[1,2]},"properties":{"weight":"n/a"}}"#
    let json = try PointFile.read(
      Array(feature.utf8), file: "a.geojson", options: PointFile.Options(role: .demand))
    #expect(json.records.map(\.weight) == [1])
  }
}
