extension Picture {
  /// The picture as a PNG file: 24 bits a pixel, nothing lost, the same bytes for the same pixels.
  ///
  /// - Complexity: O(*n*) for *n* pixels.
  public func png() -> [UInt8] {
    var chunks = PNGChunks()
    chunks.appendHeader(width: width, height: height)
    chunks.append("IDAT", deflatedRows(in: .whole(self)))
    chunks.append("IEND", [])
    return chunks.bytes
  }

  /// The rows of a part of the picture, filtered and compressed.
  func deflatedRows(in box: PixelBox) -> [UInt8] {
    var rows = PNGRows(length: 3 * box.width)
    for y in box.y..<box.y + box.height {
      let start = y * width + box.x
      rows.append(pixels[start..<start + box.width])
    }
    return Deflate.compressed(rows.bytes, level: 9)
  }
}
