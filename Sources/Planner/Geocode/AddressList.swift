import Exchange
import Geocoding

/// The rows of a file with addresses.
struct AddressList: Sendable {
  let table: TableFile
  let columns: AddressColumns
  private let idColumn: Int?
  /// The SHA-256 of the file as it is; empty where somebody else had read it.
  private(set) var sha256 = ""

  /// - Throws: `DataFaults`, `GeocodingError.noAddressColumn`, `SettingsError` for a column that is
  ///   not there.
  init(
    path: String, columns chosen: [String: String] = [:],
    encodings: EncodingChoice = EncodingChoice()
  ) throws {
    let input = try AddressFile.read(path, encodings: encodings)
    try self.init(TableFile.read(input, coordinates: .geographic), columns: chosen)
    sha256 = input.sha256
  }

  init(_ table: TableFile, columns chosen: [String: String] = [:]) throws {
    self.table = table
    idColumn = table.idColumn
    var columns = AddressColumns(table.columns)
    for (role, name) in chosen.sorted(by: { $0.key < $1.key }) {
      guard let part = AddressColumns.Part(rawValue: role) else {
        throw SettingsError.unknownColumnRole(
          role, known: AddressColumns.Part.allCases.map(\.rawValue))
      }
      guard let column = table.columns.firstIndex(of: name) else {
        let near = Suggestion.nearest(to: name, among: table.columns)
        throw DataFaults(
          DataFault(
            file: table.file, value: name, problem: "is no column",
            remedy: near.map { "did you mean \"\($0)\"?" }
              ?? "the columns are \(table.columns.joined(separator: ", "))"))
      }
      columns.choose(part, column)
    }
    guard columns.hasAddresses else {
      throw GeocodingError.noAddressColumn(file: table.file, columns: table.columns)
    }
    self.columns = columns
  }

  var count: Int { table.rowCount }

  /// What names a row: its id, else its number from 1.
  func id(_ row: Int) -> String {
    if let own = table.ownID(ofRow: row) { return own.text }
    return idColumn.flatMap { table.text(row, $0) } ?? String(row + 1)
  }

  /// Whether rows have ids of their own.
  var hasIDs: Bool { idColumn != nil || count > 0 && table.ownID(ofRow: 0) != nil }

  var queries: [AddressQuery] {
    (0..<count).map { row in columns.query { table.text(row, $0) } }
  }

  /// The address of a row on one line.
  func text(_ row: Int) -> String {
    let parts: [AddressColumns.Part] = [.street, .address, .number, .suffix, .postcode, .city]
    return parts.compactMap { columns[$0] }.compactMap { table.text(row, $0) }
      .joined(separator: " ")
  }

  var description: String {
    let parts: [AddressColumns.Part] = [.address, .street, .number, .suffix, .postcode, .city]
    let read = parts.compactMap { part in
      columns[part].map { "\(part.rawValue) from `\(table.columns[$0])`" }
    }
    let ids = hasIDs ? [] : ["no id column, so the row numbers are the ids"]
    return (["\(table.file): \(Count.of(count, "row"))", read.joined(separator: ", ")] + ids)
      .joined(separator: "; ")
  }
}
