package import Geography
package import Travel

/// What must hold of barrier distances between some points, whatever the barriers.
package struct BarrierFacts {
  package let distance: BarrierDistance
  package let points: [PlanarPoint]
  package let prepared: PreparedPoints
  /// A row per point to go to, a column per point to come from.
  package let table: DistanceTable

  package init(_ distance: BarrierDistance, points: [PlanarPoint]) {
    self.distance = distance
    self.points = points
    prepared = distance.prepare(points)
    table = distance.distances(from: prepared, to: prepared, chosen: Array(points.indices))
  }

  /// Whether two lengths are the same but for the rounding of sums of square roots.
  package static func isSame(_ a: Double, _ b: Double) -> Bool {
    a == b || abs(a - b) <= 1e-9 * max(1, a) + 1e-8
  }

  package static func isSame(_ a: DistanceTable, _ b: DistanceTable) -> Bool {
    a.values.count == b.values.count && zip(a.values, b.values).allSatisfy(isSame)
  }

  /// What is wrong; nil where nothing is.
  package func fault(_ choices: inout some RandomNumberGenerator) -> String? {
    faultOfTable() ?? faultOfSinglePairs(&choices) ?? faultOfNearest(&choices)
      ?? faultOfRoutes() ?? faultOfReports()
  }

  private func faultOfTable() -> String? {
    for (to, destination) in points.enumerated() {
      for (from, origin) in points.enumerated() {
        let found = table[to, from]
        let pair = "\(origin) → \(destination)"
        if found.isNaN || found < 0 { return "\(pair): \(found)" }
        let straight = origin.distance(to: destination)
        if found < straight - 1e-9 * straight { return "\(pair): \(found) < straight \(straight)" }
        if distance.lowerBound(from: origin, to: destination) > found * (1 + 1e-12) {
          return "\(pair): \(found) less than its lower bound"
        }
        if distance.isSymmetric, !Self.isSame(found, table[from, to]) {
          return "\(pair): \(found) there, \(table[from, to]) back, without one-way crossings"
        }
      }
      let reaches = points.indices.contains { table[to, $0] < .infinity }
      switch distance.whereabouts(of: destination) {
      case .insideArea, .beyondWorld:
        if reaches { return "\(destination) is reached, but stands on no land" }
      case .land, .onBarrier:
        if table[to, to] != 0 { return "\(destination) is \(table[to, to]) m from itself" }
      }
    }
    return nil
  }

  private func faultOfSinglePairs(_ choices: inout some RandomNumberGenerator) -> String? {
    let kept = choices.once(in: 4) ? distance.keepingAllPairs() : distance
    for _ in 0..<3 {
      let (from, to) = (choices.below(points.count), choices.below(points.count))
      let single = kept.distance(from: points[from], to: points[to])
      if !Self.isSame(single, table[to, from]) {
        return "\(points[from]) → \(points[to]): alone \(single), in a table \(table[to, from])"
      }
    }
    return nil
  }

  private func faultOfNearest(_ choices: inout some RandomNumberGenerator) -> String? {
    let chosen = (0..<1 + choices.below(6)).map { _ in choices.below(points.count) }
    let nearest = distance.nearest(from: prepared, among: prepared, chosen: chosen)
    for from in points.indices {
      let column = chosen.map { table[$0, from] }
      let least = column.min() ?? .infinity
      let site = nearest.sites[from]
      // Sums in another order may make another of equally near sites the nearest by a rounding.
      let isRight =
        Self.isSame(least, nearest.distances[from])
        && site.map { column[$0] < .infinity && Self.isSame(least, column[$0]) }
          ?? (least == .infinity)
      if !isRight {
        return "nearest of \(column) from \(points[from]): found "
          + "\(site.map(String.init) ?? "none") at \(nearest.distances[from])"
      }
    }
    return nil
  }

  /// All routes, by destination and origin.
  package func routes() -> [[Route<PlanarPoint>?]] {
    points.indices.map { site in
      distance.routes(
        from: prepared, members: Array(points.indices), to: site, of: prepared)
    }
  }

  private func faultOfRoutes() -> String? {
    let open = distance.crossings.filter(\.isOpen)
    let costs = Dictionary(uniqueKeysWithValues: open.map { ($0.id, $0.cost) })
    for (to, row) in routes().enumerated() {
      for (from, route) in row.enumerated() {
        let pair = "\(points[from]) → \(points[to])"
        let expected = table[to, from]
        guard let route else {
          if expected < .infinity { return "\(pair): no route, but \(expected) m" }
          continue
        }
        if route.distance != expected { return "\(pair): route \(route.distance), not \(expected)" }
        if route.path.first != points[from] || route.path.last != points[to] {
          return "\(pair): route from \(route.path.first as Any) to \(route.path.last as Any)"
        }
        let walked = zip(route.path, route.path.dropFirst()).reduce(0) {
          $0 + $1.0.distance(to: $1.1)
        }
        var cost = 0.0
        for id in route.crossings {
          guard let one = costs[id] else { return "\(pair): route over \(id), which is shut" }
          cost += one
        }
        // A deck counts as long as it was drawn, but its ends are drawn to a corner that is there.
        let blur = Self.blur * Double(route.crossings.count)
        if abs(walked + cost - expected) > blur + 1e-6 + 1e-9 * expected {
          return "\(pair): \(walked) walked + \(cost) is not \(expected)"
        }
        if let wall = wallCrossed(by: route) { return "\(pair): route goes through \(wall)" }
      }
    }
    return nil
  }

  /// What is asked for in words and by the map: it must come back, whatever it says.
  private func faultOfReports() -> String? {
    for pocket in distance.pockets where !(pocket.area > 0) {
      return "a pocket of \(pocket.area) m² at \(pocket.location)"
    }
    if distance.findings.contains(where: \.description.isEmpty) { return "a finding without words" }
    for place in points {
      _ = distance.enclosingBarriers(of: place)
      let land = distance.nearestLand(to: place)
      if case .land = distance.whereabouts(of: place), land != place {
        return "\(place) is land, but its nearest land is \(land)"
      }
    }
    return nil
  }
}
