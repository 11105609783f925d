/// Breaks and shortens text to a width.
package enum TextFitting {
  /// The text itself, or as much of its beginning as fits with an ellipsis.
  package static func truncated(
    _ text: String, width: Double, size: Double, bold: Bool = false
  ) -> String {
    guard TextWidth.of(text, size: size, bold: bold) > width else { return text }
    var kept = text
    while !kept.isEmpty {
      kept.removeLast()
      while kept.last?.isWhitespace == true || kept.last == "," { kept.removeLast() }
      if TextWidth.of(kept + "…", size: size, bold: bold) <= width { return kept + "…" }
    }
    return "…"
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
  package static func wrapped(
    _ text: String, width: Double, size: Double, bold: Bool = false, lines limit: Int = .max
  ) -> [String] {
    var lines: [String] = []
    var line = ""
    func fits(_ candidate: String) -> Bool {
      TextWidth.of(candidate, size: size, bold: bold) <= width
    }
    let words = text.split(whereSeparator: \.isWhitespace).map(String.init)
    for (index, word) in words.enumerated() {
      let longer = line.isEmpty ? word : line + " " + word
      if fits(longer) {
        line = longer
        continue
      }
      if lines.count + 1 == limit {
        let rest = ([line] + words[index...]).filter { !$0.isEmpty }.joined(separator: " ")
        lines.append(truncated(rest, width: width, size: size, bold: bold))
        return lines
      }
      if !line.isEmpty { lines.append(line) }
      line = word
      while !fits(line), lines.count + 1 < limit {
        var head = line
        while head.count > 1, !fits(head) { head.removeLast() }
        lines.append(head)
        line.removeFirst(head.count)
      }
    }
    if !line.isEmpty { lines.append(truncated(line, width: width, size: size, bold: bold)) }
    return lines
  }
}
