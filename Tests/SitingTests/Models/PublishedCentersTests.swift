import Foundation
import Siting
import TestSupport
import Testing
import Travel

/// Graphs of the OR-Library as *p*-center problems: Beasley 1990,
/// <https://doi.org/10.1057/jors.1990.166>.
@Suite struct PublishedCentersTests {
  @Test(
    "Five graphs of the OR-Library have the published centers, and that is proven",
    .enabled(
      if: ReferenceData.folder("pmedian") != nil,
      "the reference data is not there: no published p-center answers are compared"))
  func optima() throws {
    let folder = try #require(ReferenceData.folder("pmedian"))
    let answers = try String(
      contentsOf: folder.appendingPathComponent("p-center-best-known.csv"), encoding: .utf8
    ).split(separator: "\n").map { $0.split(separator: ",") }
    for number in 1...5 {
      let answer = try #require(answers.first { $0.first == "pmed\(number)" })
      let text = try String(
        contentsOf: folder.appendingPathComponent("orlib/pmed\(number).txt"), encoding: .utf8)
      let numbers = text.split(whereSeparator: \.isWhitespace).compactMap { Int($0) }
      let size = numbers[0]
      let plan = try solve(
        SitingProblem(
          provider: TableDistance(size: size, metres: shortestPaths(numbers)),
          demand: Array(0..<size), weights: Array(repeating: 1, count: size), sites: .demand,
          facilities: numbers[2], objective: .center), options: SitingOptions(restarts: 2))
      #expect(plan.objective == Double(answer[1]))
      #expect(plan.lowerBound == plan.objective)
      #expect(plan.termination == .provenOptimal)
      #expect(plan.distances.max() == plan.objective)
    }
  }

  /// Floyd's and Warshall's rule; of an edge that comes twice the last length counts.
  private func shortestPaths(_ numbers: [Int]) -> [Double] {
    let size = numbers[0]
    var metres = [Double](repeating: .infinity, count: size * size)
    for node in 0..<size { metres[node * size + node] = 0 }
    for edge in 0..<numbers[1] {
      let (one, other) = (numbers[3 + 3 * edge] - 1, numbers[4 + 3 * edge] - 1)
      metres[one * size + other] = Double(numbers[5 + 3 * edge])
      metres[other * size + one] = Double(numbers[5 + 3 * edge])
    }
    metres.withUnsafeMutableBufferPointer { metres in
      for middle in 0..<size {
        for row in 0..<size where metres[row * size + middle] < .infinity {
          let first = metres[row * size + middle]
          for column in 0..<size {
            let way = first + metres[middle * size + column]
            if way < metres[row * size + column] { metres[row * size + column] = way }
          }
        }
      }
    }
    return metres
  }
}
