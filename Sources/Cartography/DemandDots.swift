/// How large and how solid the dots of people are.
package struct DemandDots: Hashable, Sendable {
  /// Radius of the dot of a person of typical weight, in pixels.
  package let radius: Double
  package let opacity: Double
  /// The weight of which the dot has ``radius``: the median; dots grow with the square root.
  package let typicalWeight: Double
  /// Whether all weights are about the same, so that all dots are.
  package let isUniform: Bool

  /// Sizes of dots relative to the typical one; weights between share the nearest.
  package static let sizes = [0.6, 0.8, 1, 1.4, 2, 2.8, 4]
  /// Dots never grow beyond this radius, in pixels.
  private static let greatestRadius = 14.0
  /// How much of the inhabited part of the page dots may cover.
  private static let coverage = 0.42

  package init(places: [CanvasPoint], weights: [Double]) {
    let area = Self.inhabitedArea(places)
    let fitting = (Self.coverage * area / (Double(max(places.count, 1)) * 3.14159)).squareRoot()
    radius = min(max(fitting, 0.9), 4.5)
    opacity = radius >= 2.5 ? 0.95 : 0.85
    let sorted = weights.filter { $0 > 0 && $0.isFinite }.sorted()
    typicalWeight = sorted.isEmpty ? 1 : sorted[sorted.count / 2]
    isUniform = (sorted.last ?? 1) <= 1.25 * (sorted.first ?? 1)
  }

  /// How much of the page has places, in square pixels.
  static func inhabitedArea(_ places: [CanvasPoint]) -> Double {
    struct Cell: Hashable { var column: Int, row: Int }
    let side = 12.0
    let cells = Set(
      places.map { Cell(column: Int(clamping: $0.x / side), row: Int(clamping: $0.y / side)) })
    return Double(cells.count) * side * side
  }

  /// Index into ``sizes`` of the dot for a weight; the typical one where all weights are alike.
  package func size(weight: Double) -> Int {
    guard !isUniform else { return 2 }
    let ideal = (max(weight, 0) / typicalWeight).squareRoot()
    var best = 0
    for (index, size) in Self.sizes.enumerated()
    where abs(size - ideal) < abs(Self.sizes[best] - ideal) {
      best = index
    }
    return best
  }

  package func radius(size: Int) -> Double { min(radius * Self.sizes[size], Self.greatestRadius) }
}
