import GRDB
import GRDBSQLite

/// A database file, opened and prepared by GRDB.
///
/// Rows are read and written through the statements' own handles: mapping every cell of a large layer to a value
/// of GRDB costs more than SQLite itself.
final class SQLiteDatabase {
  /// What SQLite says went wrong.
  struct Failure: Error {
    var message: String

    init(message: String) { self.message = message }

    init(_ error: any Error) {
      message = (error as? DatabaseError)?.message ?? "\(error)"
    }
  }

  private let queue: DatabaseQueue
  /// What must be let go before the file can be closed.
  private var statements: [Held] = []

  private struct Held {
    weak var statement: SQLiteStatement?
  }

  /// Opens a file that is there, to read, or makes one.
  init(path: String, writing: Bool) throws(Failure) {
    var configuration = Configuration()
    configuration.readonly = !writing
    // A file is written as one transaction, over many calls.
    configuration.allowsUnsafeTransactions = true
    do {
      queue = try DatabaseQueue(path: path, configuration: configuration)
    } catch {
      throw Failure(error)
    }
    // Nothing in a file may make the library do what its tables do not need.
    if !writing { try run("PRAGMA trusted_schema = OFF") }
  }

  func run(_ sql: String) throws(Failure) {
    do {
      try queue.unsafeReentrantWrite { try $0.execute(sql: sql) }
    } catch {
      throw Failure(error)
    }
  }

  func prepare(_ sql: String) throws(Failure) -> SQLiteStatement {
    do {
      let statement = try queue.unsafeReentrantWrite {
        SQLiteStatement(try $0.makeStatement(sql: sql), self)
      }
      statements.append(Held(statement: statement))
      return statement
    } catch {
      throw Failure(error)
    }
  }

  /// All of the file, such as one in memory.
  func bytes() throws(Failure) -> [UInt8] {
    do {
      return try queue.unsafeReentrantWrite { database in
        var count: sqlite3_int64 = 0
        guard let start = sqlite3_serialize(database.sqliteConnection, "main", &count, 0) else {
          throw Failure(message: "the database does not fit into memory")
        }
        defer { sqlite3_free(start) }
        return Array(UnsafeBufferPointer(start: start, count: Int(count)))
      }
    } catch let failure as Failure {
      throw failure
    } catch {
      throw Failure(error)
    }
  }

  /// Closes the file, with all that was written.
  func close() throws(Failure) {
    for held in statements { held.statement?.release() }
    statements = []
    do { try queue.close() } catch { throw Failure(error) }
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
    /// A text that is not UTF-8, with U+FFFD in the place of what is not.
    case garbled(String)
    case blob([UInt8])
  }

  private var statement: Statement?
  private let handle: OpaquePointer
  /// Keeps the file open.
  private let database: SQLiteDatabase
  /// SQLite would begin anew if it were asked for a row after the last.
  private var isDone = false
  private static let copied = unsafeBitCast(-1, to: sqlite3_destructor_type.self)

  init(_ statement: Statement, _ database: SQLiteDatabase) {
    self.statement = statement
    handle = statement.sqliteStatement
    self.database = database
  }

  /// Lets the statement go; it cannot be used any more.
  fileprivate func release() {
    statement = nil
    isDone = true
  }

  /// The next row; false at the end.
  func step() throws(SQLiteDatabase.Failure) -> Bool {
    if isDone { return false }
    switch sqlite3_step(handle) {
    case SQLITE_ROW: return true
    case SQLITE_DONE:
      isDone = true
      return false
    default:
      let message = sqlite3_errmsg(sqlite3_db_handle(handle)).map { String(cString: $0) }
      throw SQLiteDatabase.Failure(message: message ?? "out of memory")
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
    case .text(let text), .garbled(let text):
      let count = Int32(text.utf8.count)
      sqlite3_bind_text(handle, place, text, count, Self.copied)
    case .blob(let bytes):
      _ = bytes.withUnsafeBytes {
        sqlite3_bind_blob(handle, place, $0.baseAddress, Int32($0.count), Self.copied)
      }
    }
  }

  /// Binds a text that stays where it is until the statement was run.
  func bind(_ index: Int, text: UnsafeBufferPointer<UInt8>) {
    guard !text.isEmpty else { return bind(index, .text("")) }
    text.withMemoryRebound(to: CChar.self) {
      _ = sqlite3_bind_text(handle, Int32(index), $0.baseAddress, Int32($0.count), nil)
    }
  }

  /// Binds bytes, at least one, that stay where they are until the statement was run.
  func bind(_ index: Int, blob: UnsafeBufferPointer<UInt8>) {
    sqlite3_bind_blob(handle, Int32(index), blob.baseAddress, Int32(blob.count), nil)
  }

  subscript(column: Int) -> Value {
    let place = Int32(column)
    switch sqlite3_column_type(handle, place) {
    case SQLITE_INTEGER: return .integer(sqlite3_column_int64(handle, place))
    case SQLITE_FLOAT: return .real(sqlite3_column_double(handle, place))
    case SQLITE_TEXT:
      let count = Int(sqlite3_column_bytes(handle, place))
      guard let start = sqlite3_column_text(handle, place) else { return .text("") }
      let bytes = UnsafeBufferPointer(start: start, count: count)
      return TextCheck.firstInvalid(in: bytes) == nil
        ? .text(String(decoding: bytes, as: UTF8.self))
        : .garbled(String(decoding: bytes, as: UTF8.self))
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
