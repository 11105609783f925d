/// Pictures of one size that follow each other, as an APNG or a GIF file.
///
///     var animation = Animation(secondsPerFrame: 0.8, lastFrameSeconds: 3)
///     for step in steps { try animation.add(Picture(svg: figure.svg(step))) }
///     let file = animation.gif()
///
/// Frames are held compressed: a hundred of them need a few megabytes.
public struct Animation: Sendable {
  /// How long each frame is shown, in seconds; the last one longer.
  public let secondsPerFrame: Double
  public let lastFrameSeconds: Double
  /// How often it is played; 0 for without end.
  public let plays: Int
  public private(set) var frameCount = 0

  private var first: Picture?
  private var last: Picture?
  /// What changed since the frame before.
  private var changes: [Change] = []
  private var colours = ColourCensus()

  private struct Change: Sendable {
    var box: PixelBox
    /// zlib stream of filtered rows, as PNG holds them.
    var rows: [UInt8]
    /// zlib stream of the pixels, three bytes each.
    var pixels: [UInt8]
  }

  /// - Parameters:
  ///   - secondsPerFrame: 0.02 to 600, to hundredths.
  ///   - lastFrameSeconds: 0.02 to 600, to hundredths.
  ///   - plays: 0 to 65,535; 0 for without end.
  public init(secondsPerFrame: Double = 0.7, lastFrameSeconds: Double = 2.5, plays: Int = 0) {
    let seconds = 0.02...600
    precondition(
      seconds.contains(secondsPerFrame) && seconds.contains(lastFrameSeconds),
      "a frame is shown for 0.02 to 600 seconds")
    precondition((0...65_535).contains(plays), "an animation is played 0 to 65,535 times")
    self.secondsPerFrame = secondsPerFrame
    self.lastFrameSeconds = lastFrameSeconds
    self.plays = plays
  }

  /// Adds a frame at the end.
  ///
  /// - Throws: ``PictureError/frameSize(frame:width:height:firstWidth:firstHeight:)`` for a picture
  ///   that is not as large as the first one.
  /// - Complexity: O(*n*) for *n* pixels.
  public mutating func add(_ picture: Picture) throws(PictureError) {
    var box = PixelBox.whole(picture)
    if let first, let last {
      guard (picture.width, picture.height) == (first.width, first.height) else {
        throw .frameSize(
          frame: frameCount + 1, width: picture.width, height: picture.height,
          firstWidth: first.width, firstHeight: first.height)
      }
      box = .changes(from: last, to: picture)
    } else {
      first = picture
    }
    colours.count(picture, in: box)
    changes.append(
      Change(
        box: box, rows: picture.deflatedRows(in: box),
        pixels: Deflate.compressed(picture.bytes(in: box), level: 1)))
    last = picture
    frameCount += 1
  }

  /// The animation as an APNG file, every colour as it is; nothing for one without frames.
  ///
  /// Programs that know only PNG show the first frame.
  /// After the PNG specification, third edition, <https://www.w3.org/TR/png-3/#apng-frame-based-animation>.
  public func apng() -> [UInt8] {
    guard let first else { return [] }
    var file = PNGChunks()
    file.appendHeader(width: first.width, height: first.height)
    file.append(
      "acTL", PNGChunks.bigEndian(UInt32(frameCount)) + PNGChunks.bigEndian(UInt32(plays)))
    var sequence: UInt32 = 0
    for (number, change) in changes.enumerated() {
      let box = [change.box.width, change.box.height, change.box.x, change.box.y]
      file.append(
        "fcTL",
        PNGChunks.bigEndian(sequence) + box.flatMap { PNGChunks.bigEndian(UInt32($0)) }
          + PNGChunks.bigEndian(UInt16(hundredths(of: number))) + PNGChunks.bigEndian(UInt16(100))
          // Stays as it is, and replaces what was there.
          + [0, 0])
      sequence += 1
      if number == 0 {
        file.append("IDAT", change.rows)
      } else {
        file.append("fdAT", PNGChunks.bigEndian(sequence) + change.rows)
        sequence += 1
      }
    }
    file.append("IEND", [])
    return file.bytes
  }

  /// The animation as a GIF file of at most 255 colours; nothing for one without frames.
  ///
  /// The colours are the same in all frames, and those of large areas are kept as they are.
  public func gif() -> [UInt8] {
    guard let first else { return [] }
    let table = ColourTable(colours)
    var file = GIFStream(width: first.width, height: first.height, colours: table.colours)
    file.appendLoop(plays: plays)
    var shown = [UInt8](repeating: 0, count: first.width * first.height)
    for (number, change) in changes.enumerated() {
      let box = change.box
      let bytes = Deflate.expanded(change.pixels, count: 3 * box.width * box.height)
      var indices = [UInt8](repeating: table.transparent, count: box.width * box.height)
      for row in 0..<box.height {
        for column in 0..<box.width {
          let here = row * box.width + column
          let there = (box.y + row) * first.width + box.x + column
          let colour = table.index(
            red: bytes[3 * here], green: bytes[3 * here + 1], blue: bytes[3 * here + 2])
          if number > 0, shown[there] == colour { continue }
          indices[here] = colour
          shown[there] = colour
        }
      }
      file.append(
        indices, in: box, hundredths: hundredths(of: number), transparent: table.transparent)
    }
    return file.finished()
  }

  private func hundredths(of frame: Int) -> Int {
    let seconds = frame == frameCount - 1 ? lastFrameSeconds : secondsPerFrame
    return Int(clamping: (100 * seconds).rounded())
  }
}

extension Picture {
  /// Red, green and blue of the pixels of a part, row by row.
  fileprivate func bytes(in box: PixelBox) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(3 * box.width * box.height)
    for row in box.y..<box.y + box.height {
      for column in box.x..<box.x + box.width {
        let pixel = pixels[row * width + column]
        bytes.append(UInt8(truncatingIfNeeded: pixel >> 16))
        bytes.append(UInt8(truncatingIfNeeded: pixel >> 8))
        bytes.append(UInt8(truncatingIfNeeded: pixel))
      }
    }
    return bytes
  }
}
