/// Finds the column that names the records of a file.
enum IDNames {
  /// What a name says about ids, the most telling kind first.
  private enum Kind {
    /// The ids of the records, whatever is in them: what comes twice there is a fault.
    case own
    /// Ids of something, which are those of the records where each is there and comes once.
    case perhaps
    /// Ids of what the records belong to or go to; only where nothing else names them.
    case foreign
  }

  /// Names that say it without doubt, the most telling first.
  private static let general = ["id", "uid", "uuid", "guid", "globalid"]
  /// The columns of maps, surveys and censuses.
  private static let catalogue = [
    "geoid", "geoid20", "geoid10", "geoid00", "geoidfq", "osmid", "objectid", "fid", "gid",
    "ogcfid", "featureid", "featid", "oid", "cartodbid",
  ]
  private static let demand = [
    "demandid", "homeid", "householdid", "studentid", "pupilid", "childid", "personid",
    "residentid", "customerid", "clientid", "patientid", "userid", "memberid", "employeeid",
    "addressid", "originid", "blockid", "pointid", "scode", "cscode",
  ]
  private static let sites = [
    "siteid", "facilityid", "candidateid", "schoolid", "hospitalid", "clinicid", "storeid",
    "shopid", "stationid", "stopid", "branchid", "warehouseid", "depotid", "lotid",
    "destinationid", "pointid", "scode", "cscode",
  ]

  /// Names of the ids of barriers and crossings besides `id`, the most telling first.
  static func ofObjects(_ kind: String) -> [String] {
    ["\(kind)id", "uid", "uuid", "guid", "globalid", "code"] + catalogue
  }

  /// Words of things that demand goes to.
  private static let sitesOfDemand: Set<String> = [
    "site", "facility", "school", "hospital", "clinic", "store", "shop", "branch", "destination",
    "target", "nearest", "baseline", "straight", "assigned", "to",
  ]
  /// Codes that are of a place or a kind.
  private static let shared: Set<String> = [
    "zip", "post", "postal", "postcode", "country", "region", "area", "phone", "colour", "color",
    "zone", "group", "class", "kind", "type", "district", "node", "cluster", "parent",
  ]

  /// The column, and what is to be said about columns that were not taken.
  static func field(
    in source: some RecordSource, role: PointFile.Role
  ) -> (field: Int?, notes: [String]) {
    let names = source.fieldNames
    let folded = names.map(ColumnNames.folded)
    let own =
      switch role {
      case .demand: general + demand + catalogue
      case .sites: general + sites + catalogue
      case .points: general + demand + sites + catalogue
      }
    for name in own {
      if let index = folded.firstIndex(of: name) { return (index, []) }
    }
    let kinds = names.map { kind(of: $0, role: role) }
    var notes: [String] = []
    let perhaps =
      names.indices.filter { kinds[$0] == .perhaps }
      + names.indices.filter { kinds[$0] == .foreign }
      + names.indices.filter { folded[$0] == "name" }
    for index in perhaps {
      if isUnique(index, of: source) { return (index, notes) }
      if kinds[index] == .perhaps {
        notes.append("`\(names[index])` is empty or comes twice somewhere, so it is no id")
      }
    }
    return (nil, notes)
  }

  private static func kind(of name: String, role: PointFile.Role) -> Kind? {
    guard saysID(name) else { return nil }
    let words = ColumnNames.words(of: name).flatMap(parts)
    if words.contains(where: shared.contains) { return nil }
    if role == .demand, words.contains(where: sitesOfDemand.contains) { return .foreign }
    return .perhaps
  }

  /// The words of `homeid`, `schoolID`: a stem and `id`.
  private static func parts(_ word: String) -> [String] {
    word.hasSuffix("id") && word.utf8.count > 2 ? [String(word.dropLast(2)), "id"] : [word]
  }

  /// Whether a name ends or begins with a word for an id: `block_id`, `homeID`, `ID Haus`, `lot code`.
  ///
  /// `paid`, `grid` and `valid` do not.
  static func saysID(_ name: String) -> Bool {
    let words = ColumnNames.words(of: name)
    guard let first = words.first, let last = words.last else { return false }
    let markers: Set<String> = ["id", "uid", "uuid", "guid", "gid", "fid", "code", "key"]
    if markers.contains(last) || first == "id" { return true }
    // A capital behind a small letter begins a word: `homeId`, `homeID`.
    let letters = Array(name.unicodeScalars.filter(\.properties.isAlphabetic).suffix(3))
    guard letters.count == 3 else { return false }
    return letters[0].properties.isLowercase && letters[1] == "I"
      && (letters[2] == "d" || letters[2] == "D")
  }

  /// Whether each record has something in a field, and no two the same.
  static func isUnique(_ field: Int, of source: some RecordSource) -> Bool {
    var seen: Set<String> = []
    seen.reserveCapacity(source.count)
    return (0..<source.count).allSatisfy { record in
      source.text(record, field).map { seen.insert($0).inserted } ?? false
    }
  }
}
