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
/// What is packed with gzip is unpacked.
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
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw fault(path, errno) }
    defer { close(descriptor) }
    var hash = SHA256()
    var isAtEnd = false
    while !isAtEnd {
      hash.update(data: try piece(of: descriptor, 1 << 20, name: path, isAtEnd: &isAtEnd))
    }
    return text(hash.finalize())
  }

  /// Reads all of a file; `-` is the standard input.
  package init(path: String) throws(DataFault) {
    if path == "-" {
      name = "standard input"
      bytes = try Self.readAll(0, name: name, expecting: 0)
      try unpack()
      return
    }
    name = path
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw Self.fault(path, errno) }
    defer { close(descriptor) }
    var facts = stat()
    guard fstat(descriptor, &facts) == 0 else { throw Self.fault(path, errno) }
    if facts.st_mode & S_IFMT == S_IFDIR { throw Self.fault(path, EISDIR) }
    bytes = try Self.readAll(descriptor, name: path, expecting: Int(facts.st_size))
    try unpack()
  }

  private mutating func unpack() throws(DataFault) {
    guard bytes.starts(with: [0x1F, 0x8B]) else { return }
    packedHash = Self.sha256(of: bytes)
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
    _ descriptor: Int32, name: String, expecting size: Int
  ) throws(DataFault) -> [UInt8] {
    var bytes: [UInt8] = []
    var isAtEnd = false
    // One byte more than expected, so that the end is seen without growing.
    var chunk = max(size + 1, 1 << 16)
    while !isAtEnd {
      let more = try piece(of: descriptor, chunk, name: name, isAtEnd: &isAtEnd)
      if bytes.isEmpty { bytes = more } else { bytes += more }
      chunk = max(chunk, bytes.count)
    }
    return bytes
  }

  /// Reads on in an open file: so many bytes, or fewer at its end.
  static func piece(
    of descriptor: Int32, _ count: Int, name: String, isAtEnd: inout Bool
  ) throws(DataFault) -> [UInt8] {
    var failure: Int32 = 0
    let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
      while filled < buffer.count {
        let got = read(descriptor, buffer.baseAddress.map { $0 + filled }, buffer.count - filled)
        if got > 0 {
          filled += got
        } else if got == 0 {
          isAtEnd = true
          return
        } else if errno != EINTR {
          failure = errno
          return
        }
      }
    }
    guard failure == 0 else { throw fault(name, failure) }
    return bytes
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
