/// An upright rectangle of whole pixels.
package struct PixelBox: Hashable, Sendable {
  package var x: Int
  package var y: Int
  package var width: Int
  package var height: Int

  static func whole(_ picture: Picture) -> PixelBox {
    PixelBox(x: 0, y: 0, width: picture.width, height: picture.height)
  }

  /// The smallest box that holds all pixels in which two pictures of one size differ; one pixel
  /// where they do not.
  ///
  /// - Complexity: O(*n*) for *n* pixels.
  package static func changes(from old: Picture, to new: Picture) -> PixelBox {
    let width = new.width
    var (left, right, top, bottom) = (width, -1, new.height, -1)
    old.pixels.withUnsafeBufferPointer { old in
      new.pixels.withUnsafeBufferPointer { new in
        for row in 0..<new.count / width {
          let start = row * width
          var first = 0
          while first < width, old[start + first] == new[start + first] { first += 1 }
          guard first < width else { continue }
          var last = width - 1
          while old[start + last] == new[start + last] { last -= 1 }
          left = min(left, first)
          right = max(right, last)
          top = min(top, row)
          bottom = row
        }
      }
    }
    guard right >= 0 else { return PixelBox(x: 0, y: 0, width: 1, height: 1) }
    return PixelBox(x: left, y: top, width: right - left + 1, height: bottom - top + 1)
  }
}
