/// Finds the column that says how many people a record stands for.
enum WeightNames {
  /// Nouns for people and what they live in, those for all of them before those for some.
  private static let nouns: [String] = [
    "population", "pop", "people", "persons", "person", "residents", "inhabitants", "inhabitant",
    "households", "household", "hh", "hhs", "families", "dwellings", "housingunits", "homes",
    "students", "pupils", "learners", "children", "kids", "youth", "patients", "customers",
    "clients", "users", "employees", "workers", "jobs", "members", "visitors", "voters",
    "passengers", "riders", "trips", "orders", "deliveries", "headcount", "enrolment",
    "enrollment", "einwohner", "bevolkerung", "bevoelkerung", "personen", "haushalte", "kinder",
    "schuler", "schueler", "habitants", "menages", "enfants", "eleves", "poblacion",
    "habitantes", "hogares", "alumnos", "populacao", "popolazione", "abitanti", "famiglie",
    "alunni", "lakossag", "lakosok", "nepesseg", "haztartasok", "gyerekek", "diakok", "ludnosc",
    "mieszkancy", "inwoners", "huishoudens", "leerlingen", "befolkning", "invanare", "elever",
    "innbyggere", "obyvatele", "populatie",
  ]
  private static let rank = Dictionary(
    nouns.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })

  /// Words that leave a count a count.
  private static let fillers: Set<String> = [
    "total", "tot", "sum", "number", "num", "no", "nr", "n", "of", "the", "count", "cnt", "est",
    "estimate", "estimated", "all", "anzahl", "nombre", "numero", "census", "gesamt", "current",
  ]

  /// What looks like a count of people, and which is most likely that of all of them.
  private struct Match {
    var field: Int
    var rank: Int
    var isTotal: Bool
    var year: Int
  }

  /// The column, and what is to be said about it; columns named for it without doubt come first.
  static func field(
    in source: some RecordSource, taken: Set<Int>, option: String
  ) -> (field: Int?, notes: [String]) {
    let names = source.fieldNames
    if let index = ColumnNames.find(.weight, in: names, coordinates: .geographic) {
      return (index, [])
    }
    let matches = names.indices.compactMap { field in
      taken.contains(field) ? nil : match(names[field], field)
    }.filter { isCount($0.field, of: source) }.sorted { a, b in
      let (left, right) = (a.isTotal ? 0 : 1, b.isTotal ? 0 : 1)
      return (left, a.rank, -a.year, a.field) < (right, b.rank, -b.year, b.field)
    }
    if let best = matches.first {
      let others = matches.dropFirst().map { "`\(names[$0.field])`" }
      let note =
        "\(listed(others)) could be the weight instead: name it with \(option)"
      return (best.field, others.isEmpty ? [] : [note])
    }
    let possible = names.indices.filter { field in
      !taken.contains(field) && couldBeCount(names[field]) && isCount(field, of: source)
    }.map { "`\(names[$0])`" }
    let everyone = "each \(source.unit) counts as 1"
    guard !possible.isEmpty else { return (nil, [everyone]) }
    return (nil, ["\(everyone); if \(listed(possible)) is a weight, name it with \(option)"])
  }

  private static func listed(_ names: [String]) -> String {
    let shown = names.prefix(5)
    let rest = names.count - shown.count
    if rest > 0 { return shown.joined(separator: ", ") + " or one of \(rest) more" }
    guard let last = shown.last, shown.count > 1 else { return shown.first ?? "" }
    return shown.dropLast().joined(separator: ", ") + " or " + last
  }

  /// A name made of a noun, words that leave it a count, and at most a year.
  private static func match(_ name: String, _ field: Int) -> Match? {
    var isTotal = false
    var year = 0
    var noun: Int?
    for word in ColumnNames.words(of: name) {
      if fillers.contains(word) {
        isTotal = isTotal || ["total", "tot", "sum", "all", "gesamt"].contains(word)
        continue
      }
      var stem = Substring(word)
      let digits = stem.reversed().prefix { $0.isASCII && $0.isNumber }.count
      if digits > 0 {
        guard year == 0, let number = yearNumber(stem.suffix(digits)) else { return nil }
        year = number
        stem = stem.dropLast(digits)
        if stem.isEmpty { continue }
      }
      for prefix in ["total", "tot", "sum", "num"]
      where rank[String(stem)] == nil && stem.hasPrefix(prefix) {
        stem = stem.dropFirst(prefix.count)
        isTotal = isTotal || prefix != "num"
      }
      for suffix in ["total", "tot", "sum", "count"]
      where rank[String(stem)] == nil && stem.hasSuffix(suffix) {
        stem = stem.dropLast(suffix.count)
        isTotal = isTotal || suffix != "count"
      }
      guard noun == nil, let found = rank[String(stem)] else { return nil }
      noun = found
    }
    return noun.map { Match(field: field, rank: $0, isTotal: isTotal, year: year) }
  }

  /// `2021`, `20`; also `100` and `1`, which the census of the United States has behind `POP`.
  private static func yearNumber(_ digits: Substring) -> Int? {
    guard let number = Int(digits) else { return nil }
    if digits.utf8.count == 4, (1900...2100).contains(number) { return number }
    if digits.utf8.count == 2, number <= 40 { return 2000 + number }
    return number == 100 || number == 1 ? 1 : nil
  }

  /// Words in the names of numbers that are no counts.
  private static let otherNumbers: Set<String> = [
    "density", "growth", "rate", "share", "pct", "percent", "percentage", "ratio", "change",
    "median", "mean", "avg", "average", "age", "income", "price", "rank", "index", "year", "date",
    "time", "month", "day", "hour", "zip", "postcode", "plz", "phone", "code", "lon", "lng",
    "lat", "longitude", "latitude", "x", "y", "z", "easting", "northing", "elevation", "altitude",
    "height", "grade", "class", "node", "number", "no", "nr", "floor", "distance", "straight",
    "detour", "shape", "m", "km", "cutoff", "capacity", "version", "timestamp", "cluster",
  ]

  private static func couldBeCount(_ name: String) -> Bool {
    !IDNames.saysID(name) && !ColumnNames.words(of: name).isEmpty
      && !ColumnNames.words(of: name).contains(where: otherNumbers.contains)
  }

  /// Whether the first thousand records have numbers from 0 up in a field, or nothing.
  private static func isCount(_ field: Int, of source: some RecordSource) -> Bool {
    var hasNumber = false
    for record in 0..<min(source.count, 1000) {
      switch source.number(record, field) {
      case .blank: continue
      case .number(let value) where value >= 0: hasNumber = true
      default: return false
      }
    }
    return hasNumber
  }
}
