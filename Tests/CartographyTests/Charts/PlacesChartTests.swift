import Geography
import TestSupport
import Testing

@testable import Cartography

@Suite struct PlacesChartTests {
  private func chart(_ points: [PlanarPoint]) -> String {
    let marks = points.enumerated().map { number, point in
      PlacesChart.Mark(
        point: point, number: number + 1, name: number == 0 ? "home" : "place \(number + 1)",
        detail: "3 visits", hours: Double(10 - number), week: Array(repeating: 1, count: 168),
        isNamed: number == 0)
    }
    return PlacesChart(
      title: "Frequent places", subtitle: "some",
      panels: [
        PlacesChart.Panel(title: "a", note: "", places: marks, trips: [], barriers: [])
      ]
    ).svg()
  }

  /// The values of an attribute of all elements of a kind.
  private func values(_ text: String, _ element: String, _ attribute: String) -> [Double] {
    text.split(separator: "<\(element) ").dropFirst().compactMap { part in
      let tag = part.prefix { $0 != ">" }
      guard let begin = " \(tag)".firstRange(of: " \(attribute)=\"") else { return nil }
      return Double(" \(tag)"[begin.upperBound...].prefix { $0 != "\"" })
    }
  }

  @Test("Dots stay on the map and clear of the scale bar, however places lie")
  func clear() {
    forEverySeed(in: 0...49) { generator in
      let reach = [0.0, 100, 5000, 60_000][Int.random(in: 0..<4, using: &generator)]
      let points = (0..<Int.random(in: 1...9, using: &generator)).map { _ in
        PlanarPoint(
          Double.random(in: -reach...reach, using: &generator),
          Double.random(in: -reach...reach, using: &generator))
      }
      let text = chart(points)
      let (x, y) = (values(text, "circle", "cx"), values(text, "circle", "cy"))
      let radii = values(text, "circle", "r")
      guard x.count == points.count, let top = values(text, "rect", "y").filter({ $0 > 0 }).min()
      else { return false }
      // The map is 560 wide and 570 high; the bar stands in its last 46.
      return x.indices.allSatisfy { index in
        x[index] - radii[index] >= 28 && x[index] + radii[index] <= 28 + 560
          && y[index] - radii[index] >= top && y[index] + radii[index] <= top + 570 - 46
      }
    }
  }
}
