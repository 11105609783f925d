import Exchange
import Testing

@Suite struct DataFaultTests {
  @Test(
    "A fault is one line that says where, what and how to mend it",
    arguments: [
      (
        DataFault(
          file: "homes.csv", line: 17, field: .column("lat"), value: "abc",
          problem: "is not a number", remedy: "write degrees such as 47.5"),
        "homes.csv:17: column lat: \"abc\" is not a number; write degrees such as 47.5"
      ),
      (DataFault(problem: "nothing was given"), "nothing was given"),
      (DataFault(file: "a.csv", problem: "is empty"), "a.csv: is empty"),
      (DataFault(line: 3, field: .key("seed"), problem: "is odd"), "line 3: key seed: is odd"),
      (
        DataFault(file: "b", line: 2, subject: "feature 1 (id A)", problem: "is shut"),
        "b:2: feature 1 (id A): is shut"
      ),
      (
        DataFault(value: "a\nb\tc\u{1B}[31m", problem: "is odd"), "\"a\\nb\\tc\\u001B[31m\" is odd"
      ),
      (
        DataFault(value: String(repeating: "é", count: 70), problem: "is long"),
        "\"" + String(repeating: "é", count: 60) + "…\" is long"
      ),
    ])
  func description(fault: DataFault, text: String) {
    #expect(fault.description == text)
  }

  @Test("Twenty faults are shown and the others counted")
  func many() throws {
    let all = (1...23).map { DataFault(file: "a.csv", line: $0, problem: "is odd") }
    let faults = try #require(DataFaults(all))
    #expect(faults.count == 23)
    #expect(faults.faults.count == 20)
    #expect(faults.description.hasSuffix("a.csv:20: is odd\nand 3 more in a.csv"))
    #expect(DataFaults([]) == nil)
    #expect(DataFaults(all[0]).description == "a.csv:1: is odd")
  }
}

@Suite struct SuggestionTests {
  @Test(
    "What was meant is near what was written",
    arguments: [
      ("facilites", "facilities"), ("FACILITIES", "facilities"), ("time-limit", "time_limit"),
      ("barrier", "barriers"), ("crossing_tol", "crossing_tolerance"), ("sede", "seed"),
      ("xyzzy", nil), ("", nil), ("demnad", "demand"),
    ] as [(String, String?)])
  func nearest(word: String, meant: String?) {
    let known = [
      "demand", "facilities", "seed", "time_limit", "barriers", "crossing_tolerance",
    ]
    #expect(Suggestion.nearest(to: word, among: known) == meant)
  }
}
