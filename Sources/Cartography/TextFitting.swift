/// Breaks and shortens text to a width.
package enum TextFitting {
  /// The text itself, or as much of its beginning as fits with an ellipsis.
  ///
  /// - Complexity: O(what fits), however long the text is.
  package static func truncated(
    _ text: String, width: Double, size: Double, bold: Bool = false
  ) -> String {
    let room = TextRoom(width: width, size: size, bold: bold)
    guard !room.holds(text[...]) else { return text }
    var kept = text[..<room.end(of: text[...], before: "…")]
    while kept.last?.isWhitespace == true || kept.last == "," { kept.removeLast() }
    return kept + "…"
  }

  /// Lines of at most `width` pixels, broken at spaces; words that are longer break where they must.
  ///
  /// - Parameters:
  ///   - text: Line breaks in it are spaces.
  ///   - width: Of the longest line, in pixels.
  ///   - size: Of the font, in pixels.
  ///   - bold: Whether the font is bold.
  ///   - limit: The most lines; the last one is cut with an ellipsis where that is not enough.
  /// - Returns: No line for text without words.
  /// - Complexity: O(length of the text).
  package static func wrapped(
    _ text: String, width: Double, size: Double, bold: Bool = false, lines limit: Int = .max
  ) -> [String] {
    let room = TextRoom(width: width, size: size, bold: bold)
    var lines: [String] = []
    var line = ""
    let words = text.split(whereSeparator: \.isWhitespace)
    for (index, word) in words.enumerated() {
      // A line that is begun fits, and is short.
      let longer = line.isEmpty ? word : line + " " + word
      if room.holds(longer) {
        line = String(longer)
        continue
      }
      if lines.count + 1 == limit {
        let rest = ([line[...]] + words[index...]).filter { !$0.isEmpty }.joined(separator: " ")
        lines.append(truncated(rest, width: width, size: size, bold: bold))
        return lines
      }
      if !line.isEmpty { lines.append(line) }
      var rest = word
      while lines.count + 1 < limit, !room.holds(rest) {
        let end = max(room.end(of: rest), rest.index(after: rest.startIndex))
        lines.append(String(rest[..<end]))
        rest = rest[end...]
      }
      line = String(rest)
    }
    if !line.isEmpty { lines.append(truncated(line, width: width, size: size, bold: bold)) }
    return lines
  }
}

/// A width that text is fitted into.
private struct TextRoom {
  let width: Double
  let size: Double
  let bold: Bool

  /// Whether a text fits.
  func holds(_ text: Substring) -> Bool { end(of: text) == text.endIndex }

  /// Where the longest beginning ends that fits; asks no more of the text.
  func end(of text: Substring, before tail: String = "") -> Substring.Index {
    var thousandths = TextWidth.thousandths(of: tail)
    var end = text.startIndex
    while end < text.endIndex {
      let next = text.index(after: end)
      for scalar in text[end..<next].unicodeScalars {
        thousandths += TextWidth.thousandths(of: scalar)
      }
      guard TextWidth.pixels(thousandths, size: size, bold: bold) <= width else { return end }
      end = next
    }
    return end
  }
}
