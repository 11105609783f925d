/// Reads the GeoJSON geometry that a cell of a table holds, as databases write it.
enum CellGeometry {
  /// Whether a text is an object rather than well-known text or two numbers.
  static func isObject(_ text: String) -> Bool {
    text.utf8.first { $0 > 0x20 } == 0x7B
  }

  /// Reads a geometry by the rules of GeoJSON: one feature without anything else, or its fault.
  ///
  /// - Parameters:
  ///   - text: The text of the cell.
  ///   - line: The line of the file.
  ///   - rules: How it is read.
  /// - Returns: A batch of one geometry; members of it that a table cannot keep are told as mended.
  /// - Throws: The first fault, without a place in the text.
  static func read(
    _ text: String, line: Int, rules: ReadingRules
  ) throws(GeometryFault) -> FeatureBatch {
    let bytes = Array(text.utf8)
    let type = bytes.withUnsafeBufferPointer {
      FeatureID.find("type", in: $0, 0..<bytes.count)
    }
    if let type, type.lowercased().hasPrefix("feature") {
      throw GeometryFault(
        value: type, problem: "is no geometry", remedy: "write its member \"geometry\" alone")
    }
    var batch = FeatureParser.parse(
      RawFeatures(
        text: bytes + [UInt8](repeating: 0, count: JSONCursor.padding),
        spans: [ByteSpan(0, bytes.count)], offset: 0, line: line, number: 0, areTexts: true),
      rules: rules, usesForms: false)
    if let fault = batch.faults.first {
      throw GeometryFault(value: fault.value, problem: fault.problem, remedy: fault.remedy)
    }
    guard batch.count == 1 else {
      throw GeometryFault(
        problem: "the cell holds more than one geometry", remedy: "make them one collection")
    }
    let hasMembers = batch.geometryMembers.contains { member in
      let name = Array(batch.text[member.text.range].prefix(6))
      return name != Array("\"bbox\"".utf8) && !name.starts(with: "\"crs\"".utf8)
    }
    batch.mends = Mend.Kind.allCases.filter { kind in
      kind == .cellMember ? hasMembers : batch.mends.contains { $0.kind == kind }
    }.map { Mend(kind: $0, number: 0, line: line) }
    return batch
  }
}
