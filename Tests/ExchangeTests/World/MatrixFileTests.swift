import Exchange
import Testing

@Suite struct MatrixFileTests {
  @Test("A long table fills a matrix; an empty distance is no way")
  func long() throws {
    let file = try MatrixFile.read(
      utf8("from_id,to_id,distance_m\n007,S1,10\n7,S1,\n7,S2,2.5\n"), file: "m.csv")
    #expect(file.fromIDs == ["007", "7"])
    #expect(file.toIDs == ["S1", "S2"])
    #expect(file.distances == [10, .infinity, .infinity, 2.5])
    #expect(file.missingPairs == 1)
    #expect(file[1, 1] == 2.5)
    #expect(file.description == "m.csv: distances from 2 ids to 2 ids, 2 without a way")
  }

  @Test("A wide table has ids on two sides")
  func wide() throws {
    let file = try MatrixFile.read(utf8(";S1;007\nA;1,5;2\nB;;0\n"), file: "m.csv")
    #expect(file.fromIDs == ["A", "B"])
    #expect(file.toIDs == ["S1", "007"])
    #expect(file.distances == [1.5, 2, .infinity, 0])
    #expect(file.missingPairs == 0)
  }

  @Test(
    "Faults are named",
    arguments: [
      (
        "from_id,to_id,distance_m\nA,B,-1\n",
        "m.csv:2: column distance_m: \"-1\" is a negative distance; "
          + "write 0 or more, or leave it empty where there is no way"
      ),
      (
        "from_id,to_id,distance_m\nA,B,far\n",
        "m.csv:2: column distance_m: \"far\" is not a number; "
          + "write metres, or leave it empty where there is no way"
      ),
      (
        "from_id,to_id,distance_m\nA,B,1\nA,B,2\n",
        "m.csv:3: \"A,B\" is a pair that came before; give each pair one distance"
      ),
      ("from_id,to_id,distance_m\nA,,1\n", "m.csv:2: column to_id: the id is missing; fill it in"),
      (
        "from_id,to_id,note\nA,B,far\n",
        "m.csv:1: there is no distance_m beside from_id and to_id among "
          + "\"from_id\", \"to_id\", \"note\"; "
          + "name the columns with --matrix-columns FROM,TO,DISTANCE"
      ),
      (
        "id,S1\nA,1\nA,2\n",
        "m.csv:3: column id: \"A\" is the id of line 2 already; give each row its own id"
      ),
    ])
  func faults(text: String, message: String) {
    #expect(complaint { try MatrixFile.read(utf8(text), file: "m.csv") } == message)
  }

  @Test("Pairs are read in their order")
  func pairs() throws {
    let file = try PairFile.read(utf8("to_id,from_id\n1,007\n2,7\n1,007\n"), file: "p.csv")
    #expect(
      file.pairs == [
        PairFile.Pair(from: "007", to: "1", line: 2), PairFile.Pair(from: "7", to: "2", line: 3),
        PairFile.Pair(from: "007", to: "1", line: 4),
      ])
    #expect(
      complaint { try PairFile.read(utf8("a,b\n1,2\n"), file: "p.csv") }
        == "p.csv:1: there is no from_id or no to_id among \"a\", \"b\"; "
        + "name the two columns from_id and to_id")
    #expect(
      complaint { try PairFile.read(utf8("from_id,to_id\n1,\n"), file: "p.csv") }
        == "p.csv:2: column to_id: the id is missing; fill it in")
  }
}
