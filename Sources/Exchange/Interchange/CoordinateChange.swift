package import Geography

extension CoordinateTransformation {
  /// Turns all coordinates of a batch; features that have none in the target are left out.
  package func change(_ batch: inout FeatureBatch) {
    var numbers = batch.coordinates
    var isWhole = true
    // Runs of positions with equally many numbers go together.
    numbers.withUnsafeMutableBufferPointer { buffer in
      guard let base = buffer.baseAddress else { return }
      var word = 0
      var number = 0
      var runStart = 0
      var runStride = 2
      func flush() {
        transform(base + runStart, count: (number - runStart) / runStride, stride: runStride)
        runStart = number
      }
      while word < batch.shapes.count {
        let code = batch.shapes[word]
        let stride = ShapeCode.stride(code)
        if stride != runStride {
          flush()
          runStride = stride
        }
        number += stride * batch.passPositions(&word)
      }
      flush()
      for index in 0..<number where buffer[index] == .infinity {
        isWhole = false
        break
      }
    }
    batch.coordinates = numbers
    if !isWhole { batch.leaveOutUnplaced(target) }
  }
}

extension FeatureBatch {
  /// Passes the words of one geometry, or the head of a collection, and counts its positions.
  func passPositions(_ word: inout Int) -> Int {
    let kind = ShapeCode.kind(shapes[word])
    word += 1
    guard kind != ShapeCode.none else { return 0 }
    let count = Int(shapes[word])
    word += 1
    switch kind {
    case ShapeCode.point, ShapeCode.lineString, ShapeCode.multiPoint: return count
    case ShapeCode.collection: return 0
    case ShapeCode.polygon, ShapeCode.multiLineString:
      var sum = 0
      for _ in 0..<count {
        sum += Int(shapes[word])
        word += 1
      }
      return sum
    default:
      var sum = 0
      for _ in 0..<count {
        let rings = Int(shapes[word])
        word += 1
        for _ in 0..<rings {
          sum += Int(shapes[word])
          word += 1
        }
      }
      return sum
    }
  }

  /// Leaves out the features whose coordinates are not finite, as faults.
  mutating func leaveOutUnplaced(_ crs: String) {
    let old = self
    entries = []
    shapes = []
    coordinates = []
    foreign = []
    geometryMembers = []
    for index in old.entries.indices {
      let entry = old.entries[index]
      let numbers = old.coordinates[old.coordinates(of: index)]
      guard !numbers.contains(.infinity) else {
        faults.append(
          RecordFault(
            number: entry.number, line: entry.line == 0 ? nil : entry.line,
            problem: "a position has no place in \(crs)",
            remedy: "give the CRS that the file is in with --crs"))
        continue
      }
      shapes += old.shapes[old.shapes(of: index)]
      coordinates += numbers
      foreign += old.foreign[old.foreign(of: index)]
      geometryMembers += old.geometryMembers[old.geometryMembers(of: index)]
      close(entry)
    }
  }
}
