import Geography
import TestSupport
import Testing

@testable import Planner

@Suite struct GapLeakTests {
  /// Two fences along the x axis that leave 4 m open between them.
  private let gap = GapLeak(from: PlanarPoint(0, 0), to: PlanarPoint(4, 0))

  private func path(_ points: (Double, Double)...) -> [PlanarPoint] {
    points.map { PlanarPoint($0.0, $0.1) }
  }

  @Test("A way straight through the gap leaks, one beside it does not")
  func straight() {
    #expect(gap.isOn(path((1, -10), (2, 10))))
    #expect(!gap.isOn(path((-5, -10), (-5, 10))))
    #expect(!gap.isOn(path((1, 1), (3, 10))))
  }

  @Test("A way that bends at an end of the gap leaks where the gap is on the outer side")
  func bend() {
    // Around the end of the western fence, through the gap.
    #expect(gap.isOn(path((-100, -50), (0, 0), (-100, 50))))
    // Around the end of the eastern fence, through the gap.
    #expect(gap.isOn(path((100, -50), (4, 0), (100, 50))))
    // Past a fence that stands on the end, to the north, and through the gap.
    #expect(gap.isOn(path((-50, -10), (0, 0), (50, 30))))
  }

  @Test("A way with a corner before the gap and one after it leaks once through")
  func corners() {
    #expect(gap.isOn(path((-80, -30), (0, 0), (0, 5), (-80, 60))))
    #expect(gap.isOn(path((-80, -30), (2, -3), (2, 3), (80, 30))))
  }

  @Test("Turning the world round changes nothing")
  func rotation() {
    forEverySeed { random in
      let corners = (0..<4).map { _ in
        PlanarPoint(
          Double(Int.random(in: -9...9, using: &random)),
          Double(Int.random(in: -9...9, using: &random)))
      }
      func turned(_ point: PlanarPoint) -> PlanarPoint { PlanarPoint(-point.y, point.x) }
      let other = GapLeak(from: turned(gap.from), to: turned(gap.to))
      let swapped = GapLeak(from: gap.to, to: gap.from)
      let expected = gap.isOn(corners)
      return other.isOn(corners.map(turned)) == expected && swapped.isOn(corners) == expected
        && gap.isOn(corners.reversed()) == expected
    }
  }
}
