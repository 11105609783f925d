import Cartography
import Travel

extension MapDrawing.Barrier {
  /// A barrier of the world as the map draws it.
  init(_ barrier: Barrier) {
    self.init(
      name: barrier.name, kind: barrier.kind,
      shapes: barrier.shapes.map { shape in
        switch shape {
        case .line(let points): .line(points)
        case .area(let polygon): .area(polygon)
        }
      })
  }
}
