import Exchange
import Testing

/// Matrices as other programs write them.
@Suite struct MatrixProgramsTests {
  private func read(_ text: String, _ columns: [String] = []) throws -> MatrixFile {
    try MatrixFile.read(utf8(text), file: "m.csv", columns: columns)
  }

  @Test(
    "Lists of pairs are known by the names of their columns",
    arguments: [
      (
        "origin_id,destination_id,entry_cost,network_cost,exit_cost,total_cost\nA,S,1,2,3,6\n",
        "distance from `total_cost`, taken as metres"
      ),
      (
        "from_id,to_id,travel_time_p25,travel_time_p50\nA,S,4,6\n",
        "distance from `travel_time_p50`, minutes"
      ),
      ("InputID,TargetID,Distance\nA,S,6\n", "from `InputID`, to `TargetID`"),
      ("start_vid,end_vid,agg_cost\nA,S,6\n", "distance from `agg_cost`"),
      ("Origin ID;Destination ID;duration_s\nA;S;6\n", "seconds"),
      ("home,school,dist\nA,S,6\n", "from `home`, to `school`"),
      ("from,to,x1\nA,S,6\n", "distance from `x1`, taken as metres"),
      ("from_id,to_id,travel_time\nA,S,6\n", "a time"),
    ])
  func lists(text: String, note: String) throws {
    let file = try read(text)
    #expect(file.fromIDs == ["A"])
    #expect(file.toIDs == ["S"])
    #expect(file.distances == [6])
    #expect(file.isList)
    #expect(file.notes.joined().contains(note))
  }

  @Test("Kilometres become metres")
  func kilometres() throws {
    #expect(try read("from,to,distance_km\nA,S,1.5\n").distances == [1500])
    #expect(try read("OriginID,DestinationID,Total_Kilometers\nA,S,2\n").distances == [2000])
  }

  @Test(
    "What is written where there is no way is no way",
    arguments: [
      "", "inf", "Inf", "+inf", "Infinity", "NA", "N/A", "#N/A", "nan", "NaN", "NULL", "null",
      "None", "-", " NA ", "∞",
    ])
  func noWay(cell: String) throws {
    #expect(try read("from_id,to_id,distance_m\nA,S,\(cell)\nA,T,1\n").distances == [.infinity, 1])
    #expect(try read("id,S,T\nA,\(cell),1\n").distances == [.infinity, 1])
  }

  @Test(
    "A wide table is one whatever its corner is called",
    arguments: [
      "demandID", "origin", "from_id", "", "id", "OD", "from/to", "home", "source", "Name", "x",
    ])
  func wide(corner: String) throws {
    let file = try read("\(corner),S1,S2\nA,1,2\nB,,4\n")
    #expect(file.fromIDs == ["A", "B"])
    #expect(file.toIDs == ["S1", "S2"])
    #expect(file.distances == [1, 2, .infinity, 4])
    #expect(!file.isList)
  }

  @Test("Facilities may be called by what they are")
  func namesAsColumns() throws {
    let file = try read("origin,school,hospital\nA,1,2\n")
    #expect(file.toIDs == ["school", "hospital"])
  }

  @Test("Columns can be named, and what is unclear asks for that")
  func named() throws {
    let text = "a,b,c,d\nA,S,1,2\n"
    #expect(try read(text, ["a", "B", "d"]).distances == [2])
    #expect(
      complaint { try read(text, ["a", "b", "dd"]) }
        == "m.csv: \"dd\" is no column; did you mean \"d\"? the columns are \"a\", \"b\", \"c\", \"d\""
    )
    #expect(
      complaint { try read("from_id,to_id,travel_time_p5,travel_time_p95\nA,S,1,2\n") }
        == "m.csv:1: which column is the distance: \"travel_time_p5\", \"travel_time_p95\"; "
        + "name the columns with --matrix-columns FROM,TO,DISTANCE")
    #expect(complaint { try read(text, ["a", "b"]) }?.contains("3") == true)
  }

  @Test("The ids in ArcGIS's names are taken where they are those of the demand")
  func arcGIS() throws {
    let text = "OID,Name,OriginID,DestinationID,Total_Length\n1,h7 - s2,1,1,50\n2,h9 - s2,2,1,60\n"
    var file = try read(text)
    #expect(file.fromIDs == ["1", "2"])
    #expect(file.allIDs == ["1", "2", "h7", "h9", "s2"])
    let said = file.settle(demand: ["h7", "h9"], sites: ["s2"])
    #expect(said == "m.csv: ids from `Name`")
    #expect(file.fromIDs == ["h7", "h9"])
    #expect(file.toIDs == ["s2"])
    var other = try read(text)
    #expect(other.settle(demand: ["1", "2"], sites: ["1"]) == nil)
    #expect(other.fromIDs == ["1", "2"])
  }

  @Test("A table that stands on its side is turned, and that is told")
  func turned() throws {
    var file = try read("destination,h1,h2\ns1,1,2\ns2,3,4\ns3,5,6\n")
    #expect(file.settle(demand: ["h1", "h2"], sites: ["s1", "s2", "s3"]) != nil)
    #expect(file.fromIDs == ["h1", "h2"])
    #expect(file.distances == [1, 3, 5, 2, 4, 6])
  }

  @Test("A pair that comes twice with one distance is told; with two it is a fault")
  func doubled() throws {
    let file = try read("from,to,distance\nA,S,1\nA,S,1\nA,S,1\n")
    #expect(file.distances == [1])
    #expect(
      file.warnings.map(\.description) == ["m.csv:3: 2 pairs stood before with the same distance"])
    #expect(complaint { try read("from,to,distance\nA,S,1\nA,S,2\n") }?.contains("m.csv:3") == true)
  }

  @Test("Distances too large for sums, summaries and JSON without ids are refused")
  func refused() {
    #expect(complaint { try read("from,to,m\nA,S,1e301\n") }?.contains("too large") == true)
    #expect(
      complaint { try read("InputID,MEAN,STDDEV,MIN,MAX\nA,1,2,3,4\n") }?.contains("summaries")
        == true)
    #expect(
      complaint { try MatrixFile.read(utf8(#"{"durations": [[0, 1]]}"#), file: "m.json") }?
        .contains("has no ids") == true)
  }
}
