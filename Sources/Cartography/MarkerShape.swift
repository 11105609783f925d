/// The outlines of facility markers.
package enum MarkerShape: CaseIterable, Hashable, Sendable {
  case circle
  case square
  case diamond
  case triangle
  case pentagon
  case hexagon
  case downTriangle

  /// Path data around the origin; all shapes cover about the area of a circle of `radius` pixels.
  package func path(radius r: Double) -> String {
    switch self {
    case .circle:
      let d = NumberText.tenths(r)
      return "M-\(d) 0a\(d) \(d) 0 1 0 \(NumberText.tenths(2 * r)) 0"
        + "a\(d) \(d) 0 1 0 -\(NumberText.tenths(2 * r)) 0Z"
    case .square: return polygon([(-0.89, -0.89), (0.89, -0.89), (0.89, 0.89), (-0.89, 0.89)], r)
    case .diamond: return polygon([(0, -1.25), (1.25, 0), (0, 1.25), (-1.25, 0)], r)
    case .triangle: return polygon([(0, -1.3), (1.3, 0.95), (-1.3, 0.95)], r)
    case .pentagon:
      return polygon([(0, -1.15), (1.09, -0.36), (0.68, 0.93), (-0.68, 0.93), (-1.09, -0.36)], r)
    case .hexagon:
      return polygon(
        [(-0.55, -0.95), (0.55, -0.95), (1.1, 0), (0.55, 0.95), (-0.55, 0.95), (-1.1, 0)], r)
    case .downTriangle: return polygon([(0, 1.3), (1.3, -0.95), (-1.3, -0.95)], r)
    }
  }

  private func polygon(_ corners: [(Double, Double)], _ radius: Double) -> String {
    PathText.line(corners.map { CanvasPoint($0.0 * radius, $0.1 * radius) }, closed: true)
  }
}
