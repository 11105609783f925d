import Dispatch
import Synchronization
import Travel

/// Measures pairs in any world and writes them as rows.
struct DistanceTableWriter: TravelWorldUser {
  let pairs: ChosenPairs
  let write: (String) throws -> Void

  /// Rows that are measured and kept at a time, 12 bytes each: a site is worked through once for
  /// all of them.
  private static var rowsAtOnce: Int { 1 << 24 }

  /// Rows that are handed on as one text.
  private static var rowsOfText: Int { 1 << 16 }

  /// Ways that are kept with all their bends at a time.
  private static var routesAtOnce: Int { 1 << 15 }

  func use<Provider: DistanceProvider>(_ world: TravelWorld<Provider>) throws {
    let origins = world.provider.prepare(try world.origins(pairs.origins))
    let destinations = world.provider.prepare(try world.destinations(pairs.destinations))
    try write("from_id,to_id,distance_m,straight_m,crossing_ids\n")
    let ids = (
      pairs.origins.map { CSVField.text($0.id) }, pairs.destinations.map { CSVField.text($0.id) }
    )
    for start in stride(from: 0, to: pairs.count, by: Self.rowsAtOnce) {
      let rows = start..<min(start + Self.rowsAtOnce, pairs.count)
      let ways = measure(rows, in: world, from: origins, to: destinations)
      for first in stride(from: rows.lowerBound, to: rows.upperBound, by: Self.rowsOfText) {
        var text = ""
        text.reserveCapacity(Self.rowsOfText * 64)
        for row in first..<min(first + Self.rowsOfText, rows.upperBound) {
          let pair = pairs[row]
          let way = ways[row - rows.lowerBound]
          let straight = world.straight(
            pairs.origins[pair.origin], pairs.destinations[pair.destination])
          text += ids.0[pair.origin]
          text += ","
          text += ids.1[pair.destination]
          text += ","
          text += way.map { Decimals.text($0.distance, 6) } ?? ""
          text += ","
          text += straight.map { Decimals.text($0, 6) } ?? ""
          text += ","
          text += way?.crossings ?? ""
          text += "\n"
        }
        try write(text)
      }
    }
  }

  /// The ways of some rows, destination by destination on all cores.
  private func measure<Provider>(
    _ rows: Range<Int>, in world: TravelWorld<Provider>, from origins: Provider.Prepared,
    to destinations: Provider.Prepared
  ) -> MeasuredWays {
    var wanted: [Int: [(row: Int, origin: Int)]] = [:]
    for row in rows {
      let pair = pairs[row]
      wanted[pair.destination, default: []].append((row - rows.lowerBound, pair.origin))
    }
    let groups = wanted.sorted { $0.key < $1.key }
    let provider = world.provider
    let ways = Mutex(MeasuredWays(count: rows.count))
    DispatchQueue.concurrentPerform(iterations: groups.count) { index in
      let (destination, members) = groups[index]
      for first in stride(from: 0, to: members.count, by: Self.routesAtOnce) {
        let some = members[first..<min(first + Self.routesAtOnce, members.count)]
        let routes = provider.routes(
          from: origins, members: some.map(\.origin), to: destination, of: destinations)
        ways.withLock { ways in
          for (member, route) in zip(some, routes) {
            if let route { ways.set(member.row, route.distance, route.crossings) }
          }
        }
      }
    }
    return ways.withLock { $0 }
  }
}

/// Lengths of ways and the crossings on them, each list of crossings kept once.
private struct MeasuredWays: Sendable {
  private var distances: [Double]
  private var lists: [Int32]
  private var numbers: [[String]: Int32] = [[]: 0]
  private var texts = [""]

  init(count: Int) {
    distances = Array(repeating: .infinity, count: count)
    lists = Array(repeating: 0, count: count)
  }

  mutating func set(_ row: Int, _ distance: Double, _ crossings: [String]) {
    distances[row] = distance
    guard !crossings.isEmpty else { return }
    if let number = numbers[crossings] {
      lists[row] = number
    } else {
      let number = Int32(texts.count)
      numbers[crossings] = number
      texts.append(CSVField.text(crossings.joined(separator: " ")))
      lists[row] = number
    }
  }

  /// Metres, and ids separated by spaces as a cell of CSV; nil where there is no way.
  subscript(row: Int) -> (distance: Double, crossings: String)? {
    distances[row].isFinite ? (distances[row], texts[Int(lists[row])]) : nil
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
