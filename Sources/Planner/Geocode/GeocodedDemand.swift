import Exchange
import Geocoding
import Geography

/// People by their addresses, with the places that references have for them.
struct GeocodedDemand {
  /// The records that have a place, with all their columns.
  private(set) var file: PointFile
  private(set) var findings: [Finding] = []

  /// - Throws: `DataFaults`, `GeocodingError`, `SettingsError`.
  init(
    _ input: InputFile, _ source: Scenario.Points, _ references: [String],
    encodings: EncodingChoice = EncodingChoice(), skipBad: Bool
  ) throws {
    let table = try TableFile.read(input, coordinates: .geographic)
    let list = try AddressList(table)
    let geocoder = try Geocoder(references: references, encodings: encodings)
    let found = geocoder.find(list.queries)
    let text = Self.table(list, found)
    let options = PointFile.Options(
      role: .demand, columns: source.columns, skipBad: skipBad, requiresPosition: false)
    file = try PointFile.read(text, file: table.file, options: options)
    if file.records.count == list.count {
      for row in file.records.indices { file.records[row].line = table.line(ofRow: row) }
    }
    findings.append(Finding(.note, list.description))
    findings += table.warnings.map { Finding(.warning, $0.description) }
    findings += geocoder.notes.map { Finding(.note, $0) }
    findings.append(
      Finding(.note, GeocodeReport(list: list, found: found).lines.joined(separator: "\n")))
    tell(list, found)
    file.records.removeAll { $0.position == nil }
  }

  private mutating func tell(_ list: AddressList, _ found: [GeocodedAddress]) {
    for (row, found) in found.enumerated() {
      guard let reason = found.reason else { continue }
      let line = list.table.line(ofRow: row)
      let who = list.table.file + (line > 0 ? ":\(line)" : "") + ": \(list.id(row))"
      let near = found.candidates.first.map { "; is it \($0)?" } ?? ""
      let address = list.text(row).isEmpty ? "" : ": \(list.text(row))"
      let outcome: String
      switch found.match {
      case .interpolated: outcome = "placed between its neighbours"
      case .street: outcome = "placed in the middle of the street"
      default: outcome = "left out"
      }
      findings.append(
        Finding(
          .warning, "\(who): \(outcome): \(reason.rawValue)\(address)\(near)",
          topic: found.place == nil ? "not found" : "placed nearby", ids: [list.id(row)]))
    }
  }

  /// The list as CSV with `lon` and `lat`, empty where nothing was found.
  private static func table(_ list: AddressList, _ found: [GeocodedAddress]) -> [UInt8] {
    var text = CellText()
    let kept = list.table.columns.indices.filter { column in
      !["lon", "lat", "longitude", "latitude"].contains(list.table.columns[column].lowercased())
    }
    for column in kept {
      text.add(list.table.columns[column])
      text.comma()
    }
    text.add("lon")
    text.comma()
    text.add("lat")
    text.endLine()
    for (row, found) in found.enumerated() {
      for column in kept {
        list.table.withCell(row, column) { text.add($0) }
        text.comma()
      }
      text.add(found.place.flatMap { DecimalText.fixed($0.longitude, decimals: 7) } ?? "")
      text.comma()
      text.add(found.place.flatMap { DecimalText.fixed($0.latitude, decimals: 7) } ?? "")
      text.endLine()
    }
    return text.bytes
  }
}
