import Geography
import Travel

/// The straight distance without its fraction, as published *p*-median answers on TSPLIB points
/// count it: the benchmark's own provider, written as a user would write one.
struct FloorDistance: DistanceProvider {
  func distance(from origin: PlanarPoint, to destination: PlanarPoint) -> Double {
    origin.distance(to: destination).rounded(.down)
  }

  func lowerBound(from origin: PlanarPoint, to destination: PlanarPoint) -> Double {
    distance(from: origin, to: destination)
  }

  func distances(
    from origins: PlaceList<PlanarPoint>, to destinations: PlaceList<PlanarPoint>, chosen: [Int]
  ) -> DistanceTable {
    DistanceTable(rows: chosen.count, columns: origins.count) { row, values in
      let site = destinations[chosen[row]]
      origins.places.withUnsafeBufferPointer { places in
        for column in values.indices {
          values[column] = places[column].distance(to: site).rounded(.down)
        }
      }
    }
  }
}
