import Exchange

/// A file with a GeoJSON feature on each line, as OpenAddresses writes it (RFC 8142 without the
/// record separators, which are allowed).
enum GeoJSONLines {
  struct Feature {
    var properties: JSONObject
    /// Nil where the geometry is none, or no point.
    var place: Position?
  }

  /// Whether a file has features line by line: by its name, or because its first line is one.
  static func isLines(_ input: InputFile) -> Bool {
    let ending = AddressFile.ending(of: input.name)
    if ["geojsonl", "geojsons", "geojsonseq", "jsonl", "ndjson"].contains(ending) { return true }
    guard ending == "geojson" || ending == "json" else { return false }
    let head = input.bytes.prefix(1 << 16)
    guard let end = head.firstIndex(of: 0x0A), end + 1 < input.bytes.count else { return false }
    guard case .object(let object)? = try? JSON.decode(Array(head[..<end])) else { return false }
    return object["type"]?.stringValue == "Feature"
  }

  static func read(
    _ input: InputFile, wraps: Bool = false,
    _ take: (_ line: Int, Result<Feature, DataFault>) -> Void
  ) {
    var line = 0
    var start = 0
    while start < input.bytes.count {
      let end = input.bytes[start...].firstIndex(of: 0x0A) ?? input.bytes.count
      line += 1
      var bytes = input.bytes[start..<end]
      start = end + 1
      if line == 1, bytes.starts(with: [0xEF, 0xBB, 0xBF]) { bytes = bytes.dropFirst(3) }
      if bytes.first == 0x1E { bytes = bytes.dropFirst() }
      if bytes.allSatisfy({ $0 == 0x20 || $0 == 0x09 || $0 == 0x0D }) { continue }
      take(line, feature(Array(bytes), file: input.name, line: line, wraps: wraps))
    }
  }

  private static func feature(
    _ bytes: [UInt8], file: String, line: Int, wraps: Bool
  ) -> Result<Feature, DataFault> {
    do throws(DataFault) {
      guard case .object(let object) = try JSON.decode(bytes, file: file),
        object["type"]?.stringValue == "Feature"
      else {
        return .failure(
          DataFault(
            file: file, line: line, problem: "is no GeoJSON feature",
            remedy: "each line needs one, with the type Feature"))
      }
      let geometry = object["geometry"]?.objectValue
      var numbers = geometry?["coordinates"]?.arrayValue?.compactMap(\.doubleValue) ?? []
      let isPoint = geometry?["type"]?.stringValue == "Point" && numbers.count >= 2
      if wraps, isPoint, numbers[0].magnitude <= 720 {
        numbers[0] = CoordinateRange.wrapped(numbers[0])
      }
      let isOnEarth =
        isPoint && CoordinateRange.isOnEarth(longitude: numbers[0], latitude: numbers[1])
      return .success(
        Feature(
          properties: object["properties"]?.objectValue ?? JSONObject(),
          place: isOnEarth ? Position(numbers[0], numbers[1]) : nil))
    } catch {
      var fault = error
      fault.line = line
      return .failure(fault)
    }
  }
}
