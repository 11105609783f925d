/// Names of files and folders while they are being written: `.NAME.footbridge-` and sixteen random
/// hexadecimal digits.
///
/// The digits come from the system's source of randomness, so that nobody can lay a link where the
/// next run will write, and two runs never meet, whatever their process numbers.
enum HiddenName {
  private static let mark = ".footbridge-"
  private static let digitCount = 16
  /// Bytes kept of the name: with the mark and the digits no file system's limit is reached.
  private static let longest = 200

  /// A new name on each call, in the folder of the target.
  static func path(for target: String) -> String {
    var name = Path.name(of: target)
    while name.utf8.count > longest { name.removeLast() }
    let digits = String(UInt64.random(in: .min ... .max), radix: 16)
    let padding = String(repeating: "0", count: digitCount - digits.count)
    return Path.beside(target, ".\(name)\(mark)\(padding)\(digits)")
  }

  /// Whether a name is one that ``path(for:)`` gives.
  static func isOne(_ name: String) -> Bool {
    let bytes = Array(name.utf8)
    guard bytes.count > mark.utf8.count + digitCount, bytes.first == UInt8(ascii: ".") else {
      return false
    }
    let digits = bytes.suffix(digitCount)
    return bytes.dropLast(digitCount).suffix(mark.utf8.count).elementsEqual(mark.utf8)
      && digits.allSatisfy { (0x30...0x39).contains($0) || (0x61...0x66).contains($0) }
  }

  /// Makes a file of a new hidden name, open for writing and locked while it is written.
  ///
  /// What lies there already, a link above all, is neither opened nor removed.
  ///
  /// - Throws: `OutputError.cannotWrite` for the target.
  static func create(for target: String) throws(OutputError) -> (path: String, descriptor: Int32) {
    for _ in 0..<16 {
      let path = path(for: target)
      let descriptor = FileSystem.openNew(path)
      if descriptor >= 0 {
        FileSystem.lock(descriptor)
        return (path, descriptor)
      }
      guard FileSystem.existsAlready else { break }
    }
    throw FileSystem.failure(target)
  }
}

extension Path {
  /// A name in the folder of a path.
  static func beside(_ path: String, _ name: String) -> String {
    let folder = folder(of: path)
    return folder.isEmpty ? name : folder == "/" ? "/\(name)" : "\(folder)/\(name)"
  }
}
