import Crypto

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// The bytes of a file, or of the standard input, and what messages call it.
///
/// What is packed with gzip is unpacked, and text becomes UTF-8.
package struct InputFile {
  package var name: String
  package var bytes: [UInt8]
  /// The SHA-256 of the file as it is, in 64 hexadecimal digits, as `sha256sum` prints it.
  package var sha256: String { packedHash ?? Self.sha256(of: bytes) }
  private var packedHash: String?

  /// The same of any bytes.
  package static func sha256(of bytes: [UInt8]) -> String { text(SHA256.hash(data: bytes)) }

  private static func text(_ digest: SHA256.Digest) -> String {
    digest.reduce(into: "") { text, byte in
      text += byte < 16 ? "0" : ""
      text += String(byte, radix: 16)
    }
  }

  /// The same of a file that is read in pieces by somebody else.
  ///
  /// - Parameter path: A file, which is read through; the standard input cannot be read twice.
  /// - Returns: 64 hexadecimal digits.
  /// - Throws: The fault of a file that cannot be read.
  /// - Complexity: O(*n*), *n* bytes, in constant memory.
  package static func sha256(ofFile path: String) throws(DataFault) -> String {
    let descriptor = OpenDescriptor(open(path, O_RDONLY | O_CLOEXEC))
    guard descriptor.number >= 0 else { throw fault(path, errno) }
    return try hash { (buffer) throws(DataFault) in try descriptor.read(buffer, name: path) }
  }

  /// The hash of what is read; of a file in an archive that of the archive, which is the file on the disk.
  private static func sha256(of place: InputPlace) throws(DataFault) -> String {
    try hash(try place.openWhole())
  }

  private static func hash(_ read: ByteSource.Outside) throws(DataFault) -> String {
    var hash = SHA256()
    while true {
      let piece = try [UInt8](reading: 1 << 20, from: read)
      if piece.isEmpty { return text(hash.finalize()) }
      hash.update(data: piece)
    }
  }

  /// Where its bytes are.
  let place: InputPlace

  /// Reads all of a file; `-` is the standard input.
  ///
  /// - Parameters:
  ///   - path: The file, or one in a zip archive.
  ///   - encodings: What the user says about the encodings of files.
  ///   - keepsBinary: Whether the bytes of formats that are no text are read, too; else somebody else reads them.
  /// - Throws: A fault for what cannot be read, for text with a byte of 0 as soon as that is met, and for text that is
  ///   not in its encoding.
  package init(
    path: String, encodings: EncodingChoice = EncodingChoice(), keepsBinary: Bool = true
  ) throws(DataFault) {
    place = try InputPlace(path)
    name = place.name
    let head = try place.head(1 << 12)
    let isBinary = DataFormat(path: name).map { !$0.isText } ?? false
    if isBinary, !keepsBinary, !head.starts(with: [0x1F, 0x8B]) {
      bytes = []
      packedHash = try Self.sha256(of: place)
      return
    }
    let isPacked = head.starts(with: [0x1F, 0x8B]) || ZipArchive.isArchive(head)
    bytes = try Self.readAll(
      place, isText: !isBinary && !isPacked,
      isWide: TextStart.isWide(head) || encodings.encoding(of: path)?.isWide == true)
    if place.member != nil { packedHash = try Self.sha256(of: place) }
    try unpack()
    try decode(path, encodings)
  }

  /// Turns text into UTF-8; markup and what is no text are left to their readers.
  private mutating func decode(
    _ path: String, _ encodings: EncodingChoice
  ) throws(DataFault) {
    if let format = DataFormat(path: name), !format.isGeoJSON, format != .csv { return }
    var input = TextInput(encoding: encodings.own(path))
    if input.encoding == nil, let common = encodings.common, !isUTF8JSON {
      input.encoding = common
    }
    guard try TextStart(bytes, input, file: name).encoding.form != .utf8 else { return }
    packedHash = sha256
    bytes = try TextFeed.decoded(bytes, input, file: name)
  }

  /// Whether this is JSON or a scenario in UTF-8, as they should be, whatever the tables beside them are in.
  private var isUTF8JSON: Bool {
    let isScenario = [".yaml", ".yml"].contains { name.lowercased().hasSuffix($0) }
    return (isScenario || FileKind(of: bytes, path: name) == .geoJSON)
      && bytes.withUnsafeBufferPointer { TextCheck.firstInvalid(in: $0) == nil }
  }

  private mutating func unpack() throws(DataFault) {
    guard bytes.starts(with: [0x1F, 0x8B]) else { return }
    packedHash = packedHash ?? Self.sha256(of: bytes)
    let packed = bytes
    let source = FileSource(bytes: packed, name: name)
    bytes = []
    var before = -1
    var isProbed = false
    while bytes.count > before {
      before = bytes.count
      try source.read(1 << 20, into: &bytes)
      if !isProbed, bytes.count > 32 << 20 {
        // What may grow without end is unpacked once for nothing, before it fills the memory.
        isProbed = true
        if bytes.count / 100 > packed.count { try Self.probe(packed, name: name) }
      }
      guard bytes.count < Int(Int32.max) else {
        throw DataFault(
          file: name, problem: "the packed file holds more than 2 GB", remedy: "cut it into pieces")
      }
    }
  }

  /// Unpacks without keeping anything.
  private static func probe(_ packed: [UInt8], name: String) throws(DataFault) {
    let source = FileSource(bytes: packed, name: name)
    var piece: [UInt8] = []
    repeat {
      piece.removeAll()
      try source.read(1 << 20, into: &piece)
    } while !piece.isEmpty
  }

  private static func readAll(
    _ place: InputPlace, isText: Bool, isWide: Bool
  ) throws(DataFault) -> [UInt8] {
    let read = try place.open()
    var bytes: [UInt8] = []
    // As much room as the file says, but no more than files that are read as a whole have.
    bytes.reserveCapacity(min(place.size, 1 << 31) + 1)
    while true {
      let piece = try [UInt8](reading: 1 << 18, from: read)
      if piece.isEmpty { return bytes }
      let start = bytes.count
      bytes += piece
      // What is no text may have no end.
      if isText, isWide {
        try TextCheck.refuseHole(in: bytes, from: start, file: place.name) { 0 }
      } else if isText {
        try refuseZeros(in: bytes, from: start, name: place.name)
      }
    }
  }

  private static func refuseZeros(
    in bytes: [UInt8], from start: Int, name: String
  ) throws(DataFault) {
    let fault: DataFault? = bytes.withUnsafeBufferPointer { buffer in
      guard FeatureSplitter.find(0, in: buffer, from: start) != nil else { return nil }
      do throws(DataFault) {
        try TextCheck.refuseZeros(in: buffer, file: name)
        return nil
      } catch {
        return error
      }
    }
    if let fault { throw fault }
  }

  static func fault(_ path: String, _ code: Int32) -> DataFault {
    switch code {
    case ENOENT:
      DataFault(file: path, problem: "there is no such file", remedy: "check the path")
    case EISDIR:
      DataFault(file: path, problem: "this is a folder", remedy: "name a file in it")
    case EACCES:
      DataFault(
        file: path, problem: "the file may not be read", remedy: "check its permissions")
    default:
      DataFault(file: path, problem: "cannot be read: \(String(cString: strerror(code)))")
    }
  }
}
