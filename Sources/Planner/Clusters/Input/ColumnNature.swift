import Exchange

/// Why a column is not compared unless it is asked for.
enum ColumnNature: Hashable, Sendable {
  /// It names rows.
  case identifier
  /// It counts rows.
  case rowNumbers
  /// It says what a row is, which clusters are to find out.
  case classes
  /// An earlier clustering wrote it.
  case earlierClusters
  case words

  /// What is said of it.
  var words: String {
    switch self {
    case .identifier: "an identifier"
    case .rowNumbers: "row numbers"
    case .classes: "a class"
    case .earlierClusters: "of an earlier clustering"
    case .words: "words"
    }
  }
}

/// Tells columns of data from those that name, number or classify rows.
struct ColumnInspector {
  let table: TableFile

  /// Names of columns that say what a row is.
  private static let classNames: Set<String> = [
    "label", "labels", "class", "classes", "classlabel", "target", "targets", "species", "variety",
    "category", "groundtruth", "truelabel", "truth", "diagnosis", "outcome",
  ]

  /// Names of columns that name rows whatever they hold.
  private static let idNames: Set<String> = [
    "id", "ids", "uuid", "guid", "uid", "fid", "gid", "oid", "pk", "rowid", "rownames", "geoid",
    "objectid",
  ]

  /// Names of columns that name rows where all their values are different whole numbers, or words.
  private static let weakIDNames: Set<String> = [
    "index", "idx", "ix", "no", "nr", "num", "number", "row", "rows", "rowno", "rownr", "rownum",
    "rownumber", "obs", "observation", "case", "caseno", "key", "sno", "slno", "serial", "serialno",
    "serialnumber", "record", "recordno", "recno", "seq", "sequence", "unnamed0", "code", "ref",
  ]

  /// What stands before `id` in names that are written in one word.
  private static let ownersOfIDs: Set<String> = [
    "account", "building", "case", "city", "client", "country", "customer", "demand", "device",
    "document", "employee", "event", "facility", "family", "geo", "home", "house", "household",
    "image", "invoice", "item", "member", "movie", "node", "object", "observation", "order", "osm",
    "parcel", "patient", "person", "player", "point", "product", "pupil", "record", "region", "row",
    "sample", "school", "sensor", "shop", "site", "station", "store", "student", "subject", "test",
    "tract", "transaction", "trip", "user", "way", "zone",
  ]

  /// What a column is; nil where it is plainly data.
  func nature(_ column: Int) -> ColumnNature? {
    if let first = ownColumns.first, column >= first { return .earlierClusters }
    let name = table.columns[column]
    let folded = Self.folded(name)
    if Self.idNames.contains(folded) || Self.endsInID(name) { return .identifier }
    if Self.classNames.contains(folded) || isTarget(column, folded) { return .classes }
    if Self.weakIDNames.contains(folded) || table.unnamed.contains(column) && column == 0,
      tellsRowsApart(column)
    {
      return .identifier
    }
    return countsRows(column) ? .rowNumbers : nil
  }

  /// The columns that `cluster` adds, where the file is one of its results.
  private var ownColumns: Range<Int> {
    let columns = table.columns
    guard let first = columns.lastIndex(of: "cluster"), first + 1 < columns.count,
      columns[first + 1] == "distance_to_center"
    else { return columns.count..<columns.count }
    return first..<columns.count
  }

  private static func folded(_ name: String) -> String {
    String(name.lowercased().filter { $0.isLetter || $0.isNumber })
  }

  /// Whether a name is that of an id: `CustomerID`, `sample_id`, `userid`, `ID_3`, but not `humid`.
  private static func endsInID(_ name: String) -> Bool {
    let letters = Array(name)
    for end in ["ID", "Id"] where name.hasSuffix(end) && letters.count > 2 {
      let before = letters[letters.count - 3]
      if before.isLowercase || !before.isLetter { return true }
    }
    let words = name.lowercased().split { !$0.isLetter && !$0.isNumber }
    if words.count > 1, words.last == "id" || words.first == "id" { return true }
    let folded = folded(name)
    return folded.hasSuffix("id") && ownersOfIDs.contains(String(folded.dropLast(2)))
  }

  /// Whether `y` is what is to be predicted: a few whole numbers or words beside columns that are not its
  /// `x`.
  private func isTarget(_ column: Int, _ folded: String) -> Bool {
    guard folded == "y", !table.columns.contains(where: { Self.folded($0) == "x" }) else {
      return false
    }
    var seen: Set<String> = []
    for row in 0..<table.rowCount {
      guard let text = table.text(row, column) else { continue }
      if let number = table.number(row, column), number != number.rounded() { return false }
      seen.insert(text)
      if seen.count > 20 { return false }
    }
    return 2 * seen.count <= table.rowCount
  }

  /// Whether every row has a whole number or a word here that no other has.
  private func tellsRowsApart(_ column: Int) -> Bool {
    var seen: Set<String> = []
    for row in 0..<table.rowCount {
      guard let text = table.text(row, column), seen.insert(text).inserted else { return false }
      if let number = table.number(row, column), number != number.rounded() { return false }
    }
    return true
  }

  /// Whether a column holds 0, 1, 2, … or 1, 2, 3, … from the first row to the last.
  private func countsRows(_ column: Int) -> Bool {
    guard table.rowCount >= (column == 0 ? 5 : 10), let first = table.number(0, column),
      first == 0 || first == 1
    else { return false }
    return (1..<table.rowCount).allSatisfy { table.number($0, column) == first + Double($0) }
  }
}
