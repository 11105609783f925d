/// Reads GeoJSON (RFC 7946): a collection, one feature, or a bare geometry.
///
/// Properties are kept as they are, in their order, numbers with their text. Longitude stands
/// before latitude. A member `crs` of older files is accepted where it says what is expected.
public enum GeoJSONReader {
  /// Reads a file; `-` is the standard input.
  ///
  /// - Throws: All faults of the file, each with the number, the id and the line of its feature;
  ///   or the first error of JSON.
  public static func read(
    path: String, coordinates: CoordinateKind = .geographic
  ) throws(DataFaults) -> FeatureCollection {
    let input = try readInput(path)
    return try read(input.bytes, file: input.name, coordinates: coordinates)
  }

  /// Reads a text; `file` is what messages call it.
  public static func read(
    _ bytes: [UInt8], file: String, coordinates: CoordinateKind = .geographic
  ) throws(DataFaults) -> FeatureCollection {
    let parsed = try parse(bytes, file: file, coordinates: coordinates, checksRange: true)
    if let faults = DataFaults(parsed.faults) { throw faults }
    return parsed.collection
  }

  /// The features that can be used, and the faults of the others.
  static func parse(
    _ bytes: [UInt8], file: String, coordinates: CoordinateKind, checksRange: Bool
  ) throws(DataFaults) -> (collection: FeatureCollection, faults: [DataFault]) {
    do throws(DataFault) {
      let root = try bytes.withBytes { (buffer) throws(DataFault) in
        var scanner = try JSONScanner(buffer, file: file)
        guard scanner.peek() != nil else {
          throw DataFault(
            file: file, problem: "the file is empty", remedy: "it needs a GeoJSON object")
        }
        let root = try scanner.rawObject()
        try scanner.end()
        return root
      }
      try checkCRS(root.crs, file: file, coordinates: coordinates)
      let builder = GeometryBuilder(range: checksRange ? coordinates : nil)
      return try collection(root, file: file, builder: builder)
    } catch {
      throw DataFaults(error)
    }
  }

  private static func collection(
    _ root: RawObject, file: String, builder: GeometryBuilder
  ) throws(DataFault) -> (FeatureCollection, [DataFault]) {
    var collection = FeatureCollection()
    var faults: [DataFault] = []
    let raws: [RawObject]
    switch root.type {
    case "FeatureCollection":
      guard let features = root.features else {
        throw DataFault(
          file: file, line: root.line, problem: "the FeatureCollection has no features",
          remedy: "give it a list \"features\", empty if need be")
      }
      raws = features
      collection.metadata = root.metadata?.objectValue ?? JSONObject()
      collection.foreignMembers = root.others
    case "Feature": raws = [root]
    case nil:
      throw DataFault(
        file: file, line: root.line, problem: "the GeoJSON object has no type",
        remedy: "it should be a FeatureCollection")
    default:
      var feature = RawObject()
      feature.type = "Feature"
      feature.line = root.line
      feature.geometry = [root]
      raws = [feature]
    }
    collection.features.reserveCapacity(raws.count)
    for (index, raw) in raws.enumerated() {
      var feature = Feature(
        geometry: nil, properties: raw.properties ?? JSONObject(), line: raw.line,
        number: index + 1)
      do throws(GeometryFault) {
        try setID(of: &feature, raw.id)
        guard raw.type == "Feature" else {
          throw GeometryFault(
            value: raw.type, problem: "is no Feature", remedy: "its \"type\" must be \"Feature\"")
        }
        if let geometry = raw.geometry.first {
          feature.geometry = try builder.geometry(geometry)
        }
        collection.features.append(feature)
      } catch {
        faults.append(
          DataFault(
            file: file, line: raw.line, subject: subject(index + 1, id: feature.id),
            value: error.value, problem: error.problem, remedy: error.remedy))
      }
    }
    return (collection, faults)
  }

  /// What messages call a feature: `feature 3 (id B07)`.
  static func subject(_ number: Int, id: String?) -> String {
    id.map { "feature \(number) (id \($0))" } ?? "feature \(number)"
  }

  private static func setID(
    of feature: inout Feature, _ member: JSONValue?
  ) throws(GeometryFault) {
    for value in [member, feature.properties["id"]] {
      switch value {
      case .string(let text):
        feature.id = text
        return
      case .number(let number):
        feature.id = number.text
        feature.idIsNumber = true
        return
      case nil, .null: continue
      case let other?:
        throw GeometryFault(
          value: String(decoding: JSON.encode(other), as: UTF8.self), problem: "is no id",
          remedy: "an id is a string or a number")
      }
    }
  }

  /// Checks the `crs` of older GeoJSON (2008), which RFC 7946 took away.
  private static func checkCRS(
    _ crs: JSONValue?, file: String, coordinates: CoordinateKind
  ) throws(DataFault) {
    guard let crs, crs != .null else { return }
    let name = crs.objectValue?["properties"]?.objectValue?["name"]?.stringValue
    guard let name else {
      throw DataFault(
        file: file, problem: "the member crs does not name a coordinate system",
        remedy: "take it out, and give longitude and latitude")
    }
    let isDegrees = ["CRS84", "4326"].contains { name.hasSuffix($0) }
    switch (isDegrees, coordinates) {
    case (true, .geographic), (false, .planar): return
    case (false, .geographic):
      throw DataFault(
        file: file, value: name, problem: "is not longitude and latitude",
        remedy: "convert the file to EPSG:4326, or give --crs planar if its numbers are metres")
    case (true, .planar):
      throw DataFault(
        file: file, value: name, problem: "is degrees, but the coordinates are to be metres",
        remedy: "leave --crs planar out")
    }
  }
}

/// Reads all of a file, its fault alone in a collection.
func readInput(_ path: String) throws(DataFaults) -> InputFile {
  do throws(DataFault) { return try InputFile(path: path) } catch { throw DataFaults(error) }
}
