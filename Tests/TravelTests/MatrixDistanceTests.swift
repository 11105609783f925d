import TestSupport
import Testing
import Travel

@Suite struct MatrixDistanceTests {
  @Test("Rows are origins, columns are destinations, and the two directions may differ")
  func square() throws {
    let matrix = try MatrixDistance(
      labels: ["007", "7", "ő"], values: [0, 5, .infinity, 6, 0, 1, 2, 1, 0])
    #expect(matrix.distance(from: 0, to: 1) == 5)
    #expect(matrix.distance(from: 1, to: 0) == 6)
    #expect(matrix.distance(from: 0, to: 2) == .infinity)
    #expect(matrix.route(from: 0, to: 2) == nil)
    #expect(matrix.route(from: 2, to: 0)?.distance == 2)
    #expect(matrix.missingPairs == 1)
    #expect(!matrix.isSymmetric)
    #expect(matrix.place(labelled: "7") == 1)
    #expect(matrix.place(labelled: "8") == nil)
    #expect(try MatrixDistance(labels: ["a", "b"], values: [0, 3, 3, 0]).isSymmetric)
  }

  @Test("A table of homes and schools needs no numbers between homes")
  func rectangular() throws {
    let matrix = try MatrixDistance(
      origins: ["h1", "h2", "s1"], destinations: ["s1", "s2"], values: [1, 2, 3, 4, 0, 9])
    #expect(matrix.labels == ["h1", "h2", "s1", "s2"])
    #expect(matrix.distance(from: 1, to: 2) == 3)
    #expect(matrix.distance(from: 2, to: 3) == 9)
    #expect(matrix.distance(from: 0, to: 1) == .infinity)
    #expect(matrix.distance(from: 0, to: 0) == 0)
    #expect(matrix.distance(from: 3, to: 2) == .infinity)
    #expect(!matrix.isSymmetric)
    #expect(matrix.missingPairs == 0)
    let places = matrix.prepare([3, 0, 2])
    let table = matrix.distances(from: places, to: places, chosen: [0, 2])
    #expect(table.values == [0, 2, 9, .infinity, 1, 0])
  }

  @Test("Pairs that are not listed have no way between them, and are counted")
  func pairs() throws {
    let matrix = try MatrixDistance(entries: [
      MatrixEntry(from: "a", to: "x", distance: 4), MatrixEntry(from: "b", to: "y", distance: 5),
      MatrixEntry(from: "x", to: "x", distance: 1), MatrixEntry(from: "y", to: "x", distance: 8),
    ])
    #expect(matrix.labels == ["a", "b", "x", "y"])
    #expect(matrix.values(from: "a", to: "x") == 4)
    #expect(matrix.values(from: "b", to: "x") == .infinity)
    #expect(matrix.values(from: "x", to: "x") == 1, "a number that is given is kept")
    #expect(matrix.values(from: "y", to: "y") == 0)
    #expect(matrix.missingPairs == 3, "a-y, b-x, x-y")
  }

  @Test("Every fault is named")
  func faults() {
    #expect(throws: MatrixError.wrongCount(rows: 2, columns: 2, values: 3)) {
      try MatrixDistance(labels: ["a", "b"], values: [0, 1, 1])
    }
    #expect(throws: MatrixError.duplicateLabel("a", first: 0, second: 2)) {
      try MatrixDistance(labels: ["a", "b", "a"], values: Array(repeating: 0, count: 9))
    }
    #expect(throws: MatrixError.negative(from: "b", to: "a", value: -1)) {
      try MatrixDistance(labels: ["a", "b"], values: [0, 1, -1, 0])
    }
    #expect(throws: MatrixError.notANumber(from: "a", to: "b")) {
      try MatrixDistance(labels: ["a", "b"], values: [0, .nan, 1, 0])
    }
    #expect(throws: MatrixError.pairGivenTwice(from: "a", to: "b")) {
      try MatrixDistance(entries: [
        MatrixEntry(from: "a", to: "b", distance: 1), MatrixEntry(from: "a", to: "b", distance: 1),
      ])
    }
    #expect(throws: MatrixError.negative(from: "a", to: "b", value: -.infinity)) {
      try MatrixDistance(entries: [MatrixEntry(from: "a", to: "b", distance: -.infinity)])
    }
    #expect(
      "\(MatrixError.negative(from: "b", to: "a", value: -1))"
        == "the distance from “b” to “a” is -1.0; give 0 or more, or infinity where there is no way"
    )
    #expect(throws: Never.self) { try MatrixDistance(labels: [], values: []) }
  }
}

extension MatrixDistance {
  fileprivate func values(from: String, to: String) -> Double? {
    guard let from = place(labelled: from), let to = place(labelled: to) else { return nil }
    return distance(from: from, to: to)
  }
}
