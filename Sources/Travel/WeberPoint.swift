public import Geography

/// The place whose weighted distances to given anchors, or their squares, add up to the least.
public enum WeberPoint {
  /// Solves min over *x* of Σ *wᵢ* · *c*(|*x* − *aᵢ*| + *eᵢ*).
  ///
  /// *aᵢ* are the anchors, *wᵢ* their weights, *eᵢ* the metres behind the anchor that are walked
  /// wherever *x* lies, and *c* is the distance itself or its square. The sum is convex, so the
  /// place is the best of all; where several are (anchors on one line), one of them is given. The
  /// same input gives the same bits.
  ///
  /// Uses Weiszfeld's iteration with the correction for places on an anchor: Y. Vardi,
  /// C.-H. Zhang, "The multivariate L1-median and associated data depth", PNAS 97 (2000),
  /// <https://doi.org/10.1073/pnas.97.4.1423>. For squares with extra metres each distance term is
  /// bounded by a parabola in the same way. Newton's step is taken instead where it lowers the sum.
  ///
  /// - Parameters:
  ///   - anchors: *n* points in metres.
  ///   - weights: *n* weights; those that are not positive do not count.
  ///   - power: Whether distances or their squares are summed.
  ///   - extra: *n* numbers of metres, none negative; empty where there are none.
  ///   - start: Where the search begins, and the answer where no weight is positive.
  /// - Returns: The best place, to some 1e-7 of the anchors' extent.
  /// - Complexity: O(*n*) per step, seldom more than 20 steps, never more than 400.
  public static func solve(
    anchors: [PlanarPoint], weights: [Double], power: CostPower, extra: [Double],
    start: PlanarPoint
  ) -> PlanarPoint {
    precondition(weights.count == anchors.count, "each anchor needs a weight")
    precondition(
      extra.isEmpty || extra.count == anchors.count, "each anchor needs its extra metres, or none")
    let pulls = Pulls(
      anchors: anchors, weights: weights, power: power, extra: extra, origin: start)
    guard !pulls.x.isEmpty else { return start }
    let best = pulls.isSmooth ? pulls.mean : pulls.descend()
    return PlanarPoint(start.x + best.x, start.y + best.y)
  }
}

/// The sum Σ *αᵢ dᵢ*² + *βᵢ dᵢ*, where *dᵢ* is the distance to anchor *i*.
///
/// Every case of the Weber problem is one: *α* = 0, *β* = *w* for distances; *α* = *w*,
/// *β* = 2 *w e* for squares. Coordinates count from where the search starts, to keep digits.
private struct Pulls {
  private(set) var x: [Double] = []
  private(set) var y: [Double] = []
  private var alpha: [Double] = []
  private var beta: [Double] = []

  init(
    anchors: [PlanarPoint], weights: [Double], power: CostPower, extra: [Double],
    origin: PlanarPoint
  ) {
    for (index, anchor) in anchors.enumerated() where weights[index] > 0 {
      x.append(anchor.x - origin.x)
      y.append(anchor.y - origin.y)
      switch power {
      case .distance:
        alpha.append(0)
        beta.append(weights[index])
      case .squaredDistance:
        alpha.append(weights[index])
        beta.append(extra.isEmpty ? 0 : 2 * weights[index] * extra[index])
      }
    }
  }

  /// Whether only squares are summed, so that the weighted mean is the answer.
  var isSmooth: Bool { beta.allSatisfy { $0 == 0 } }

  var mean: PlanarPoint {
    let weights = isSmooth ? alpha : beta
    var (sumX, sumY, total) = (0.0, 0.0, 0.0)
    for index in x.indices {
      sumX += weights[index] * x[index]
      sumY += weights[index] * y[index]
      total += weights[index]
    }
    return PlanarPoint(sumX / total, sumY / total)
  }

  /// What one pass over the anchors tells about a place.
  private struct View {
    var cost = 0.0
    /// The gradient of all terms but those whose anchor is this very place.
    var gradientX = 0.0
    var gradientY = 0.0
    /// Half of the curvature of the parabolas that bound the terms from above.
    var stiffness = 0.0
    /// The second derivatives.
    var xx = 0.0
    var xy = 0.0
    var yy = 0.0
    /// The sum of *β* of the anchors at this very place: how hard they hold it.
    var grip = 0.0
    var nearest = 0
    var nearestDistance = Double.infinity
  }

  private func view(_ place: PlanarPoint) -> View {
    var view = View()
    for index in x.indices {
      let (dx, dy) = (place.x - x[index], place.y - y[index])
      let distance = (dx * dx + dy * dy).squareRoot()
      if distance < view.nearestDistance {
        (view.nearest, view.nearestDistance) = (index, distance)
      }
      guard distance > 0 else {
        view.grip += beta[index]
        view.stiffness += 2 * alpha[index]
        view.xx += 2 * alpha[index]
        view.yy += 2 * alpha[index]
        continue
      }
      let slope = beta[index] / distance
      let pull = 2 * alpha[index] + slope
      view.cost += (alpha[index] * distance + beta[index]) * distance
      view.gradientX += pull * dx
      view.gradientY += pull * dy
      view.stiffness += pull
      let (ux, uy) = (dx / distance, dy / distance)
      view.xx += pull - slope * ux * ux
      view.xy -= slope * ux * uy
      view.yy += pull - slope * uy * uy
    }
    return view
  }

  /// One step of Weiszfeld with Vardi's and Zhang's correction; nil where the place is the best.
  private func step(from place: PlanarPoint, _ view: View) -> PlanarPoint? {
    let force = (view.gradientX * view.gradientX + view.gradientY * view.gradientY).squareRoot()
    guard force > view.grip, view.stiffness > 0 else { return nil }
    let share = (1 - view.grip / force) / view.stiffness
    return PlanarPoint(place.x - share * view.gradientX, place.y - share * view.gradientY)
  }

  private func newtonStep(from place: PlanarPoint, _ view: View) -> PlanarPoint? {
    let determinant = view.xx * view.yy - view.xy * view.xy
    guard view.grip == 0, determinant > 1e-12 * view.xx * view.yy else { return nil }
    let step = PlanarPoint(
      place.x - (view.yy * view.gradientX - view.xy * view.gradientY) / determinant,
      place.y - (view.xx * view.gradientY - view.xy * view.gradientX) / determinant)
    return step.isFinite ? step : nil
  }

  /// Walks down from the mean until the steps are too small to matter.
  func descend() -> PlanarPoint {
    var place = mean
    var view = view(place)
    let spread = x.indices.reduce(0) { max($0, abs(x[$1] - place.x), abs(y[$1] - place.y)) }
    guard spread > 0, spread.isFinite else { return place }
    var tried = Set<Int>()
    for _ in 0..<400 {
      // An anchor draws the steps in ever more slowly: ask it outright, once, whether it is best.
      if view.nearestDistance > 0, tried.insert(view.nearest).inserted {
        let anchor = PlanarPoint(x[view.nearest], y[view.nearest])
        let there = self.view(anchor)
        if there.cost <= view.cost { (place, view) = (anchor, there) }
      }
      guard let plain = step(from: place, view) else { return place }
      var next = plain
      var there: View?
      if let newton = newtonStep(from: place, view) {
        let seen = self.view(newton)
        if seen.cost < view.cost { (next, there) = (newton, seen) }
      }
      let seen = there ?? self.view(next)
      // Rounding is all that is left once the sum no longer falls.
      guard seen.cost < view.cost else { return place }
      let moved = place.distance(to: next)
      (place, view) = (next, seen)
      if moved < 1e-11 * spread { break }
    }
    return place
  }
}
