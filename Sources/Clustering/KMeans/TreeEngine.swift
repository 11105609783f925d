extension PointTree: LloydEngine {
  func inertia(of centers: [Double], count k: Int) -> Double {
    parts.reduce(0) { $0 + $1.inertia }
  }

  func members(of centers: [Double], count k: Int) -> Members {
    let all = (0..<k).map { vector(centers, $0) }
    let labels = [Int](unsafeUninitializedCapacity: count) { labels, size in
      nonisolated(unsafe) let labels = labels
      forEachLabel { _, row, label in labels[row] = label }
      size = count
    }
    let distances = [Double](unsafeUninitializedCapacity: count) { distances, size in
      nonisolated(unsafe) let distances = distances
      forEachLabel { position, row, label in
        distances[row] = all[label].squaredDistance(to: self.places[position])
      }
      size = count
    }
    return Members(labels: labels, squaredDistances: distances)
  }
}
