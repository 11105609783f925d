import Exchange
import Geocoding

/// How many addresses were found, and why the others were not.
public struct GeocodeReport: Sendable {
  /// Addresses of one reason, in the order of the list.
  public struct Unmatched: Hashable, Sendable {
    public var reason: String
    public var ids: [String]
  }

  public let count: Int
  /// By the names of matches, in the order of how much they say: `exact` first.
  public let matches: [(name: String, count: Int)]
  /// The commonest reason first.
  public let unmatched: [Unmatched]

  init(list: AddressList, found: [GeocodedAddress]) {
    count = found.count
    var counts: [GeocodedAddress.Match: Int] = [:]
    var ids: [GeocodedAddress.Reason: [String]] = [:]
    for (row, found) in found.enumerated() {
      counts[found.match, default: 0] += 1
      if let reason = found.reason { ids[reason, default: []].append(list.id(row)) }
    }
    matches = GeocodedAddress.Match.allCases.map { ($0.rawValue, counts[$0] ?? 0) }
    unmatched = GeocodedAddress.Reason.allCases.compactMap { reason in
      ids[reason].map { Unmatched(reason: reason.rawValue, ids: $0) }
    }.sorted { $0.ids.count > $1.ids.count }
  }

  /// `1,846 addresses: 1,700 exact, 100 corrected, …`, and a line for each reason.
  public var lines: [String] {
    let counted = matches.filter { $0.count > 0 }.map { "\(Count.grouped($0.count)) \($0.name)" }
    let addresses = "\(Count.grouped(count)) address\(count == 1 ? "" : "es")"
    var lines = [addresses + (counted.isEmpty ? "" : ": " + counted.joined(separator: ", "))]
    for part in unmatched {
      let shown = part.ids.prefix(10).joined(separator: ", ")
      let more = part.ids.count > 10 ? ", …" : ""
      lines.append("  \(Count.grouped(part.ids.count)): \(part.reason) (\(shown)\(more))")
    }
    return lines
  }

  /// The same as one JSON object.
  public var json: String {
    var object: JSONObject = ["addresses": .integer(count)]
    for match in matches { object[match.name] = .integer(match.count) }
    object["unmatched"] = .array(
      unmatched.map {
        .object([
          "reason": .string($0.reason), "count": .integer($0.ids.count),
          "ids": .array($0.ids.map(JSONValue.string)),
        ])
      })
    return String(decoding: JSON.encode(.object(object), pretty: true), as: UTF8.self)
  }
}
