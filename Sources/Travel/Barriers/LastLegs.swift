import Geography

/// The last straight legs of the paths to one site, gathered by the bend from which they start.
struct LastLegs {
  private var numbers: [Bend: Int] = [:]
  private var anchors: [PlanarPoint] = []
  private var weights: [Double] = []
  private var before: [Double] = []

  private struct Bend: Hashable {
    var place: PlanarPoint
    var before: Double
  }

  /// Adds a leg that starts after `before` metres of path.
  mutating func add(_ bend: PlanarPoint, weight: Double, before length: Double) {
    let key = Bend(place: bend, before: length)
    if let number = numbers[key] {
      weights[number] += weight
    } else {
      numbers[key] = anchors.count
      anchors.append(bend)
      weights.append(weight)
      before.append(length)
    }
  }

  /// The place that costs least with the bends held fixed; nil where nobody has weight.
  func center(from start: PlanarPoint, objective: CostPower) -> PlanarPoint? {
    guard weights.contains(where: { $0 > 0 }) else { return nil }
    return WeberPoint.solve(
      anchors: anchors, weights: weights, power: objective, extra: before, start: start)
  }
}
