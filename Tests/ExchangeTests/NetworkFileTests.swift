import Exchange
import Testing

@Suite struct NetworkFileTests {
  @Test("A table of ends and lengths; ids stay as they are written")
  func table() throws {
    let file = try NetworkFile.read(
      utf8(
        """
        from,to,length_m,oneway
        007,8,120.5,
        8,n 9,0,yes
        007,8,5,-1
        8,8,1,no

        """), file: "streets.csv")
    #expect(!file.hasLines)
    #expect(file.nodes == nil)
    #expect(
      file.streets == [
        .init(from: "007", to: "8", length: 120.5, line: 2),
        .init(from: "8", to: "n 9", length: 0, direction: .forward, line: 3),
        .init(from: "007", to: "8", length: 5, direction: .backward, line: 4),
        .init(from: "8", to: "8", length: 1, line: 5),
      ])
    #expect("\(file)" == "streets.csv: 4 streets (2 one-way)")
  }

  @Test("All faults of a table, each with its line")
  func faults() {
    let text = """
      from,to,length_m,oneway
      a,b,-3,
      a,,4,
      a,b,far,
      a,c,4,perhaps
      a,b,,
      """
    let nodes = [
      PointRecord(id: "a", position: Position(1, 2)), PointRecord(id: "b", position: nil),
    ]
    #expect(
      complaint {
        try NetworkFile.read(utf8(text), file: "s.csv", nodes: nodes, coordinates: .planar)
      } == """
        s.csv:2: column length_m: "-3" is a negative length; write metres, 0 or more
        s.csv:3: column to: the id of the node is missing; fill it in
        s.csv:4: column length_m: "far" is not a number; write metres, such as 120.5
        s.csv:5: column to: "c" is not in the file of nodes; add the node, or correct the id
        s.csv:5: column oneway: "perhaps" does not say whether the street is one-way; write yes, \
        no or -1 (against the order of its ends)
        s.csv:6: column length_m: the length is missing; write metres, 0 or more
        """)
    #expect(
      complaint { try NetworkFile.read(utf8("from,to,km\na,b,1\n"), file: "s.csv") }
        == """
        s.csv:1: there is no length_m among "from", "to", "km"; give from,to,length_m and, where \
        there are one-way streets, oneway
        """)
    #expect(
      complaint { try NetworkFile.read(utf8("from,to,length_m\n"), file: "s.csv") }
        == "s.csv: there are no streets; give at least one")
  }

  @Test("Lines with and without a length, one-way and not; parts become streets")
  func lines() throws {
    let file = try NetworkFile.read(
      utf8(
        """
        {"type": "FeatureCollection", "features": [
        {"type": "Feature", "properties": {"oneway": "yes", "length_m": 900},
         "geometry": {"type": "LineString", "coordinates": [[19, 47], [19.01, 47], [19.01, 47.1]]}},
        {"type": "Feature", "properties": {"oneway": false},
         "geometry": {"type": "MultiLineString",
          "coordinates": [[[19, 47], [19, 47.5]], [[18, 47], [18, 47.5]]]}},
        {"type": "Feature", "properties": {"oneway": -1},
         "geometry": {"type": "LineString", "coordinates": [[19, 47], [19, 48]]}}
        ]}
        """), file: "streets.geojson")
    #expect(file.hasLines)
    #expect(file.streets.map(\.direction) == [.forward, .both, .both, .backward])
    #expect(file.streets.map(\.length) == [900, nil, nil, nil])
    #expect(file.streets.map(\.positions.count) == [3, 2, 2, 2])
    #expect(file.streets[0].positions[1] == Position(19.01, 47))
    #expect(file.streets.map(\.line) == [2, 4, 4, 7])
  }

  @Test("What is no line cannot be a street")
  func noLine() {
    let text = """
      {"type": "FeatureCollection", "features": [
      {"type": "Feature", "properties": {},
       "geometry": {"type": "Point", "coordinates": [19, 47]}}]}
      """
    #expect(
      complaint { try NetworkFile.read(utf8(text), file: "s.geojson") }
        == """
        s.geojson:2: feature 1: "Point" cannot be a street; a street is a LineString
        """)
  }
}
