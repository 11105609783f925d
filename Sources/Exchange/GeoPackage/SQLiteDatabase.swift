import CSQLITE

/// A database file of SQLite, as far as GeoPackages need it.
final class SQLiteDatabase {
  /// What SQLite says went wrong.
  struct Failure: Error {
    var message: String
  }

  private var handle: OpaquePointer?

  /// Opens a file that is there, to read, or makes one.
  init(path: String, writing: Bool) throws(Failure) {
    let flags = writing ? SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE : SQLITE_OPEN_READONLY
    guard sqlite3_open_v2(path, &handle, flags, nil) == SQLITE_OK else { throw failure }
    // Nothing in a file may make the library do what its tables do not need.
    if !writing { sqlite3_exec(handle, "PRAGMA trusted_schema = OFF", nil, nil, nil) }
  }

  deinit { sqlite3_close_v2(handle) }

  var failure: Failure {
    Failure(message: sqlite3_errmsg(handle).map { String(cString: $0) } ?? "out of memory")
  }

  func run(_ sql: String) throws(Failure) {
    guard sqlite3_exec(handle, sql, nil, nil, nil) == SQLITE_OK else { throw failure }
  }

  func prepare(_ sql: String) throws(Failure) -> SQLiteStatement {
    var statement: OpaquePointer?
    guard sqlite3_prepare_v2(handle, sql, -1, &statement, nil) == SQLITE_OK, let statement else {
      throw failure
    }
    return SQLiteStatement(statement, self)
  }

  /// Closes the file, with all that was written.
  func close() throws(Failure) {
    // Statements that are still held keep it open behind the scenes; all is on disk by then.
    guard sqlite3_close_v2(handle) == SQLITE_OK else { throw failure }
    handle = nil
  }

  /// A name in quotes, whatever stands in it.
  static func quoted(_ name: String) -> String {
    "\"\(name.replacing("\"", with: "\"\""))\""
  }
}

/// A statement that is run row by row.
final class SQLiteStatement {
  enum Value: Sendable {
    case null
    case integer(Int64)
    case real(Double)
    case text(String)
    case blob([UInt8])
  }

  private let handle: OpaquePointer
  private let database: SQLiteDatabase
  /// SQLite would begin anew if it were asked for a row after the last.
  private var isDone = false
  private static let copied = unsafeBitCast(-1, to: sqlite3_destructor_type.self)

  init(_ handle: OpaquePointer, _ database: SQLiteDatabase) {
    self.handle = handle
    self.database = database
  }

  deinit { sqlite3_finalize(handle) }

  /// The next row; false at the end.
  func step() throws(SQLiteDatabase.Failure) -> Bool {
    if isDone { return false }
    switch sqlite3_step(handle) {
    case SQLITE_ROW: return true
    case SQLITE_DONE:
      isDone = true
      return false
    default: throw database.failure
    }
  }

  /// Runs a statement that gives no rows and makes it ready for the next.
  func run() throws(SQLiteDatabase.Failure) {
    _ = try step()
    isDone = false
    sqlite3_reset(handle)
    sqlite3_clear_bindings(handle)
  }

  func bind(_ index: Int, _ value: Value) {
    let place = Int32(index)
    switch value {
    case .null: sqlite3_bind_null(handle, place)
    case .integer(let number): sqlite3_bind_int64(handle, place, number)
    case .real(let number): sqlite3_bind_double(handle, place, number)
    case .text(let text): sqlite3_bind_text(handle, place, text, -1, Self.copied)
    case .blob(let bytes):
      _ = bytes.withUnsafeBytes {
        sqlite3_bind_blob(handle, place, $0.baseAddress, Int32($0.count), Self.copied)
      }
    }
  }

  func bind(_ index: Int, text: UnsafeBufferPointer<UInt8>) {
    text.withMemoryRebound(to: CChar.self) {
      _ = sqlite3_bind_text(handle, Int32(index), $0.baseAddress, Int32($0.count), Self.copied)
    }
  }

  var columnCount: Int { Int(sqlite3_column_count(handle)) }

  subscript(column: Int) -> Value {
    let place = Int32(column)
    switch sqlite3_column_type(handle, place) {
    case SQLITE_INTEGER: return .integer(sqlite3_column_int64(handle, place))
    case SQLITE_FLOAT: return .real(sqlite3_column_double(handle, place))
    case SQLITE_TEXT: return .text(text(column))
    case SQLITE_BLOB:
      let count = Int(sqlite3_column_bytes(handle, place))
      guard let start = sqlite3_column_blob(handle, place), count > 0 else { return .blob([]) }
      return .blob(Array(UnsafeRawBufferPointer(start: start, count: count)))
    default: return .null
    }
  }

  func text(_ column: Int) -> String {
    let count = Int(sqlite3_column_bytes(handle, Int32(column)))
    guard let start = sqlite3_column_text(handle, Int32(column)) else { return "" }
    return String(decoding: UnsafeBufferPointer(start: start, count: count), as: UTF8.self)
  }
}
