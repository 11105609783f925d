import Exchange

/// Reads the addresses of a reference file.
enum ReferenceReader {
  /// Reads a file and hands over one address after the other.
  ///
  /// - Returns: What was read as which columns.
  /// - Throws: `DataFaults` with all faults of the file, ``GeocodingError/missingColumn(file:what:columns:example:)``.
  static func read(
    _ path: String, encodings: EncodingChoice = EncodingChoice(), wraps: Bool = false,
    _ take: (ReferenceAddress) -> Void
  ) throws -> String {
    let input = try AddressFile.read(path, encodings: encodings)
    if GeoJSONLines.isLines(input) { return try readLines(input, wraps: wraps, take) }
    let table = try TableFile.read(input, coordinates: .geographic, wraps: wraps)
    let columns = AddressColumns(table.columns)
    try check(columns, table)
    var faults: [DataFault] = []
    var count = 0
    var unplaced = 0
    for row in 0..<table.rowCount {
      func text(_ part: AddressColumns.Part) -> String {
        columns[part].flatMap { table.text(row, $0) } ?? ""
      }
      guard let place = place(table, row, columns, wraps: wraps, &faults) else {
        unplaced += 1
        continue
      }
      var address = ReferenceAddress(
        street: text(.street), number: text(.number), city: text(.city),
        postcode: text(.postcode), cityCode: text(.cityCode), longitude: place.x,
        latitude: place.y)
      let suffix = text(.suffix)
      if !suffix.isEmpty { address.number += " " + suffix }
      if columns[.street] == nil { fill(&address, from: text(.address)) }
      take(address)
      count += 1
    }
    if let faults = DataFaults(faults) { throw faults }
    let names = AddressColumns.Part.allCases.compactMap { part in
      columns[part].map { "\(Self.word(for: part)) from `\(table.columns[$0])`" }
    }
    var note = ([Count.of(count, "address", path)] + names).joined(separator: "; ")
    if unplaced > 0 { note += "; \(unplaced) without coordinates left out" }
    return note
  }

  /// Fills what a single column has of an address.
  private static func fill(_ address: inout ReferenceAddress, from text: String) {
    let parsed = AddressParser.parse(text)
    address.street = parsed.street
    address.number = parsed.number
    if address.city.isEmpty { address.city = parsed.city }
    if address.postcode.isEmpty { address.postcode = parsed.postcode }
  }

  private static func check(_ columns: AddressColumns, _ table: TableFile) throws {
    let needs: [(AddressColumns.Part, String)] =
      table.hasGeometries ? [] : [(.longitude, "lon"), (.latitude, "lat")]
    for (part, example) in needs where columns[part] == nil {
      throw GeocodingError.missingColumn(
        file: table.file, what: word(for: part), columns: table.columns, example: example)
    }
    if columns[.street] == nil, columns[.address] == nil {
      throw GeocodingError.missingColumn(
        file: table.file, what: "street", columns: table.columns, example: "street")
    }
  }

  private static func word(for part: AddressColumns.Part) -> String {
    switch part {
    case .street: "street"
    case .number: "house number"
    case .suffix: "suffix"
    case .city: "city"
    case .postcode: "postcode"
    case .cityCode: "city code"
    case .longitude: "longitude"
    case .latitude: "latitude"
    case .address: "address"
    }
  }

  /// The place of a row; nil, and a fault where it is a wrong one.
  private static func place(
    _ table: TableFile, _ row: Int, _ columns: AddressColumns, wraps: Bool,
    _ faults: inout [DataFault]
  ) -> Position? {
    if table.hasGeometries { return table.position(ofRow: row) }
    guard let x = columns[.longitude], let y = columns[.latitude] else { return nil }
    let values = [x, y].map { table.number(row, $0) }
    for (column, value) in zip([x, y], values) where value == nil {
      guard let text = table.text(row, column) else { return nil }
      faults.append(
        table.fault(
          row: row, column: column, value: text, "is not a number", "write degrees such as 41.15"))
      return nil
    }
    guard var longitude = values[0], let latitude = values[1] else { return nil }
    if wraps, longitude.magnitude <= 720 { longitude = CoordinateRange.wrapped(longitude) }
    guard CoordinateRange.isOnEarth(longitude: longitude, latitude: latitude) else {
      let isLatitude = longitude.magnitude <= 180
      faults.append(
        table.fault(
          row: row, column: isLatitude ? y : x, value: "\(isLatitude ? latitude : longitude)",
          "is no \(isLatitude ? "latitude" : "longitude")",
          "a reference has its places in degrees: longitude and latitude"))
      return nil
    }
    return Position(longitude, latitude)
  }

  // MARK: GeoJSON lines

  private static func readLines(
    _ input: InputFile, wraps: Bool, _ take: (ReferenceAddress) -> Void
  ) throws -> String {
    var faults: [DataFault] = []
    var count = 0
    var unplaced = 0
    var columns: (names: [String], found: AddressColumns) = ([], AddressColumns([]))
    GeoJSONLines.read(input, wraps: wraps) { line, result in
      switch result {
      case .failure(let fault): faults.append(fault)
      case .success(let feature):
        if feature.properties.names != columns.names {
          columns = (feature.properties.names, AddressColumns(feature.properties.names))
        }
        guard let place = feature.place else {
          unplaced += 1
          return
        }
        func text(_ part: AddressColumns.Part) -> String {
          guard let column = columns.found[part] else { return "" }
          switch feature.properties[columns.names[column]] {
          case .string(let text): return text
          case .number(let number): return number.text
          default: return ""
          }
        }
        var address = ReferenceAddress(
          street: text(.street), number: text(.number), city: text(.city),
          postcode: text(.postcode), cityCode: text(.cityCode), longitude: place.x,
          latitude: place.y)
        let suffix = text(.suffix)
        if !suffix.isEmpty { address.number += " " + suffix }
        if columns.found[.street] == nil { fill(&address, from: text(.address)) }
        take(address)
        count += 1
      }
    }
    if let faults = DataFaults(faults) { throw faults }
    var note = Count.of(count, "address", input.name) + "; GeoJSON, a feature a line"
    if unplaced > 0 { note += "; \(unplaced) without coordinates left out" }
    return note
  }
}

/// How many, in words.
private enum Count {
  static func of(_ count: Int, _ noun: String, _ file: String) -> String {
    "\(file): \(count) \(noun)\(count == 1 ? "" : "es")"
  }
}
