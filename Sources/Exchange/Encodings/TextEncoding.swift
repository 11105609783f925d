/// A character encoding: how the bytes of a file stand for characters.
public struct TextEncoding: Hashable, Sendable {
  /// The name that messages use, such as `windows-1250`.
  public let name: String
  /// The name by which `iconv` knows it.
  let systemName: String
  let form: Form

  /// How many bytes a character takes.
  enum Form: Hashable, Sendable {
    case utf8
    /// One byte.
    case single
    /// One byte or several; ASCII stays ASCII.
    case multiple
    /// Two or four bytes, the first the highest or the lowest.
    case wide(width: Int, isLittleEndian: Bool)
    /// The same, in the order that a byte order mark or the zeros of plain letters show.
    case unordered(width: Int)
  }

  init(name: String, systemName: String, form: Form) {
    self.name = name
    self.systemName = systemName
    self.form = form
  }

  public static let utf8 = TextEncoding(name: "UTF-8", systemName: "UTF-8", form: .utf8)
  public static let latin1 = TextEncoding(
    name: "ISO-8859-1", systemName: "ISO-8859-1", form: .single)
  public static let windows1252 = TextEncoding(
    name: "windows-1252", systemName: "CP1252", form: .single)

  static func wide(_ width: Int, isLittleEndian: Bool) -> TextEncoding {
    let name = "UTF-\(width * 8)\(isLittleEndian ? "LE" : "BE")"
    return TextEncoding(
      name: name, systemName: name, form: .wide(width: width, isLittleEndian: isLittleEndian))
  }

  /// Finds an encoding by a name as files and programs write it.
  ///
  /// Case, spaces and punctuation do not matter. Understood are the names of IANA, numbers of code pages
  /// (`1250`, `ANSI 1252`, `OEM 866`, `cp65001`), the short names of `.cpg` files (`88592`, `SJIS`, `LDID/87`)
  /// and, beyond those, every name that the system's `iconv` knows and in which ASCII stays ASCII.
  ///
  /// - Parameter name: Any text; nil is returned where it names no encoding.
  public init?(_ name: String) {
    guard let found = EncodingNames.find(name) else { return nil }
    self = found
  }

  /// Finds the encoding that the language driver of a dBASE file stands for.
  ///
  /// - Parameter driver: Byte 29 of the file; nil is returned for 0 and for drivers that are not known.
  init?(driver: UInt8) {
    guard let page = DBFDrivers.pages[driver], let found = EncodingNames.page(page) else {
      return nil
    }
    self = found
  }

  /// What to do about bytes that are not UTF-8.
  static let remedy =
    "name its encoding with --encoding, such as \(examples), or save it as UTF-8 (in a spreadsheet "
    + "\"CSV UTF-8\")"

  /// What `--encoding` is told to be, for a remedy.
  static let examples =
    "windows-1252 (Western Europe), windows-1250 (Central Europe), windows-1251 (Cyrillic), "
    + "shift_jis, gbk, big5"
}

extension TextEncoding: CustomStringConvertible {
  public var description: String { name }
}

/// The code pages of the language drivers of dBASE and FoxPro.
enum DBFDrivers {
  /// The driver that stands for whatever Windows wrote with.
  static let ansi: UInt8 = 0x57

  static let pages: [UInt8: Int] = [
    0x01: 437, 0x02: 850, 0x03: 1252, 0x04: 10000, 0x08: 865, 0x09: 437, 0x0A: 850, 0x0B: 437,
    0x0D: 437, 0x0E: 850, 0x0F: 437, 0x10: 850, 0x11: 437, 0x12: 850, 0x13: 932, 0x14: 850,
    0x15: 437, 0x16: 850, 0x17: 865, 0x18: 437, 0x19: 437, 0x1A: 850, 0x1B: 437, 0x1C: 863,
    0x1D: 850, 0x1F: 852, 0x22: 852, 0x23: 852, 0x24: 860, 0x25: 850, 0x26: 866, 0x37: 850,
    0x40: 852, 0x4D: 936, 0x4E: 949, 0x4F: 950, 0x50: 874, 0x57: 1252, 0x58: 1252, 0x59: 1252,
    0x64: 852, 0x65: 866, 0x66: 865, 0x67: 861, 0x6A: 737, 0x6B: 857, 0x6C: 863, 0x78: 950,
    0x79: 949, 0x7A: 936, 0x7B: 932, 0x7C: 874, 0x86: 737, 0x87: 852, 0x88: 857, 0x96: 10007,
    0x97: 10029, 0xC8: 1250, 0xC9: 1251, 0xCA: 1254, 0xCB: 1253, 0xCC: 1257,
  ]
}
