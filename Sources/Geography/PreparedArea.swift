/// Areas worked through once, to be asked many times whether a point lies in one of them.
///
/// The edges are sorted into level bands; a question looks only at those of its own band.
public struct PreparedArea: Sendable {
  public let polygons: [PlanarPolygon]
  private let box: PlanarBox
  private let bandHeight: Double
  /// Where each band's edges start in `edges`, and the end.
  private let starts: [Int]
  private let edges: [Edge]

  private struct Edge {
    let start: PlanarPoint
    let end: PlanarPoint
    let polygon: Int
  }

  /// Sorts the edges into bands.
  ///
  /// - Complexity: O(*v*) for *v* corners of everyday outlines; at worst, for edges that all run
  ///   from top to bottom, O(*v*²).
  public init(_ polygons: [PlanarPolygon]) {
    self.polygons = polygons
    var all: [Edge] = []
    var box = PlanarBox()
    for (number, polygon) in polygons.enumerated() {
      for ring in polygon.rings {
        guard var start = ring.last else { continue }
        for end in ring {
          defer { start = end }
          guard start.isFinite, end.isFinite else { continue }
          all.append(Edge(start: start, end: end, polygon: number))
          box.add(start)
          box.add(end)
        }
      }
    }
    self.box = box
    let bandCount = min(max(1, all.count / 2), 4096)
    bandHeight = box.height / Double(bandCount)
    var bands = Array(repeating: [Edge](), count: bandCount)
    for edge in all {
      let low = Self.band(min(edge.start.y, edge.end.y), box, bandHeight, bandCount)
      let high = Self.band(max(edge.start.y, edge.end.y), box, bandHeight, bandCount)
      for band in low...high { bands[band].append(edge) }
    }
    var starts = [0]
    var edges: [Edge] = []
    for band in bands {
      edges += band
      starts.append(edges.count)
    }
    self.starts = starts
    self.edges = edges
  }

  public init(_ polygon: PlanarPolygon) { self.init([polygon]) }

  /// Whether the point lies in one of the areas or on a rim, exactly as
  /// ``PlanarPolygon/contains(_:)`` says.
  public func contains(_ point: PlanarPoint) -> Bool { polygonContaining(point) != nil }

  /// The number of the first of the areas that the point lies in or on; nil for none.
  public func polygonContaining(_ point: PlanarPoint) -> Int? {
    guard box.contains(point) else { return nil }
    let band = Self.band(point.y, box, bandHeight, starts.count - 1)
    var polygon: Int?
    var isInside = false
    for edge in edges[starts[band]..<starts[band + 1]] {
      if edge.polygon != polygon {
        if isInside { return polygon }
        polygon = edge.polygon
      }
      switch point.passage(by: edge.start, edge.end) {
      case .onIt: return polygon
      case .crossed: isInside.toggle()
      case .missed: break
      }
    }
    return isInside ? polygon : nil
  }

  private static func band(
    _ y: Double, _ box: PlanarBox, _ height: Double, _ count: Int
  ) -> Int {
    guard height > 0 else { return 0 }
    return min(count - 1, max(0, Int(clamping: (y - box.minY) / height)))
  }
}
