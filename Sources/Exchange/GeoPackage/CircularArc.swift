#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// An arc of a circle through three positions, drawn as a line.
struct CircularArc {
  private let start: [Double]
  private let middle: [Double]
  private let end: [Double]

  /// No piece of a line turns by more than so many radians: 4 degrees.
  private static let step = Double.pi / 45

  /// - Parameters:
  ///   - numbers: Beginning, position on the way, end. Where beginning and end are one, the arc is a whole circle and
  ///     the other position lies across.
  ///   - stride: How many numbers a position has, 2 or 3.
  init(_ numbers: ArraySlice<Double>, stride: Int) {
    let all = Array(numbers)
    start = Array(all[..<stride])
    middle = Array(all[stride..<(2 * stride)])
    end = Array(all[(2 * stride)...])
  }

  /// Adds what follows the beginning, the other two positions as they are; heights change evenly between them.
  ///
  /// - Complexity: At most 90 positions.
  func add(to numbers: inout [Double]) {
    guard let circle else {
      numbers += middle + end
      return
    }
    func angle(_ position: [Double]) -> Double {
      atan2(position[1] - circle.y, position[0] - circle.x)
    }
    let (a, b, c) = (angle(start), angle(middle), angle(end))
    // How far it turns to the left from the beginning.
    func turn(_ to: Double) -> Double {
      let turn = (to - a).remainder(dividingBy: 2 * .pi)
      return turn < 0 ? turn + 2 * .pi : turn
    }
    let isWhole = start[0] == end[0] && start[1] == end[1]
    let whole = isWhole ? 2 * Double.pi : turn(c)
    let isLeft = turn(b) <= whole
    let middleTurn = isLeft ? turn(b) : turn(b) - 2 * .pi
    let endTurn = isLeft ? whole : whole - 2 * .pi
    piece(circle, from: (start, a), to: (middle, a + middleTurn), &numbers)
    piece(circle, from: (middle, a + middleTurn), to: (end, a + endTurn), &numbers)
  }

  private func piece(
    _ circle: (x: Double, y: Double, radius: Double), from: (at: [Double], angle: Double),
    to: (at: [Double], angle: Double), _ numbers: inout [Double]
  ) {
    let count = max(1, Int(clamping: ((to.angle - from.angle).magnitude / Self.step).rounded(.up)))
    for index in 1..<max(count, 1) {
      let share = Double(index) / Double(count)
      let angle = from.angle + (to.angle - from.angle) * share
      numbers.append(circle.x + circle.radius * cos(angle))
      numbers.append(circle.y + circle.radius * sin(angle))
      if from.at.count == 3 { numbers.append(from.at[2] + (to.at[2] - from.at[2]) * share) }
    }
    numbers += to.at
  }

  /// The circle; nil where the positions lie on a line or are no numbers.
  private var circle: (x: Double, y: Double, radius: Double)? {
    // Relative to the beginning, so that no digits are lost far from the origin.
    let (bx, by) = (middle[0] - start[0], middle[1] - start[1])
    let (cx, cy) = (end[0] - start[0], end[1] - start[1])
    let (x, y): (Double, Double)
    if cx == 0, cy == 0 {
      (x, y) = (bx / 2, by / 2)
    } else {
      let double = 2 * (bx * cy - by * cx)
      let (b, c) = (bx * bx + by * by, cx * cx + cy * cy)
      guard double.magnitude > 1e-12 * max(b, c) else { return nil }
      (x, y) = ((cy * b - by * c) / double, (bx * c - cx * b) / double)
    }
    let radius = (x * x + y * y).squareRoot()
    guard radius.isFinite, radius > 0 else { return nil }
    return (start[0] + x, start[1] + y, radius)
  }
}
