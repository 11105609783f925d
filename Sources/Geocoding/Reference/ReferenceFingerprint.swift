import Exchange
import Foundation

/// Tells whether references are still the ones that an index was made of.
enum ReferenceFingerprint {
  /// Bytes at either end of a file that are looked at; its size and date speak for the rest.
  private static let sample = 1 << 16

  /// - Throws: `DataFaults` for a file that is not there.
  static func of(_ paths: [String]) throws -> String {
    var parts: [String] = []
    for path in paths {
      var facts = stat()
      guard stat(path, &facts) == 0, let file = FileHandle(forReadingAtPath: path) else {
        throw DataFaults(
          DataFault(file: path, problem: "there is no such file", remedy: "check the path"))
      }
      defer { try? file.close() }
      var bytes = Array((try? file.read(upToCount: sample)) ?? Data())
      let size = Int(facts.st_size)
      if size > 2 * sample {
        try file.seek(toOffset: UInt64(size - sample))
        bytes += Array((try? file.read(upToCount: sample)) ?? Data())
      }
      parts.append(
        "\(size) \(facts.st_mtim.tv_sec).\(facts.st_mtim.tv_nsec) \(Digest.text(of: bytes))")
    }
    return parts.joined(separator: "|")
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
