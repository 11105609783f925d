#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// The files that make up a shapefile: side by side in a folder, or in a zip archive.
struct ShapefileParts {
  private let open: (_ ending: String) throws(DataFault) -> ByteSource?
  /// What messages call it.
  let name: String

  /// Finds the parts of a shapefile.
  ///
  /// - Parameters:
  ///   - path: The `.shp`, or an archive that has one.
  ///   - name: What messages call it.
  ///   - layer: Which one of an archive that has several.
  /// - Throws: A fault where there is none, or several.
  init(path: String, name: String, layer: String?) throws(DataFault) {
    guard ZipArchive.isArchive(path: path) else {
      self.name = name
      let stem = path.lowercased().hasSuffix(".shp") ? String(path.dropLast(4)) : path
      open = { (ending) throws(DataFault) in
        if ending == "shp" { return try ByteSource(path: path, name: name) }
        for candidate in [ending, ending.uppercased(), ending.capitalizedASCII] {
          let file = "\(stem).\(candidate)"
          if access(file, F_OK) == 0 { return try ByteSource(path: file) }
        }
        return nil
      }
      return
    }
    let archive = try ZipArchive(path: path, name: name)
    func stem(_ entry: ZipArchive.Entry) -> String { String(entry.name.dropLast(4)) }
    func label(_ entry: ZipArchive.Entry) -> String { String(entry.fileName.dropLast(4)) }
    let shapes = archive.entries.filter { $0.name.lowercased().hasSuffix(".shp") }
    let chosen = layer.map { layer in shapes.filter { label($0) == layer } } ?? shapes
    guard chosen.count == 1, let entry = chosen.first else {
      let list = shapes.map(label).joined(separator: ", ")
      guard !shapes.isEmpty else {
        throw DataFault(
          file: name, problem: "there is no .shp in the archive",
          remedy: "say what it is with --from")
      }
      throw DataFault(
        file: name, value: layer,
        problem: layer == nil
          ? "the archive has several shapefiles: \(list)"
          : "is not in the archive, which has \(list)",
        remedy: "choose one with --layer")
    }
    self.name = "\(name)/\(entry.name)"
    let own = stem(entry)
    open = { (ending) throws(DataFault) in
      let part = archive.entries.first {
        stem($0) == own && $0.name.suffix(4).lowercased() == ".\(ending)"
      }
      return try part.map { (part) throws(DataFault) in try archive.source(part) }
    }
  }

  /// Parts that are in memory, by their endings.
  init(_ parts: [String: [UInt8]], name: String) {
    self.name = name
    open = { (ending) throws(DataFault) in
      parts[ending].map { bytes in
        ByteSource(bytes: bytes, name: "\(name).\(ending)")
      }
    }
  }

  /// The other parts of a shapefile that lie beside its `.shp`; none for other files.
  static func beside(_ path: String) -> [String] {
    guard path.lowercased().hasSuffix(".shp") else { return [] }
    return ["dbf", "shx", "prj", "cpg"].flatMap { [$0, $0.uppercased(), $0.capitalizedASCII] }
      .map { "\(path.dropLast(4)).\($0)" }.filter { access($0, F_OK) == 0 }
  }

  /// A part by its ending in small letters; nil where there is none.
  func source(_ ending: String) throws(DataFault) -> ByteSource? { try open(ending) }

  /// The text of a small part; nil where there is none.
  func text(_ ending: String) throws(DataFault) -> String? {
    guard let source = try source(ending) else { return nil }
    var file = BinaryFile(source)
    var bytes: [UInt8] = []
    while bytes.count < 1 << 16, let byte = try file.take(1) { bytes += byte }
    return String(decoding: bytes, as: UTF8.self)
  }
}

extension String {
  /// `Dbf` for `dbf`.
  fileprivate var capitalizedASCII: String { prefix(1).uppercased() + dropFirst() }
}
