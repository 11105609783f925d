import Cartography
import TestSupport
import Testing

@Suite struct LineClippingTests {
  private let box = CanvasBox(x: 0, y: 0, width: 100, height: 80)

  private func randomPoint(_ random: inout RepeatableGenerator) -> CanvasPoint {
    CanvasPoint(.random(in: -150...250, using: &random), .random(in: -150...230, using: &random))
  }

  /// Even-odd rule.
  private func contains(_ ring: [CanvasPoint], _ point: CanvasPoint) -> Bool {
    var inside = false
    for (a, b) in zip(ring, ring.dropFirst() + ring.prefix(1))
    where (a.y > point.y) != (b.y > point.y) {
      if point.x < (b.x - a.x) * (point.y - a.y) / (b.y - a.y) + a.x { inside.toggle() }
    }
    return inside
  }

  @Test("A clipped ring covers in the window what the whole ring covers, and nothing outside")
  func rings() {
    forEverySeed { random in
      let ring = (0..<Int.random(in: 3...12, using: &random)).map { _ in randomPoint(&random) }
      let clipped = LineClipping.ring(ring, in: box)
      if !clipped.allSatisfy({ box.expanded(by: 1e-9).contains($0) }) { return false }
      for _ in 0..<40 {
        let point = CanvasPoint(
          .random(in: 0.1...99.9, using: &random), .random(in: 0.1...79.9, using: &random))
        if contains(ring, point) != contains(clipped, point) { return false }
      }
      return true
    }
  }

  @Test("The parts of a clipped line are as long as what a fine walk along it finds in the window")
  func lines() {
    forEverySeed(in: 0...29) { random in
      let line = (0..<Int.random(in: 2...8, using: &random)).map { _ in randomPoint(&random) }
      let parts = LineClipping.line(line, in: box)
      let length = parts.reduce(0) { sum, part in
        sum + zip(part, part.dropFirst()).reduce(0) { $0 + $1.0.distance(to: $1.1) }
      }
      var walked = 0.0
      for (a, b) in zip(line, line.dropFirst()) {
        let steps = 1500
        for step in 0..<steps {
          let t = (Double(step) + 0.5) / Double(steps)
          let here = CanvasPoint(a.x + t * (b.x - a.x), a.y + t * (b.y - a.y))
          if box.contains(here) { walked += a.distance(to: b) / Double(steps) }
        }
      }
      // Each segment may gain or lose a step at each end.
      return abs(length - walked) < 0.8 * Double(line.count)
        && parts.allSatisfy { $0.allSatisfy { box.expanded(by: 1e-9).contains($0) } }
    }
  }

  @Test("A thinned line stays within twice the tolerance of the whole one, both ends in place")
  func thinning() {
    forEverySeed(in: 0...9) { random in
      var here = CanvasPoint(50, 50)
      let line = (0..<400).map { _ in
        here.x += .random(in: -0.3...0.6, using: &random)
        here.y += .random(in: -0.4...0.4, using: &random)
        return here
      }
      let thin = LineClipping.thinned(line, tolerance: 0.3)
      let near = line.allSatisfy { point in
        zip(thin, thin.dropFirst()).contains { a, b in
          let length = a.distance(to: b)
          let along = ((point.x - a.x) * (b.x - a.x) + (point.y - a.y) * (b.y - a.y)) / length
          let t = min(max(along / length, 0), 1)
          let foot = CanvasPoint(a.x + t * (b.x - a.x), a.y + t * (b.y - a.y))
          return foot.distance(to: point) <= 0.6
        }
      }
      return near && thin.first == line.first && thin.last == line.last && thin.count < 300
    }
  }

  @Test("A straight run of thousands of points is two points")
  func straightRun() {
    let dense = (0...5000).map { CanvasPoint(Double($0) * 0.1, Double($0) * 0.05) }
    #expect(LineClipping.thinned(dense).count == 2)
    #expect(LineClipping.thinned([]).isEmpty)
    #expect(LineClipping.thinned(Array(dense.prefix(1))).count == 1)
  }

  @Test("Dots come back from their path where they were, to a twentieth of a pixel")
  func dots() {
    forEverySeed(in: 0...49) { random in
      let places = (0..<200).map { _ in
        CanvasPoint(.random(in: 0...900, using: &random), .random(in: 0...900, using: &random))
      }
      let decoded = decode(PathText.dots(places + places))
      let expected = Set(places.map { [Int(($0.x * 10).rounded()), Int(($0.y * 10).rounded())] })
      return Set(decoded) == expected && decoded.count == expected.count
    }
  }

  private func decode(_ path: String) -> [[Int]] {
    var here = [0, 0]
    return path.split(separator: "h0").map { step in
      let numbers = step.dropFirst().replacing("-", with: " -").split(separator: " ")
        .compactMap { Int($0) }
      here = step.hasPrefix("M") ? numbers : [here[0] + numbers[0], here[1] + numbers[1]]
      return here
    }
  }
}
