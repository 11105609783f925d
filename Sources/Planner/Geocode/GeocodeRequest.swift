public import Exchange
import Geocoding

/// Coordinates for a list of addresses, from references that the user has.
public struct GeocodeRequest: Sendable {
  /// The list, as CSV or GeoJSON; `-` is the standard input.
  public var file: String
  /// Files of addresses whose coordinates are known.
  public var references: [String]
  /// Where the index of the references is kept; nil for the usual folder.
  public var index: String?
  /// Columns of the list by what they hold, in place of those found: `address`, `street`,
  /// `number`, `city`, `postcode`.
  public var columns: [String: String] = [:]
  /// A server that is asked for what the references have not; nil where nothing may leave the
  /// machine.
  public var server: String?
  /// The encodings of files, where they do not show it and are not UTF-8.
  public var encodings = EncodingChoice()
  /// Where what was not found is written to as a table; nil for nowhere.
  public var unmatched: String?
  /// Whether longitudes of references beyond ±180 are brought back to that.
  public var wraps = false
  /// Whether files with something in them may be replaced.
  public var force = false
  /// The command that asks for it, for the files that are written; nil where a program does.
  public var command: String?

  public init(file: String, references: [String]) {
    self.file = file
    self.references = references
  }

  /// Reads, looks up, and writes the list with `lon`, `lat`, `match`, `score`, `changed` and
  /// `candidates`: as GeoJSON where the name of the file says so, else as CSV.
  ///
  /// - Parameters:
  ///   - path: Where to write; `-` is the standard output.
  ///   - told: What was read, before the search.
  ///   - shouldStop: Whether a server is asked for nothing more; what is known is written then.
  /// - Returns: How many were found, and why the others were not.
  /// - Throws: `DataFaults`, `GeocodingError`, `SettingsError`, an `OutputError`.
  public func run(
    writingTo path: String, told: ([Finding]) -> Void = { _ in },
    shouldStop: () -> Bool = { false }
  ) throws -> GeocodeReport {
    for path in [path, unmatched].compactMap(\.self) { try AtomicFile.check(path, force: force) }
    var conflict = OutputConflict(inputs: [file] + AddressFile.inputs(references))
    for path in [path, unmatched, index] { try conflict.add(file: path) }
    let list = try AddressList(path: file, columns: columns, encodings: encodings)
    told([Finding(.note, list.description)])
    let queries = list.queries
    var found: [GeocodedAddress]
    if references.isEmpty {
      found = queries.map { _ in GeocodedAddress(.none, reason: .noSuchStreet) }
    } else {
      let geocoder = try Geocoder(
        references: references, encodings: encodings, index: index, wraps: wraps)
      told(geocoder.notes.map { Finding(.note, $0) })
      found = geocoder.find(queries)
    }
    var stop: GeocodingError?
    if let server { stop = try ask(server, queries, &found, told, shouldStop) }
    let table = GeocodedTable(list: list, found: found)
    let isGeoJSON = [".geojson", ".json"].contains { path.lowercased().hasSuffix($0) }
    let bytes = isGeoJSON ? table.geoJSON(metadata: try metadata(list, found)) : table.csv()
    try AtomicFile.write(bytes, to: path, force: force)
    if let unmatched { try AtomicFile.write(table.unmatched(), to: unmatched, force: force) }
    if let stop { throw stop }
    return GeocodeReport(list: list, found: found)
  }

  private func metadata(
    _ list: AddressList, _ found: [GeocodedAddress]
  ) throws(DataFaults) -> JSONObject {
    var parameters = JSONObject()
    for (role, name) in columns.sorted(by: { $0.key < $1.key }) { parameters[role] = .string(name) }
    parameters["nominatim"] = server.map(JSONValue.string)
    var metadata = try Provenance(
      command: command,
      inputs: [InputDigest(path: file, sha256: list.sha256)]
        + InputDigest.all(of: AddressFile.list(references)),
      parameters: parameters
    ).members
    metadata["addresses"] = .integer(found.count)
    metadata["placed"] = .integer(found.count { $0.place != nil })
    return metadata
  }

  /// Asks a server for what has no house yet, one address after the other.
  ///
  /// - Returns: Why it stopped before the end; what was found until then stays.
  /// - Throws: `GeocodingError` where that is no address of a server.
  private func ask(
    _ server: String, _ queries: [AddressQuery], _ found: inout [GeocodedAddress],
    _ told: ([Finding]) -> Void, _ shouldStop: () -> Bool
  ) throws -> GeocodingError? {
    var client = try NominatimClient(server: server, version: FootbridgeVersion.current)
    let rows = queries.indices.filter { ![.exact, .corrected].contains(found[$0].match) }
    guard !rows.isEmpty else { return nil }
    told([
      Finding(
        .note,
        "\(server) is asked for \(Count.of(rows.count, "row")), one a second: about "
          + "\(Count.of((rows.count + 59) / 60, "minute")), less where answers are known already")
    ])
    func leaveOut(_ rest: ArraySlice<Int>) {
      guard references.isEmpty else { return }
      for row in rest { found[row] = GeocodedAddress(.none, reason: .notAsked) }
    }
    for (done, row) in rows.enumerated() {
      if shouldStop() {
        leaveOut(rows[done...])
        return .interrupted(url: server, asked: done, left: rows.count - done)
      }
      do {
        let answer = try client.find(queries[row])
        let isHouse = answer.match == .exact || answer.match == .corrected
        // The middle of the street in the reference is as good as the server's.
        if references.isEmpty || isHouse || answer.place != nil && found[row].place == nil {
          found[row] = answer
        }
      } catch GeocodingError.serverFailed(let url, let reason) {
        leaveOut(rows[done...])
        return .serverStopped(
          url: url, reason: reason, asked: done, left: rows.count - done)
      }
    }
    return nil
  }
}
