/// Checks the lines and rings of geometries that come from formats in which they may be anything.
struct PartCheck {
  private(set) var mends: [Mend.Kind] = []
  /// Where numbers are put in, and from where they are taken; in the order of the places.
  private var insertions: [(at: Int, from: Int, count: Int)] = []

  /// Looks at what was added to a batch, and closes its rings.
  ///
  /// - Parameters:
  ///   - batch: Holds geometries whose numbers are finite.
  ///   - word: The first word of what was added.
  ///   - number: The first of its numbers.
  /// - Throws: `GeometryFault` for a line of one position or a ring of fewer than four.
  /// - Complexity: O(*n*), *n* positions.
  init(
    _ batch: inout FeatureBatch, shapesFrom word: Int, coordinatesFrom number: Int
  ) throws(GeometryFault) {
    var (word, number) = (word, number)
    while word < batch.shapes.count {
      let code = batch.shapes[word]
      let (kind, stride) = (ShapeCode.kind(code), ShapeCode.stride(code))
      word += 1
      guard kind != ShapeCode.none else { continue }
      let count = Int(batch.shapes[word])
      switch kind {
      case ShapeCode.collection: break
      case ShapeCode.lineString:
        if count == 1 { throw Self.shortLine(count) }
        number += count * stride
      case ShapeCode.multiLineString:
        for _ in 0..<count {
          word += 1
          let positions = Int(batch.shapes[word])
          if positions < 2 { throw Self.shortLine(positions) }
          number += positions * stride
        }
      case ShapeCode.polygon:
        for _ in 0..<count {
          word += 1
          try ring(&batch, word, &number, stride)
        }
      case ShapeCode.multiPolygon:
        for _ in 0..<count {
          word += 1
          for _ in 0..<batch.shapes[word] {
            word += 1
            try ring(&batch, word, &number, stride)
          }
        }
      default: number += count * stride
      }
      word += 1
    }
    insert(into: &batch.coordinates)
  }

  private mutating func ring(
    _ batch: inout FeatureBatch, _ word: Int, _ number: inout Int, _ stride: Int
  ) throws(GeometryFault) {
    let count = Int(batch.shapes[word])
    let (first, last) = (number, number + (count - 1) * stride)
    number += count * stride
    guard count >= 3 else { throw Self.shortRing(count) }
    if batch.coordinates[first] != batch.coordinates[last]
      || batch.coordinates[first + 1] != batch.coordinates[last + 1]
    {
      note(.ringClosed)
      insertions.append((number, first, stride))
      batch.shapes[word] += 1
    } else if count < 4 {
      throw Self.shortRing(count)
    } else if stride == 3, case let (one, other) = (first + 2, last + 2),
      batch.coordinates[one] != batch.coordinates[other],
      batch.coordinates[one].isFinite || batch.coordinates[other].isFinite
    {
      note(.ringHeight)
      batch.coordinates[other] = batch.coordinates[one]
    }
  }

  private mutating func note(_ mend: Mend.Kind) {
    if !mends.contains(mend) { mends.append(mend) }
  }

  private func insert(into numbers: inout [Double]) {
    guard let start = insertions.first?.at else { return }
    let old = Array(numbers[start...])
    let ringStarts = insertions.map { Array(numbers[$0.from..<$0.from + $0.count]) }
    numbers.removeSubrange(start...)
    var place = start
    for (insertion, position) in zip(insertions, ringStarts) {
      numbers += old[(place - start)..<(insertion.at - start)]
      numbers += position
      place = insertion.at
    }
    numbers += old[(place - start)...]
  }

  private static func shortLine(_ count: Int) -> GeometryFault {
    GeometryFault(
      problem: "a line has \(count) position\(count == 1 ? "" : "s")",
      remedy: "it needs two or more; else make it a point")
  }

  private static func shortRing(_ count: Int) -> GeometryFault {
    GeometryFault(
      problem: "a ring has \(count) position\(count == 1 ? "" : "s")",
      remedy: "a ring needs four or more, the last equal to the first")
  }
}
