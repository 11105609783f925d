import Cartography
import Testing
import TestSupport

@Suite struct PictureTests {
  static func svg(_ content: String, width: Int = 40, height: Int = 20) -> String {
    """
    <svg xmlns="http://www.w3.org/2000/svg" width="\(width)" height="\(height)">\(content)</svg>
    """
  }

  @Test("A rectangle is drawn where it stands, in its colour, on white")
  func rectangle() throws {
    let picture = try Picture(
      svg: Self.svg("<rect x='10' y='5' width='20' height='10' fill='#D81B60'/>"))
    #expect((picture.width, picture.height) == (40, 20))
    for y in 0..<20 {
      for x in 0..<40 {
        let isInside = (10..<30).contains(x) && (5..<15).contains(y)
        #expect(picture.pixels[y * 40 + x] == (isInside ? 0xD81B60 : 0xFFFFFF))
      }
    }
  }

  @Test("A scale of two doubles both sides")
  func scale() throws {
    let picture = try Picture(svg: Self.svg(""), scale: 2)
    #expect((picture.width, picture.height) == (80, 40))
  }

  @Test("Text leaves ink, and letters differ")
  func text() throws {
    let pictures = try ["ill", "WWW", "ill"].map {
      try Picture(svg: Self.svg("<text y='15' font-family=\"\(Font.stack)\">\($0)</text>"))
    }
    #expect(pictures[0] != pictures[1])
    #expect(pictures[0] == pictures[2])
  }

  @Test("What is no document, or too large, is said")
  func errors() {
    #expect(throws: PictureError.self) { try Picture(svg: "no picture") }
    #expect(throws: PictureError.size(width: 40_000, height: 20)) {
      try Picture(svg: Self.svg("", width: 40_000))
    }
    #expect(
      "\(PictureError.noFont)"
        == "no font is installed, so a picture would have no text; install one, such as the package fonts-dejavu-core"
    )
  }

  @Test("A PNG file holds every pixel")
  func png() throws {
    try forEverySeed(in: 0...29) { random in
      let picture = Picture.random(&random)
      let file = try #require(PNGReader(picture.png()))
      return file.chunks.map(\.type) == ["IHDR", "IDAT", "IEND"]
        && (file.width, file.height) == (picture.width, picture.height)
        && file.pixels == picture.pixels && picture.png() == picture.png()
    }
  }
}

extension Picture {
  /// A picture of blocks of few colours, or of noise.
  static func random(
    _ random: inout RepeatableGenerator, width: Int? = nil, height: Int? = nil
  ) -> Picture {
    let width = width ?? Int.random(in: 1...40, using: &random)
    let height = height ?? Int.random(in: 1...40, using: &random)
    let isNoise = Bool.random(using: &random)
    let colours = (0..<6).map { _ in UInt32.random(in: 0...0xFF_FFFF, using: &random) }
    let side = Int.random(in: 1...9, using: &random)
    return Picture(
      width: width, height: height,
      pixels: (0..<width * height).map { index in
        isNoise
          ? UInt32.random(in: 0...0xFF_FFFF, using: &random)
          : colours[(index % width / side + index / width / side * 3) % colours.count]
      })
  }
}
