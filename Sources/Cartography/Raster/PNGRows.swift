/// The rows of a PNG picture as bytes, each after the filter whose output is smallest in sum.
///
/// Only no filter and the differences to the left and upwards are tried: flat drawings gain nothing
/// from the other two.
struct PNGRows {
  private(set) var bytes: [UInt8] = []
  private var row: [UInt8]
  private var above: [UInt8]
  private var fromLeft: [UInt8]
  private var fromAbove: [UInt8]

  /// - Parameter length: Bytes in a row.
  init(length: Int) {
    row = Array(repeating: 0, count: length)
    above = row
    fromLeft = row
    fromAbove = row
  }

  mutating func append(_ pixels: ArraySlice<UInt32>) {
    swap(&row, &above)
    var index = 0
    for pixel in pixels {
      row[index] = UInt8(truncatingIfNeeded: pixel >> 16)
      row[index + 1] = UInt8(truncatingIfNeeded: pixel >> 8)
      row[index + 2] = UInt8(truncatingIfNeeded: pixel)
      index += 3
    }
    var sums = (plain: 0, left: 0, above: 0)
    for index in row.indices {
      let value = row[index]
      fromLeft[index] = value &- (index < 3 ? 0 : row[index - 3])
      fromAbove[index] = value &- above[index]
      sums.plain += Self.size(value)
      sums.left += Self.size(fromLeft[index])
      sums.above += Self.size(fromAbove[index])
    }
    if sums.above <= min(sums.left, sums.plain) {
      bytes.append(2)
      bytes += fromAbove
    } else if sums.left <= sums.plain {
      bytes.append(1)
      bytes += fromLeft
    } else {
      bytes.append(0)
      bytes += row
    }
  }

  /// The distance to 0 or 256, whichever is nearer.
  private static func size(_ byte: UInt8) -> Int { Int(min(byte, 0 &- byte)) }
}
