import Cartography
import Testing
import TestSupport

@Suite struct AnimationTests {
  private func pictures(_ random: inout RepeatableGenerator) -> [Picture] {
    let first = Picture.random(&random, width: 23, height: 17)
    var pictures = [first]
    for _ in 0..<Int.random(in: 0...4, using: &random) {
      var pixels = pictures[pictures.count - 1].pixels
      // Now and then nothing changes.
      for _ in 0..<Int.random(in: 0...6, using: &random) {
        pixels[Int.random(in: pixels.indices, using: &random)] = 0x12_3456
      }
      pictures.append(Picture(width: 23, height: 17, pixels: pixels))
    }
    return pictures
  }

  @Test("Every frame of an APNG file is shown as it was added, and timed")
  func apng() throws {
    try forEverySeed(in: 0...11) { random in
      let pictures = pictures(&random)
      var animation = Animation(secondsPerFrame: 0.25, lastFrameSeconds: 1.5, plays: 3)
      for picture in pictures { try animation.add(picture) }
      let file = try #require(PNGReader(animation.apng()))
      return file.announcedFrames == pictures.count && file.shownFrames == pictures.map(\.pixels)
        && file.frames.last?.delay == 1.5 && file.frames.dropLast().allSatisfy { $0.delay == 0.25 }
        && file.pixels == pictures[0].pixels
    }
  }

  @Test("Frames of few colours come back from a GIF file as they were added")
  func gif() throws {
    try forEverySeed(in: 0...11) { random in
      let pictures = pictures(&random)
      var animation = Animation(secondsPerFrame: 0.25, lastFrameSeconds: 1.5)
      for picture in pictures { try animation.add(picture) }
      let file = try #require(GIFReader(animation.gif()))
      guard file.frames.count == pictures.count, file.repetitions == 0,
        file.frames.last?.hundredths == 150, (file.width, file.height) == (23, 17)
      else { return false }
      let isFew = Set(pictures[0].pixels).count <= 6
      return !isFew || file.shownFrames == pictures.map(\.pixels)
    }
  }

  @Test(
    "In a GIF file of thousands of colours areas of one colour keep theirs, others change little")
  func quantisation() throws {
    var random = RepeatableGenerator(seed: 4)
    let flat: [UInt32] = [0xFFFFFF, 0x0072B2, 0xE69F00, 0x1F2328]
    let pixels = (0..<200 * 200).map { index -> UInt32 in
      let shade = UInt32(index % 200)
      return index < 20_000
        ? flat[index / 50 % 4]
        : shade << 16 | (255 - shade) << 8 | UInt32.random(in: 90...110, using: &random)
    }
    var animation = Animation()
    try animation.add(Picture(width: 200, height: 200, pixels: pixels))
    let file = try #require(GIFReader(animation.gif()))
    let shown = file.shownFrames[0]
    var worst = 0
    for (old, new) in zip(pixels, shown) {
      if flat.contains(old) { #expect(old == new) }
      for shift in [UInt32(0), 8, 16] {
        worst = max(worst, abs(Int(old >> shift & 255) - Int(new >> shift & 255)))
      }
    }
    #expect(worst <= 24)
  }

  @Test("What LZW wrote, a reader reads back", arguments: [2, 4, 8])
  func lzw(bits: Int) {
    forEverySeed(in: 0...5) { random in
      let most = Int.random(in: 0..<1 << bits, using: &random)
      let indices = (0..<Int.random(in: 0...9000, using: &random)).map { _ in
        UInt8(Int.random(in: 0...most, using: &random))
      }
      let data = LempelZivWelch.compressed(indices, bits: bits)
      return GIFReader.expanded(data, bits: bits) == indices
    }
  }

  @Test("A frame of another size is refused with its number; no frames make no file")
  func errors() throws {
    var animation = Animation()
    #expect(animation.gif().isEmpty && animation.apng().isEmpty)
    try animation.add(Picture(width: 2, height: 1, pixels: [1, 2]))
    let error = PictureError.frameSize(
      frame: 2, width: 1, height: 1, firstWidth: 2, firstHeight: 1)
    #expect(throws: error) { try animation.add(Picture(width: 1, height: 1, pixels: [1])) }
  }

  @Test("A file that is to be played once or thrice says so")
  func plays() throws {
    for (plays, repetitions) in [(1, nil), (3, 2), (0, 0)] {
      var animation = Animation(plays: plays)
      try animation.add(Picture(width: 1, height: 1, pixels: [7]))
      #expect(try #require(GIFReader(animation.gif())).repetitions == repetitions)
    }
  }
}
