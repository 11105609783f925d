/// How often colours occur in pictures, neighbouring colours counted together.
///
/// A cell holds the colours that agree in the upper six bits of red, green and blue. The colour that
/// more than half of its pixels have, if there is one, is known exactly: R. S. Boyer, J. S. Moore,
/// "MJRTY: A Fast Majority Vote Algorithm" (1991), <https://doi.org/10.1007/978-94-011-3488-0_5>.
package struct ColourCensus: Sendable {
  static let cells = 1 << 18
  package private(set) var counts = [Int](repeating: 0, count: cells)
  private var candidates = [UInt32](repeating: 0, count: cells)
  private var votes = [Int](repeating: 0, count: cells)

  package init() {}

  static func cell(_ colour: UInt32) -> Int {
    let value = Int(colour)
    let red = (value >> 6) & 0x3F000
    let green = (value >> 4) & 0xFC0
    let blue = (value >> 2) & 0x3F
    return red | green | blue
  }

  static func cell(red: UInt8, green: UInt8, blue: UInt8) -> Int {
    Int(red >> 2) << 12 | Int(green >> 2) << 6 | Int(blue >> 2)
  }

  package mutating func count(_ picture: Picture, in box: PixelBox) {
    for row in box.y..<box.y + box.height {
      for column in box.x..<box.x + box.width {
        let colour = picture.pixels[row * picture.width + column]
        let cell = Self.cell(colour)
        counts[cell] += 1
        if votes[cell] == 0 {
          candidates[cell] = colour
          votes[cell] = 1
        } else {
          votes[cell] += candidates[cell] == colour ? 1 : -1
        }
      }
    }
  }

  /// The colour that stands for a cell.
  func colour(of cell: Int) -> UInt32 { candidates[cell] }
}
