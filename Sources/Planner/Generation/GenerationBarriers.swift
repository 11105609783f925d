package import Geography

/// What nobody lives in and no neighbourhood reaches over, in degrees.
package struct GenerationBarriers: Hashable, Sendable {
  /// One area: the outer ring, then its holes, which are land; closing points are optional.
  package struct Area: Hashable, Sendable {
    package var id: String
    package var rings: [[GeoCoordinate]]

    package init(id: String, rings: [[GeoCoordinate]]) {
      self.id = id
      self.rings = rings
    }
  }

  package var areas: [Area]
  package var lines: [[GeoCoordinate]]

  package init(areas: [Area] = [], lines: [[GeoCoordinate]] = []) {
    self.areas = areas
    self.lines = lines
  }

  /// The area that a place lies in, by the even-odd rule; nil on land.
  func areaAround(_ place: GeoCoordinate) -> Area? {
    areas.first { area in
      area.rings.reduce(false) { $0 != GenerationBarriers.isInside(place, ring: $1) }
    }
  }

  private static func isInside(_ place: GeoCoordinate, ring: [GeoCoordinate]) -> Bool {
    guard var last = ring.last else { return false }
    var inside = false
    for next in ring {
      if (next.latitude > place.latitude) != (last.latitude > place.latitude) {
        let t = (place.latitude - last.latitude) / (next.latitude - last.latitude)
        if place.longitude < last.longitude + t * (next.longitude - last.longitude) {
          inside.toggle()
        }
      }
      last = next
    }
    return inside
  }

  /// Every edge of every ring and line.
  var edges: [(GeoCoordinate, GeoCoordinate)] {
    var edges: [(GeoCoordinate, GeoCoordinate)] = []
    for ring in areas.flatMap(\.rings) {
      guard var last = ring.last else { continue }
      for next in ring where next != last {
        edges.append((last, next))
        last = next
      }
    }
    for line in lines {
      edges.append(contentsOf: zip(line, line.dropFirst()))
    }
    return edges
  }
}
