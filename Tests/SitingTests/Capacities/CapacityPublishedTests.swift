import Foundation
import Geography
import Siting
import TestSupport
import Testing
import Travel

/// Problems of the OR-Library, and of Lorena and Senne 2004,
/// <https://doi.org/10.1016/S0305-0548(03)00039-X>.
@Suite struct CapacityPublishedTests {
  private struct FlooredDistance: DistanceProvider {
    let isFloored: Bool
    func distance(from origin: PlanarPoint, to destination: PlanarPoint) -> Double {
      let length = origin.distance(to: destination)
      return isFloored ? length.rounded(.down) : length
    }
  }

  @Test(
    "Published capacitated problems are solved to the published optimum, and that is proven",
    .enabled(
      if: ReferenceData.folder("capacitated") != nil,
      "the reference data is not there: no published capacitated answers are compared"),
    arguments: [("cpmp01", 5, 713.0), ("cpmp04", 5, 651.0)])
  func optima(name: String, facilities: Int, answer: Double) throws {
    let folder = try #require(ReferenceData.folder("capacitated"))
    let rows = try String(contentsOf: folder.appendingPathComponent("\(name).csv"), encoding: .utf8)
      .split(whereSeparator: \.isNewline).dropFirst()
      .map { $0.split(separator: ",").compactMap { Double($0) } }
    let plan = try solve(
      SitingProblem(
        provider: FlooredDistance(isFloored: name.hasPrefix("cpmp")),
        demand: rows.map { PlanarPoint($0[1], $0[2]) }, weights: rows.map { _ in 1 },
        sites: .demand, facilities: facilities,
        rules: ServiceRules(capacities: rows.map { $0[4] }, loads: rows.map { $0[3] })),
      options: SitingOptions(restarts: 1))
    #expect(abs(plan.objective - answer) < 0.01)
    #expect(plan.termination == .provenOptimal)
  }
}
