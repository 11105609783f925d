/// An opaque picture made of pixels, such as PNG files and the frames of an ``Animation`` hold.
///
///     let picture = try Picture(svg: SVGMap.render(drawing))
///     let file = picture.png()
public struct Picture: Hashable, Sendable {
  public let width: Int
  public let height: Int
  /// `0xRRGGBB` in sRGB, row by row from the top left; ``width`` × ``height`` of them.
  package let pixels: [UInt32]

  /// - Parameters:
  ///   - width: In pixels; 1 to ``greatestSide``.
  ///   - height: In pixels; 1 to ``greatestSide``.
  ///   - pixels: `0xRRGGBB`, row by row from the top; `width` × `height` of them.
  package init(width: Int, height: Int, pixels: [UInt32]) {
    precondition(
      (1...Self.greatestSide).contains(width) && (1...Self.greatestSide).contains(height),
      "a picture has 1 to \(Self.greatestSide) pixels to each side")
    precondition(pixels.count == width * height, "a picture has one value for each pixel")
    self.width = width
    self.height = height
    self.pixels = pixels
  }

  /// What cairo can draw on and what GIF can hold, whichever is less.
  package static let greatestSide = 32_767
}

/// Why there is no picture.
public enum PictureError: Error, Hashable, Sendable, CustomStringConvertible {
  /// librsvg could not read or draw the document.
  case unreadable(reason: String)
  /// The document asks for no pixels or for too many, in pixels.
  case size(width: Double, height: Double)
  /// Text would be drawn as empty boxes.
  case noFont
  /// A frame is not as large as the first one, in pixels.
  case frameSize(frame: Int, width: Int, height: Int, firstWidth: Int, firstHeight: Int)

  public var description: String {
    switch self {
    case .unreadable(let reason): "librsvg cannot draw the picture: \(reason)"
    case .size(let width, let height):
      "a picture of \(NumberText.tenths(width)) × \(NumberText.tenths(height)) pixels cannot be "
        + "drawn; each side needs 1 to \(Picture.greatestSide)"
    case .noFont:
      "no font is installed, so a picture would have no text; install one, such as the package "
        + "fonts-dejavu-core"
    case .frameSize(let frame, let width, let height, let firstWidth, let firstHeight):
      "frame \(frame) has \(width) × \(height) pixels and the first one \(firstWidth) × "
        + "\(firstHeight); draw all frames in one size"
    }
  }
}
