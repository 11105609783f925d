/// At most 255 colours that stand for all colours of a census, and which stands for which.
///
/// Boxes of colours are split where they vary most, after P. Heckbert, "Color image quantization for
/// frame buffer display" (1982), <https://doi.org/10.1145/965145.801294>; the colours with most pixels have
/// entries of their own before that, so that areas of one colour keep it exactly.
package struct ColourTable: Sendable {
  /// `0xRRGGBB`.
  package let colours: [UInt32]
  private let indexOfCell: [UInt8]

  /// Index that no colour has.
  var transparent: UInt8 { UInt8(colours.count) }

  private static let greatestCount = 255
  /// How many of the most frequent colours are kept as they are.
  private static let exactCount = 64

  private struct Entry {
    var cell: Int
    var colour: UInt32
    var count: Int

    func channel(_ number: Int) -> Double {
      Double((colour >> UInt32(16 - 8 * number)) & 0xFF)
    }
  }

  package init(_ census: ColourCensus) {
    var entries: [Entry] = []
    for (cell, count) in census.counts.enumerated() where count > 0 {
      entries.append(Entry(cell: cell, colour: census.colour(of: cell), count: count))
    }
    var kept: [UInt32] = []
    if entries.count <= Self.greatestCount {
      kept = entries.map(\.colour)
    } else {
      entries.sort { ($1.count, $0.cell) < ($0.count, $1.cell) }
      kept = entries.prefix(Self.exactCount).map(\.colour)
      var boxes = [Box(Array(entries.dropFirst(Self.exactCount)))]
      while boxes.count + kept.count < Self.greatestCount,
        let widest = boxes.indices.max(by: { boxes[$0].spread < boxes[$1].spread }),
        boxes[widest].spread > 0
      {
        let (low, high) = boxes[widest].halves()
        boxes[widest] = low
        boxes.append(high)
      }
      kept += boxes.map(\.mean)
    }
    var seen: Set<UInt32> = []
    let colours = kept.filter { seen.insert($0).inserted }
    var indexOfCell = [UInt8](repeating: 0, count: ColourCensus.cells)
    for entry in entries {
      indexOfCell[entry.cell] = UInt8(Self.nearest(to: entry.colour, in: colours))
    }
    self.colours = colours
    self.indexOfCell = indexOfCell
  }

  package func index(red: UInt8, green: UInt8, blue: UInt8) -> UInt8 {
    indexOfCell[ColourCensus.cell(red: red, green: green, blue: blue)]
  }

  private static func nearest(to colour: UInt32, in colours: [UInt32]) -> Int {
    var best = (index: 0, distance: Int.max)
    for (index, other) in colours.enumerated() {
      var distance = 0
      // Eyes tell greens apart best, blues least.
      for (shift, weight) in [(UInt32(16), 2), (8, 4), (0, 1)] {
        let difference = Int((colour >> shift) & 0xFF) - Int((other >> shift) & 0xFF)
        distance += weight * difference * difference
      }
      if distance < best.distance { best = (index, distance) }
    }
    return best.index
  }

  private struct Box {
    let entries: [Entry]
    private let axis: Int
    private let middle: Double
    /// Sum of squares along the axis of greatest variance; 0 for what cannot be split.
    let spread: Double
    let mean: UInt32

    init(_ entries: [Entry]) {
      self.entries = entries
      let total = entries.reduce(0.0) { $0 + Double($1.count) }
      var best = (axis: 0, middle: 0.0, spread: 0.0)
      var mean: UInt32 = 0
      for axis in 0..<3 {
        let middle =
          entries.reduce(0) { $0 + $1.channel(axis) * Double($1.count) } / max(total, 1)
        let spread = entries.reduce(0) {
          let difference = $1.channel(axis) - middle
          return $0 + difference * difference * Double($1.count)
        }
        if spread > best.spread { best = (axis, middle, spread) }
        mean = mean << 8 | UInt32(clamping: middle.rounded())
      }
      (axis, middle, spread) = entries.count > 1 ? best : (0, 0, 0)
      self.mean = mean
    }

    func halves() -> (Box, Box) {
      (
        Box(entries.filter { $0.channel(axis) <= middle }),
        Box(entries.filter { $0.channel(axis) > middle })
      )
    }
  }
}
