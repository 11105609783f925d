import Geography

/// Generated students as a CSV text.
package enum StudentTable {
  /// `id,lon,lat,district,weight` with six decimals; the same students give the same bytes.
  ///
  /// Ids and districts are quoted where CSV needs it.
  package static func csv(_ students: [GeneratedStudent]) -> String {
    var text = "id,lon,lat,district,weight\n"
    for student in students {
      text += [
        quoted(student.id), decimal(student.home.longitude), decimal(student.home.latitude),
        quoted(student.district), String(student.weight),
      ].joined(separator: ",")
      text += "\n"
    }
    return text
  }

  /// Degrees with exactly six decimals, without the platform's formatter.
  static func decimal(_ degrees: Double) -> String {
    let millionths = Int(clamping: (degrees * 1e6).rounded())
    let digits = String(millionths.magnitude)
    let padded = String(repeating: "0", count: max(0, 7 - digits.count)) + digits
    return (millionths < 0 ? "-" : "") + padded.dropLast(6) + "." + padded.suffix(6)
  }

  private static func quoted(_ text: String) -> String {
    guard text.unicodeScalars.contains(where: { ",\"\n\r".unicodeScalars.contains($0) }) else {
      return text
    }
    let doubled = text.split(separator: "\"", omittingEmptySubsequences: false)
      .joined(separator: "\"\"")
    return "\"" + doubled + "\""
  }
}
