/// A power of two that points are divided by so that squares of their differences neither vanish nor
/// overflow.
///
/// Dividing by a power of two rounds nothing, so clusters are those of the points as they are. Columns
/// with one value in all rows become 0: beside differences of 1e-170 the rounding of their means would
/// be all that is seen.
struct PointUnit: Sendable {
  /// The unit is 2 to this power.
  let exponent: Int
  /// Per column the value of all rows; nil where rows differ.
  private let constants: [Double?]

  /// Spreads from 2⁻²⁰⁰ to 2²⁰⁰ are left as they are.
  private static let usual = 0x1p-200...0x1p200
  /// What is smaller than this part of the spread counts as 0.
  private static let least = 0x1p-300
  private static let largest = 1e120

  /// The unit of some points, all of the same columns; nil where they need none.
  ///
  /// - Complexity: O(*n* · *d*)
  init?(_ parts: PointMatrix...) {
    let columns = parts[0].columnCount
    var low = [Double](repeating: .infinity, count: columns)
    var high = [Double](repeating: -.infinity, count: columns)
    var least = Double.infinity
    for part in parts {
      part.values.withUnsafeBufferPointer { values in
        low.withUnsafeMutableBufferPointer { low in
          high.withUnsafeMutableBufferPointer { high in
            var place = 0
            for _ in 0..<part.rowCount {
              for column in 0..<columns {
                let value = values[place]
                let size = value.magnitude
                low[column] = value < low[column] ? value : low[column]
                high[column] = value > high[column] ? value : high[column]
                least = size < least && size > 0 ? size : least
                place &+= 1
              }
            }
          }
        }
      }
    }
    let spread = zip(low, high).reduce(0) { max($0, $1.1 - $1.0) }
    guard spread > 0, !Self.usual.contains(spread) || least < Self.least else { return nil }
    exponent = spread.exponent
    constants = zip(low, high).map { $0 == $1 ? $0 : nil }
  }

  /// Whether all rows have the same value in a column.
  func isConstant(_ column: Int) -> Bool { constants[column] != nil }

  /// The points in this unit; differences are at least 2⁻³⁵² there, or 0.
  func divided(_ points: PointMatrix) -> PointMatrix {
    let columns = points.columnCount
    let values = points.values.enumerated().map { place, value -> Double in
      let difference = value - (constants[place % columns] ?? 0)
      let scaled = Double(sign: .plus, exponent: -exponent, significand: difference)
      if scaled.magnitude < Self.least { return 0 }
      return min(Self.largest, max(-Self.largest, scaled))
    }
    return PointMatrix(sound: values, columnCount: columns)
  }

  /// Centers in this unit as they are in the points' own.
  func restored(_ centers: PointMatrix) -> PointMatrix {
    let columns = centers.columnCount
    let values = centers.values.enumerated().map { place, value in
      restored(value, power: 1) + (constants[place % columns] ?? 0)
    }
    return PointMatrix(sound: values, columnCount: columns)
  }

  /// A distance (`power` 1) or a sum of squares (`power` 2) in the points' own unit; 0 or infinite where
  /// no number is so small or so large.
  func restored(_ value: Double, power: Int) -> Double {
    Double(sign: .plus, exponent: power * exponent, significand: value)
  }
}

extension PointMatrix {
  /// How far a row is from one of some centers, also where the square of that would vanish.
  package func distance(_ row: Int, to centers: PointMatrix, _ center: Int) -> Double {
    carefulSquare(row, to: centers, center).root
  }

  /// The same, to be compared with others without a rounding more.
  func carefulSquare(_ row: Int, to centers: PointMatrix, _ center: Int) -> CarefulSquare {
    values.withUnsafeBufferPointer { values in
      centers.values.withUnsafeBufferPointer { centers in
        guard let one = values.baseAddress, let other = centers.baseAddress else {
          return CarefulSquare(exponent: 0, sum: 0)
        }
        return CarefulSquare(one + row * columnCount, other + center * columnCount, columnCount)
      }
    }
  }
}

/// A sum of squared differences with an exponent of its own, so that it neither vanishes nor overflows.
struct CarefulSquare: Comparable {
  /// The sum is to be multiplied by 4 to this power.
  private let exponent: Int
  /// From 1 to the number of columns × 4; 0 for no difference.
  private let sum: Double

  init(exponent: Int, sum: Double) {
    self.exponent = exponent
    self.sum = sum
  }

  init(_ one: UnsafePointer<Double>, _ other: UnsafePointer<Double>, _ columns: Int) {
    var largest = 0.0
    for column in 0..<columns { largest = max(largest, (one[column] - other[column]).magnitude) }
    guard largest > 0, largest.isFinite else {
      self.init(exponent: 0, sum: largest)
      return
    }
    let exponent = largest.exponent
    var sum = 0.0
    for column in 0..<columns {
      let step = Double(
        sign: .plus, exponent: -exponent, significand: one[column] - other[column])
      sum += step * step
    }
    self.init(exponent: exponent, sum: sum)
  }

  /// The distance.
  var root: Double { Double(sign: .plus, exponent: exponent, significand: sum.squareRoot()) }

  static func < (one: CarefulSquare, other: CarefulSquare) -> Bool {
    if one.sum == 0 || other.sum == 0 { return one.sum < other.sum }
    let (left, right) = (one.wholeExponent, other.wholeExponent)
    return left == right ? one.sum.significand < other.sum.significand : left < right
  }

  private var wholeExponent: Int { 2 * exponent + sum.exponent }
}
