import Exchange

/// Tells whether references are still the ones that an index was made of.
enum ReferenceFingerprint {
  /// Bytes at either end of a file that are looked at; its size and date speak for the rest.
  private static let sample = 1 << 16

  /// - Throws: `DataFaults` for a file that is not there.
  static func of(
    _ paths: [String], _ encodings: EncodingChoice = EncodingChoice()
  ) throws -> String {
    var parts: [String] = []
    for path in paths {
      guard let file = InputPlace.diskPath(path),
        let signature = InputPlace.signature(ofFile: file)
      else {
        // A stream has no date: its bytes say what it is.
        parts.append("stream \(try AddressFile.read(path).sha256)")
        continue
      }
      let bytes = try Self.ends(of: file, size: signature.size)
      let member = file == path ? "" : path.dropFirst(file.count)
      let encoding = encodings.encoding(of: path).map { " \($0.name)" } ?? ""
      parts.append(
        "\(signature.size) \(signature.time) \(Digest.text(of: bytes))\(member)\(encoding)")
    }
    return parts.joined(separator: "|")
  }

  /// The first bytes of a file, and the last ones of a large one.
  private static func ends(of path: String, size: Int) throws -> [UInt8] {
    var bytes = try InputPlace.bytes(ofFile: path, at: 0, sample)
    if size > 2 * sample {
      bytes += try InputPlace.bytes(ofFile: path, at: size - sample, sample)
    }
    return bytes
  }

  /// Letters and digits for the name of a file.
  static func short(_ paths: [String]) -> String {
    String(Digest.text(of: Array(paths.joined(separator: "\n").utf8)).prefix(16))
  }
}

/// FNV-1a in 64 bits, which is enough to notice that a file is another one.
enum Digest {
  static func text(of bytes: [UInt8]) -> String {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01B3 }
    return String(hash, radix: 16)
  }
}
