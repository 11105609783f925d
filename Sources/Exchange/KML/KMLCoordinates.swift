/// Reads lists of coordinates as KML writes them.
enum KMLCoordinates {
  /// Reads `lon,lat[,height]` separated by spaces; spaces behind commas, and commas in place of spaces, are forgiven.
  ///
  /// - Parameters:
  ///   - text: The list.
  ///   - positions: Gets the positions.
  ///   - isChained: Becomes true where positions are separated by commas.
  /// - Returns: What is wrong; nil where all is read.
  static func read(
    _ text: UnsafeBufferPointer<UInt8>, into positions: inout [Position], isChained: inout Bool
  ) -> RecordFault? {
    let first = positions.count
    var index = 0
    var numbers: [Double] = []
    while true {
      numbers.removeAll(keepingCapacity: true)
      while true {
        skipSpaces(text, &index)
        let start = index
        while index < text.count, text[index] != 0x2C, !isSpace(text[index]) {
          index += 1
        }
        if start == index, numbers.isEmpty, index == text.count { return nil }
        let piece = UnsafeBufferPointer(rebasing: text[start..<index])
        if !piece.isEmpty || numbers.count < 2 {
          guard let number = DecimalReader.double(piece) else { return fault(piece) }
          numbers.append(number)
        }
        let behind = index
        skipSpaces(text, &index)
        guard index < text.count, text[index] == 0x2C else {
          index = max(index, behind)
          break
        }
        index += 1
      }
      guard numbers.count >= 2 else {
        return RecordFault(
          number: 0, field: .property("coordinates"), problem: "a position has only one number",
          remedy: "write longitude,latitude such as 19.04,47.5")
      }
      guard numbers.count <= 3 else {
        positions.removeLast(positions.count - first)
        isChained = true
        return readChained(text, into: &positions)
      }
      let height = numbers.count > 2 && numbers[2].isFinite ? numbers[2] : nil
      positions.append(Position(x: numbers[0], y: numbers[1], z: height))
    }
  }

  /// Reads `lon lat height`, one position.
  static func readTriple(
    _ text: UnsafeBufferPointer<UInt8>, into positions: inout [Position]
  ) -> RecordFault? {
    let parts = text.split(whereSeparator: { isSpace($0) || $0 == 0x2C })
    var numbers: [Double] = []
    for part in parts {
      let piece = UnsafeBufferPointer(rebasing: part)
      guard let number = DecimalReader.double(piece) else { return fault(piece) }
      numbers.append(number)
    }
    guard numbers.count >= 2 else {
      return RecordFault(
        number: 0, field: .property("coord"), problem: "a position has fewer than two numbers",
        remedy: "write longitude and latitude such as 19.04 47.5 0")
    }
    positions.append(
      Position(x: numbers[0], y: numbers[1], z: numbers.count > 2 ? numbers[2] : nil))
    return nil
  }

  private static func isSpace(_ byte: UInt8) -> Bool { byte <= 0x20 }

  private static func skipSpaces(_ text: UnsafeBufferPointer<UInt8>, _ index: inout Int) {
    while index < text.count, isSpace(text[index]) { index += 1 }
  }

  private static func fault(_ piece: UnsafeBufferPointer<UInt8>) -> RecordFault {
    RecordFault(
      number: 0, field: .property("coordinates"), value: String(decoding: piece, as: UTF8.self),
      problem: "is not a number", remedy: "write longitude,latitude such as 19.04,47.5")
  }

  // MARK: Commas throughout

  /// Reads a list in which positions are separated by commas as their numbers are.
  private static func readChained(
    _ text: UnsafeBufferPointer<UInt8>, into positions: inout [Position]
  ) -> RecordFault? {
    var runs: [[Double]] = []
    // Where each stretch between spaces is a position, the commas at its end say nothing.
    var stretches: [[Double]] = []
    var continues = false
    for stretch in text.split(whereSeparator: isSpace) {
      var numbers: [Double] = []
      for cell in stretch.split(separator: 0x2C) {
        let piece = UnsafeBufferPointer(rebasing: cell)
        guard let number = DecimalReader.double(piece) else { return fault(piece) }
        numbers.append(number)
      }
      if continues || stretch.first == 0x2C, !runs.isEmpty {
        runs[runs.count - 1] += numbers
      } else {
        runs.append(numbers)
      }
      if !numbers.isEmpty { stretches.append(numbers) }
      continues = stretch.last == 0x2C
    }
    if stretches.allSatisfy({ $0.count == 2 || $0.count == 3 }) { runs = stretches }
    // A fourth number of each position may be a measure.
    let isMeasured = runs.count > 1 && runs.allSatisfy { $0.count == 4 }
    for run in runs {
      guard !isMeasured, let size = positionSize(run) else {
        return RecordFault(
          number: 0, field: .property("coordinates"),
          problem: "\(run.count) numbers with commas between them are no list of positions",
          remedy: "write a space between positions: 19.04,47.5,0 19.05,47.6,0")
      }
      for start in stride(from: 0, to: run.count, by: size) {
        let height = size == 3 && run[start + 2].isFinite ? run[start + 2] : nil
        positions.append(Position(x: run[start], y: run[start + 1], z: height))
      }
    }
    return nil
  }

  /// How many numbers of a run belong to each position: 2 or 3; nil where neither fits, or nobody could say which.
  private static func positionSize(_ run: [Double]) -> Int? {
    if run.count == 2 || run.count == 3 { return run.count }
    let lengths = [2, 3].map { size -> Double? in
      guard run.count.isMultiple(of: size) else { return nil }
      var length = 0.0
      for start in stride(from: 0, to: run.count, by: size) {
        guard run[start].magnitude <= 180, run[start + 1].magnitude <= 90 else { return nil }
        if start > 0 {
          length +=
            (run[start] - run[start - size]).magnitude
            + (run[start + 1] - run[start + 1 - size]).magnitude
        }
      }
      return length
    }
    switch (lengths[0], lengths[1]) {
    case (_?, nil): return 2
    case (nil, _?): return 3
    case (let pairs?, let triples?):
      // The right way goes from place to place; the wrong one jumps between longitudes, latitudes and heights.
      if triples * 2 < pairs { return 3 }
      return pairs * 2 < triples ? 2 : nil
    case (nil, nil): return nil
    }
  }
}
