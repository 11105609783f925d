import Foundation
import Siting
import TestSupport
import Testing
import Travel

/// Graphs of the OR-Library: Beasley 1990, <https://doi.org/10.1057/jors.1990.166>.
private let folder = "../shared/reference/pmedian"

@Suite struct PublishedAnswersTests {
  @Test(
    "Five graphs of the OR-Library are solved to the published optimum, and that is proven",
    .enabled(
      if: FileManager.default.fileExists(atPath: folder),
      "the reference data is not there: no published p-median answers are compared"))
  func optima() throws {
    let answers = try String(contentsOfFile: "\(folder)/best-known.csv", encoding: .utf8)
      .split(separator: "\n").map { $0.split(separator: ",") }
    for number in 1...5 {
      let answer = try #require(answers.first { $0.first == "pmed\(number)" })
      let graph = try Graph(file: "\(folder)/orlib/pmed\(number).txt")
      let plan = try solve(
        SitingProblem(
          provider: graph.distances, demand: Array(0..<graph.size),
          weights: Array(repeating: 1, count: graph.size), sites: .demand,
          facilities: graph.facilities), options: SitingOptions(restarts: 8))
      #expect(plan.objective == Double(answer[3]))
      #expect(plan.termination == .provenOptimal)
      #expect(plan.lowerBound == plan.objective)
    }
  }

  private struct Graph {
    let size: Int
    let facilities: Int
    let distances: TableDistance

    init(file: String) throws {
      let numbers = try String(contentsOfFile: file, encoding: .utf8)
        .split(whereSeparator: \.isWhitespace).compactMap { Int($0) }
      size = numbers[0]
      facilities = numbers[2]
      var metres = [Double](repeating: .infinity, count: size * size)
      for node in 0..<size { metres[node * size + node] = 0 }
      for edge in 0..<numbers[1] {
        let one = numbers[3 + 3 * edge] - 1
        let other = numbers[4 + 3 * edge] - 1
        metres[one * size + other] = Double(numbers[5 + 3 * edge])
        metres[other * size + one] = Double(numbers[5 + 3 * edge])
      }
      let count = size
      metres.withUnsafeMutableBufferPointer { metres in
        for via in 0..<count {
          for one in 0..<count where metres[one * count + via] < .infinity {
            let there = metres[one * count + via]
            for other in 0..<count {
              let length = there + metres[via * count + other]
              if length < metres[one * count + other] { metres[one * count + other] = length }
            }
          }
        }
      }
      distances = TableDistance(size: size, metres: metres)
    }
  }
}
