import Exchange
import Geocoding
import Geography

/// A list of addresses with what was found for each.
struct GeocodedTable {
  let list: AddressList
  let found: [GeocodedAddress]

  private static let columns = [
    "lon", "lat", "match", "score", "changed", "candidates", "found", "reason",
  ]

  /// The cells of the list as they are, and ours behind them; ids in front where it has none.
  func csv() -> [UInt8] {
    var text = CellText()
    text.bytes.reserveCapacity(160 * found.count)
    let ids = list.hasIDs || list.table.columns.contains("id") ? [] : ["id"]
    ClusterTable.addHeader(ids + list.table.columns, Self.columns, to: &text)
    for (row, found) in found.enumerated() {
      if !ids.isEmpty {
        text.add(row + 1)
        text.comma()
      }
      text.addRow(of: list.table, row)
      for cell in Self.cells(found) {
        text.comma()
        text.add(cell)
      }
      text.endLine()
    }
    return text.bytes
  }

  private static func cells(_ found: GeocodedAddress) -> [String] {
    func degrees(_ value: Double?) -> String {
      value.flatMap { DecimalText.trimmed($0, decimals: 7) } ?? ""
    }
    return [
      degrees(found.place?.longitude), degrees(found.place?.latitude), found.match.rawValue,
      DecimalText.fixed(found.score, decimals: 3) ?? "", found.changed.joined(separator: "; "),
      found.candidates.joined(separator: " | "), found.address ?? "", found.reason?.rawValue ?? "",
    ]
  }

  /// A point for each address; those without a place have no geometry.
  ///
  /// - Parameter metadata: What the collection says of itself.
  /// - Returns: The text of the file.
  func geoJSON(metadata: JSONObject = JSONObject()) -> [UInt8] {
    let properties = list.table.properties()
    let features = found.enumerated().map { row, found in
      var object = properties(row)
      object.addOwn("label", .string(found.address ?? list.text(row)))
      object.addOwn("match", .string(found.match.rawValue))
      object.addOwn("score", .double(found.score, decimals: 3))
      object.addOwn("changed", .string(found.changed.joined(separator: "; ")))
      object.addOwn("candidates", .array(found.candidates.map(JSONValue.string)))
      object.addOwn("found", .text(found.address))
      object.addOwn("reason", .text(found.reason?.rawValue))
      let own = list.table.ownID(ofRow: row)
      return Feature(
        id: own?.text ?? list.id(row), idIsNumber: own?.isNumber ?? false,
        geometry: found.place.map { .point(Position($0.longitude, $0.latitude)) },
        properties: object)
    }
    return GeoJSONWriter(coordinates: .geographic).encode(
      FeatureCollection(features: features, metadata: metadata))
  }

  /// A row for each address without a house: `id,address,match,reason,candidates`.
  func unmatched() -> [UInt8] {
    var writer = CSVWriter(header: ["id", "address", "match", "reason", "candidates"])
    for (row, found) in found.enumerated() {
      guard let reason = found.reason else { continue }
      writer.add([
        list.id(row), list.text(row), found.match.rawValue, reason.rawValue,
        found.candidates.joined(separator: " | "),
      ])
    }
    return writer.bytes
  }
}
