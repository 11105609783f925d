import Foundation

extension BruteForceWorld {
  static func side(_ a: Place, _ b: Place, _ c: Place) -> Int {
    ((b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x)).signum()
  }

  static func square(_ a: Place, _ b: Place) -> Int {
    (b.x - a.x) * (b.x - a.x) + (b.y - a.y) * (b.y - a.y)
  }

  /// Whether `place` lies on the closed segment.
  public static func lies(_ place: Place, on a: Place, _ b: Place) -> Bool {
    let (dx, dy) = (b.x - a.x, b.y - a.y)
    let (px, py) = (place.x - a.x, place.y - a.y)
    guard dx * py == dy * px else { return false }
    let along = dx * px + dy * py
    return along >= 0 && along <= dx * dx + dy * dy
  }

  /// Whether the open segments cross at one inner point.
  static func cross(_ a: Place, _ b: Place, _ c: Place, _ d: Place) -> Bool {
    let ofC = side(a, b, c)
    return ofC != 0 && ofC == -side(a, b, d) && side(c, d, a) * side(c, d, b) < 0
  }

  /// Where two segments cross: nil for nowhere, an inner nil for a place that is not whole.
  public static func meeting(_ a: Place, _ b: Place, _ c: Place, _ d: Place) -> Place?? {
    guard cross(a, b, c, d) else { return .none }
    let dx = b.x - a.x
    let dy = b.y - a.y
    let ex = d.x - c.x
    let ey = d.y - c.y
    let denominator = dx * ey - dy * ex
    let numerator = (c.x - a.x) * ey - (c.y - a.y) * ex
    guard (dx * numerator) % denominator == 0, (dy * numerator) % denominator == 0 else {
      return .some(.none)
    }
    let place = Place(a.x + dx * numerator / denominator, a.y + dy * numerator / denominator)
    return .some(.some(place))
  }

  /// The direction from `a` to `b` in lowest terms.
  static func step(_ a: Place, _ b: Place) -> Place {
    var (m, n) = (abs(b.x - a.x), abs(b.y - a.y))
    while n != 0 { (m, n) = (n, m % n) }
    return Place((b.x - a.x) / m, (b.y - a.y) / m)
  }

  /// Whether a direction comes before another, anticlockwise from east.
  static func isBefore(_ a: Place, _ b: Place) -> Bool {
    let halfA = a.y > 0 || (a.y == 0 && a.x > 0) ? 0 : 1
    let halfB = b.y > 0 || (b.y == 0 && b.x > 0) ? 0 : 1
    if halfA != halfB { return halfA < halfB }
    return a.x * b.y - a.y * b.x > 0
  }

  static func angle(_ direction: Place) -> Double {
    atan2(Double(direction.y), Double(direction.x))
  }

  static func cosine(_ angle: Double) -> Double { cos(angle) }

  /// A number that grows with the anticlockwise turn from one direction to another: 0 for none, in
  /// [1, 2) up to a half turn, 2 for a half turn, in (2, 3) beyond.
  static func turn(_ from: Place, _ to: Place) -> Double {
    let sine = Double(from.x * to.y - from.y * to.x)
    let dot = Double(from.x * to.x + from.y * to.y)
    let size = (Double(square(Place(0, 0), from)) * Double(square(Place(0, 0), to))).squareRoot()
    if sine == 0 { return dot > 0 ? 0 : 2 }
    // Half of (1 − cosine) grows from 0 to 1 over a half turn.
    let part = (1 - dot / size) / 2
    return sine > 0 ? 1 + part * 0.999_999 : 3 - part * 0.999_999
  }
}
