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
  /// - Parameter place: The `.shp`, in a folder or in an archive.
  /// - Throws: A fault for a `.shp` that has nothing beside it, since it is no file.
  init(_ place: InputPlace) throws(DataFault) {
    let name = place.name
    self.name = name
    if let (archive, entry) = place.member {
      let own = ZipArchive.stem(entry.name)
      open = { (ending) throws(DataFault) in
        let part = archive.entries.first {
          ZipArchive.stem($0.name) == own && $0.name.suffix(4).lowercased() == ".\(ending)"
        }
        return try part.map { (part) throws(DataFault) in try archive.source(part) }
      }
      return
    }
    guard place.isFile else {
      throw DataFault(
        file: name, problem: "a shapefile has parts in files beside it, which a stream has not",
        remedy: "name the .shp, or pack the parts as one .zip")
    }
    let path = place.path
    let stem = path.lowercased().hasSuffix(".shp") ? String(path.dropLast(4)) : path
    open = { (ending) throws(DataFault) in
      if ending == "shp" { return try ByteSource(place) }
      for candidate in [ending, ending.uppercased(), ending.capitalizedASCII] {
        let file = "\(stem).\(candidate)"
        if access(file, F_OK) == 0 { return try ByteSource(path: file) }
      }
      return nil
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
