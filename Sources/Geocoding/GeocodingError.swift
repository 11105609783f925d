/// Why addresses cannot be looked up at all.
public enum GeocodingError: Error, Hashable, Sendable {
  /// A reference without a single address.
  case emptyReference(files: [String])
  /// A column that the reference needs is not there.
  case missingColumn(file: String, what: String, columns: [String], example: String)
  case cannotWriteIndex(path: String, reason: String)
  /// The file is no index of ours, and would be overwritten.
  case notAnIndex(path: String)
  /// The server of `--nominatim` does not answer.
  case serverFailed(url: String, reason: String)
  /// The server stopped answering before all was asked; what was found is written.
  case serverStopped(url: String, reason: String, asked: Int, left: Int)
  /// Somebody asked for an end before all was asked; what was found is written.
  case interrupted(url: String, asked: Int, left: Int)
  /// The address list has nothing that is read as an address.
  case noAddressColumn(file: String, columns: [String])
}

extension GeocodingError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .emptyReference(let files):
      "\(files.joined(separator: ", ")): there is no address in the reference; it needs rows with "
        + "a street, a house number and a place"
    case .missingColumn(let file, let what, let columns, let example):
      "\(file): there is no column for the \(what) among "
        + columns.map { "\"\($0)\"" }.joined(separator: ", ") + "; name one `\(example)`"
    case .cannotWriteIndex(let path, let reason):
      "cannot write the index \(path): \(reason); check the folder, or name another with --index"
    case .notAnIndex(let path):
      "\(path) is no index of addresses that Footbridge made, and stays as it is; name another file "
        + "with --index, or remove it"
    case .serverFailed(let url, let reason):
      "\(url) does not answer: \(reason); check the address of the server, or leave --nominatim out"
    case .serverStopped(let url, let reason, let asked, let left):
      "\(url) does not answer: \(reason); what is known is written, \(asked) asked of \(asked + left); "
        + "check the address of the server and run it again: answers are kept"
    case .interrupted(let url, let asked, let left):
      "interrupted; what is known is written, \(asked) asked of \(asked + left) at \(url); run it again "
        + "for the rest: answers are kept"
    case .noAddressColumn(let file, let columns):
      "\(file): there is no column with addresses among "
        + columns.map { "\"\($0)\"" }.joined(separator: ", ")
        + "; name one `address`, or `street` and `housenumber`, or say which it is: "
        + "--columns address=\(AddressColumns.likeliest(columns) ?? "NAME")"
    }
  }
}
