import Dispatch
import Synchronization
import Travel

/// Measures pairs in any world and writes them as rows.
struct DistanceTableWriter: TravelWorldUser {
  let pairs: ChosenPairs
  let write: (String) throws -> Void

  /// Rows that are measured and kept at a time.
  private static var rowsAtOnce: Int { 200_000 }

  func use<Provider: DistanceProvider>(_ world: TravelWorld<Provider>) throws {
    let origins = world.provider.prepare(try world.origins(pairs.origins))
    let destinations = world.provider.prepare(try world.destinations(pairs.destinations))
    try write("from_id,to_id,distance_m,straight_m,crossing_ids\n")
    let fields = (
      pairs.origins.map { CSVField.text($0.id) }, pairs.destinations.map { CSVField.text($0.id) }
    )
    for start in stride(from: 0, to: pairs.count, by: Self.rowsAtOnce) {
      let rows = start..<min(start + Self.rowsAtOnce, pairs.count)
      let ways = measure(rows, in: world, from: origins, to: destinations)
      var text = ""
      text.reserveCapacity(rows.count * 64)
      for (row, way) in zip(rows, ways) {
        let pair = pairs[row]
        let straight = world.straight(
          pairs.origins[pair.origin], pairs.destinations[pair.destination])
        text += fields.0[pair.origin]
        text += ","
        text += fields.1[pair.destination]
        text += ","
        text += way.map { Decimals.text($0.distance, 6) } ?? ""
        text += ","
        text += straight.map { Decimals.text($0, 6) } ?? ""
        text += ","
        text += way.map { CSVField.text($0.crossings) } ?? ""
        text += "\n"
      }
      try write(text)
    }
  }

  private struct Way: Sendable {
    var distance: Double
    /// Ids separated by spaces.
    var crossings: String
  }

  /// The ways of some rows, destination by destination on all cores.
  private func measure<Provider>(
    _ rows: Range<Int>, in world: TravelWorld<Provider>, from origins: Provider.Prepared,
    to destinations: Provider.Prepared
  ) -> [Way?] {
    var wanted: [Int: [(row: Int, origin: Int)]] = [:]
    for row in rows {
      let pair = pairs[row]
      wanted[pair.destination, default: []].append((row - rows.lowerBound, pair.origin))
    }
    let groups = wanted.sorted { $0.key < $1.key }
    let provider = world.provider
    let ways = Mutex<[Way?]>(Array(repeating: nil, count: rows.count))
    DispatchQueue.concurrentPerform(iterations: groups.count) { index in
      let (destination, members) = groups[index]
      let routes = provider.routes(
        from: origins, members: members.map(\.origin), to: destination, of: destinations)
      ways.withLock { ways in
        for (member, route) in zip(members, routes) {
          ways[member.row] = route.map {
            Way(distance: $0.distance, crossings: $0.crossings.joined(separator: " "))
          }
        }
      }
    }
    return ways.withLock { $0 }
  }
}

/// One cell of a CSV table (RFC 4180).
enum CSVField {
  /// The text, in quotes where it needs them.
  static func text(_ value: String) -> String {
    let needsQuotes = value.utf8.contains { byte in
      byte == UInt8(ascii: ",") || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\n")
        || byte == UInt8(ascii: "\r")
    }
    guard needsQuotes else { return value }
    return "\""
      + value.split(separator: "\"", omittingEmptySubsequences: false)
      .joined(separator: "\"\"") + "\""
  }
}
