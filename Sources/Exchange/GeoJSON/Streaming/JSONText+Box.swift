extension JSONText {
  /// What is wrong with the value of a bbox, in words that follow it, and what to do; nil where it can be one.
  ///
  /// West may lie above east, where the box reaches over the antimeridian (RFC 7946, 5.2).
  ///
  /// - Parameters:
  ///   - base: Padded text that is known to be right.
  ///   - start: Where the value begins.
  ///   - isGeographic: Whether the numbers are degrees, which must lie on the earth.
  /// - Returns: Problem and remedy.
  static func boxFault(
    _ base: UnsafePointer<UInt8>, _ start: Int, isGeographic: Bool
  ) -> (problem: String, remedy: String)? {
    let unit = isGeographic ? " in degrees" : ""
    let remedy = "write [west, south, east, north]\(unit), or leave it out"
    guard let numbers = numbers(base, start), numbers.count == 4 || numbers.count == 6 else {
      return ("is no list of four numbers, or six with heights", remedy)
    }
    let half = numbers.count / 2
    if numbers[1] > numbers[half + 1] { return ("has its south above its north", remedy) }
    if half == 3, numbers[2] > numbers[5] { return ("has its bottom above its top", remedy) }
    guard isGeographic else { return nil }
    let isOnEarth = [0, half].allSatisfy {
      CoordinateRange.isOnEarth(longitude: numbers[$0], latitude: numbers[$0 + 1])
    }
    return isOnEarth ? nil : ("is not on the earth", remedy)
  }

  /// The numbers of a list; nil where it is none, or holds something else.
  private static func numbers(_ base: UnsafePointer<UInt8>, _ start: Int) -> [Double]? {
    var cursor = JSONCursor(walking: base, at: start)
    guard base[start] == 0x5B else { return nil }
    var numbers: [Double] = []
    var walk = cursor.openArray()
    do throws(TextFault) {
      while try cursor.nextElement(&walk) {
        guard cursor.peek() == 0x2D || cursor.peek() &- 0x30 < 10 else { return nil }
        let first = cursor.place
        try cursor.number()
        let text = UnsafeBufferPointer(start: base + first, count: cursor.place - first)
        guard let value = DecimalReader.double(text), value.isFinite else { return nil }
        numbers.append(value)
      }
    } catch {
      return nil
    }
    return numbers
  }
}
