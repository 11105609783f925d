import Exchange
import Testing

/// Which columns are ids and weights, by their names.
@Suite struct NameTableTests {
  private func read(
    _ text: String, role: PointFile.Role = .demand, ids: Set<String>? = nil
  ) throws -> PointFile {
    var options = PointFile.Options(coordinates: .planar, role: role)
    options.referred = ids.map { ReferredIDs($0, in: "travel.csv") }
    options.idOption = "--demand-id"
    return try PointFile.read(utf8(text), file: "homes.csv", options: options)
  }

  @Test(
    "Columns of ids are known by the names that maps, censuses and programs give to them",
    arguments: [
      "id", "ID", "uuid", "fid", "OBJECTID", "GEOID", "GEOID20", "osm_id", "home_id", "Home ID",
      "homeId", "household.id", "pupil_id", "object_id", "block_id", "ID Haus", "lot code", "gid",
    ])
  func ids(name: String) throws {
    let file = try read("\(name),x,y\n71,1,2\n72,3,4\n")
    #expect(file.records.map(\.id) == ["71", "72"])
    #expect(file.report.description.contains("id from `\(name)`"))
  }

  @Test(
    "A column of ids of something else names nobody unless each is there once, and nothing else does"
  )
  func otherIDs() throws {
    let shared = try read("school_id,x,y\n7,1,2\n7,3,4\n")
    #expect(shared.records.map(\.id) == ["1", "2"])
    #expect(shared.report.description.contains("row numbers are the ids"))
    let both = try read("school_id,parcel_id,x,y\n7,p,1,2\n8,q,3,4\n")
    #expect(both.records.map(\.id) == ["p", "q"])
    let alone = try read("parcel_id,x,y\np,1,2\np,3,4\n")
    #expect(alone.report.description.contains("`parcel_id` is empty or comes twice somewhere"))
    #expect(try read("grid,paid,x,y\n7,3,1,2\n8,4,3,4\n").records.map(\.id) == ["1", "2"])
    #expect(
      try read("facility_id,x,y\na,1,2\nb,3,4\n", role: .sites).records.map(\.id) == ["a", "b"])
  }

  @Test("Where something refers to ids, the column that has them is the one")
  func referred() throws {
    let text = "fid,house,x,y\n1,h1,1,2\n2,h2,3,4\n"
    let file = try read(text, ids: ["h1", "h2", "h3"])
    #expect(file.records.map(\.id) == ["h1", "h2"])
    #expect(file.report.description.contains("`house` has the ids of travel.csv"))
    #expect(try read(text, ids: ["1", "2"]).records.map(\.id) == ["1", "2"])
    #expect(try read(text, ids: ["1", "h1"]).records.map(\.id) == ["1", "2"])
  }

  @Test("Row numbers never stand in for ids that something refers to")
  func noRowNumbers() {
    #expect(
      complaint { try read("weight,x,y\n7,1,2\n8,3,4\n", ids: ["1", "2"]) }
        == "homes.csv:1: no column holds the ids by which travel.csv calls the rows, among "
        + "\"weight\", \"x\", \"y\"; name it with --demand-id COLUMN; row numbers cannot stand in")
  }

  @Test(
    "Columns of weights are known by what is counted",
    arguments: [
      "weight", "TOTPOP", "POP20", "POP100", "pop_2020", "people", "People ", "households",
      "children", "pupils", "residents", "inhabitants", "Total population", "number of pupils",
      "num_students", "hh_count", "Einwohner 2021", "habitants", "lakosság",
    ])
  func weights(name: String) throws {
    let file = try read("id,x,y,\(name)\na,1,2,5\nb,3,4,0.5\n")
    #expect(file.records.map(\.weight) == [5, 0.5])
    #expect(file.report.columns.contains { $0.role == .weight })
  }

  @Test(
    "What is no count is no weight",
    arguments: [
      "pop_density", "population growth", "median_age", "pop_0_14", "year", "household_id",
      "pct_children", "people_per_km2",
    ])
  func noWeights(name: String) throws {
    let file = try read("id,x,y,\(name)\na,1,2,5\nb,3,4,0.5\n")
    #expect(file.records.map(\.weight) == [1, 1])
    #expect(file.report.description.contains("each row counts as 1"))
  }

  @Test(
    "All of the people come before some of them, the latest before older ones, and the others are named"
  )
  func severalWeights() throws {
    let file = try read("id,x,y,children,TOTPOP,households\na,1,2,5,9,3\n")
    #expect(file.records[0].weight == 9)
    #expect(
      file.report.description.contains(
        "`households` or `children` could be the weight instead: name it with --demand-weight"))
    #expect(try read("id,x,y,pop2010,pop2020\na,1,2,5,9\n").records[0].weight == 9)
  }

  @Test("Where everybody counts as 1, columns that could be weights are named")
  func possibleWeights() throws {
    let file = try read("id,x,y,amount,note,postcode\na,1,2,5,q,1011\n")
    #expect(
      file.report.description.contains(
        "each row counts as 1; if `amount` is a weight, name it with --demand-weight"))
    #expect(try read("id,x,y,people\na,1,2,Ann and Bob\n").records[0].weight == 1)
  }

  @Test("A weight too large to be added up is named, with its line")
  func largeWeight() {
    #expect(
      complaint { try read("id,x,y,weight\na,1,2,1\nb,1,2,1e300\n") }
        == "homes.csv:3: column weight: \"1e300\" is too large a weight; "
        + "give weights in a larger unit: 1e15 is the most")
  }

  @Test("A status of an earlier plan's own choice says nothing")
  func chosen() throws {
    let file = try read("id,x,y,status\na,1,2,chosen\nb,1,2,required\n", role: .sites)
    #expect(file.records.map(\.status) == [nil, .required])
  }

  @Test("Barriers and crossings are named by what maps call their ids, and that is told")
  func worldIDs() throws {
    func line(_ id: Int) -> String {
      #"{"type": "Feature", "geometry": {"type": "LineString", "coordinates": "#
        + #"[[0, \#(id)], [9, \#(id)]]}, "properties": {"osm_id": \#(id)}}"#
    }
    let barriers = try BarrierFile.read(
      utf8(#"{"type": "FeatureCollection", "features": [\#(line(71)), \#(line(72))]}"#),
      file: "rails.geojson", coordinates: .planar)
    #expect(barriers.records.map(\.id) == ["71", "72"])
    #expect(barriers.description == "rails.geojson: 2 barriers; id from `osm_id`")
    let crossings = try CrossingFile.read(
      utf8("osm_id,x,y\n5,1,2\n6,3,4\n"), file: "gates.csv",
      options: CrossingFile.Options(coordinates: .planar))
    #expect(crossings.records.map(\.id) == ["5", "6"])
    #expect(crossings.description.hasSuffix("; id from `osm_id`"))
    let doubled = try CrossingFile.read(
      utf8("osm_id,x,y\n5,1,2\n5,3,4\n"), file: "gates.csv",
      options: CrossingFile.Options(coordinates: .planar))
    #expect(doubled.records.map(\.id) == ["1", "2"])
  }
}
