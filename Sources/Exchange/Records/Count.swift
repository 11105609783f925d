/// Counts things in words.
package enum Count {
  /// `1 row`, `1,846 rows`.
  package static func of(_ count: Int, _ unit: String) -> String {
    "\(grouped(count)) \(unit)\(count == 1 ? "" : "s")"
  }

  /// `1,846`.
  package static func grouped(_ count: Int) -> String {
    var text = ""
    for (index, digit) in String(count.magnitude).reversed().enumerated() {
      if index > 0, index % 3 == 0 { text.append(",") }
      text.append(digit)
    }
    return (count < 0 ? "-" : "") + String(text.reversed())
  }

  /// ` (38 railway, 2 river)`, the commonest six first; empty where nothing has a kind.
  package static func kinds(_ kinds: [String]) -> String {
    var counts: [String: Int] = [:]
    for kind in kinds { counts[kind, default: 0] += 1 }
    if counts.keys.allSatisfy(\.isEmpty) { return "" }
    let sorted = counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
    var words = sorted.prefix(6).map { kind, count in
      "\(grouped(count)) \(kind.isEmpty ? "of no kind" : kind)"
    }
    if sorted.count > 6 { words.append("\(sorted.count - 6) more kinds") }
    return " (\(words.joined(separator: ", ")))"
  }
}
