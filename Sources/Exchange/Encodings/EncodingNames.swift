/// The encodings by all names that files and programs give them.
enum EncodingNames {
  /// An encoding with its numbers as a code page and its other names, folded.
  private struct Row {
    var encoding: TextEncoding
    var pages: [Int]
    var names: [String]

    init(
      _ name: String, _ systemName: String, _ form: TextEncoding.Form, _ pages: [Int],
      _ names: String = ""
    ) {
      encoding = TextEncoding(name: name, systemName: systemName, form: form)
      self.pages = pages
      self.names = names.split(separator: " ").map(String.init) + [EncodingNames.folded(name)]
    }
  }

  /// What is found under a name; nil for none.
  static func find(_ name: String) -> TextEncoding? {
    let key = folded(name)
    if let known = byName[key] { return known }
    let letters = key.prefix { !$0.isNumber }
    let digits = key.dropFirst(letters.count)
    if let number = Int(digits) {
      if letters == "ldid" { return UInt8(exactly: number).flatMap { TextEncoding(driver: $0) } }
      if prefixes.contains(String(letters)), let known = page(number) { return known }
      if ["", "iso", "csiso", "xiso"].contains(letters), digits.hasPrefix("8859") {
        // With the year of the standard behind it: ISO_8859-2:1987.
        var part = digits.dropFirst(4)
        if part.count > 2 { part = part.dropLast(4) }
        return byName["iso8859\(part)"]
      }
    }
    return known(toSystem: name)
  }

  /// By its number as a code page of Windows or DOS.
  static func page(_ number: Int) -> TextEncoding? { byPage[number] }

  static func folded(_ name: String) -> String {
    String(name.lowercased().filter { $0.isASCII && ($0.isLetter || $0.isNumber) })
  }

  private static let prefixes: Set<String> = [
    "", "cp", "xcp", "ibm", "csibm", "windows", "xwindows", "cswindows", "win", "mswin", "ms",
    "msdos",
    "dos", "oem", "ansi", "codepage", "page", "oemcp", "ansicp", "mscp", "pccp", "mac",
  ]

  /// What `iconv` alone knows, if ASCII stays ASCII in it.
  private static func known(toSystem name: String) -> TextEncoding? {
    let allowed = name.utf8.allSatisfy {
      (0x30...0x39).contains($0) || (0x41...0x5A).contains($0 & 0xDF)
        || [0x2D, 0x5F, 0x2E, 0x3A, 0x2B].contains($0)
    }
    guard allowed, name.utf8.contains(where: { (0x41...0x5A).contains($0 & 0xDF) }) else {
      return nil
    }
    let encoding = TextEncoding(name: name, systemName: name.uppercased(), form: .multiple)
    let plain = [UInt8](0x20...0x7E) + [0x09, 0x0A, 0x0D]
    var text: [UInt8] = []
    do {
      let decoder = try TextDecoder(encoding)
      try plain.withUnsafeBufferPointer { (bytes) throws(TextDecoder.Invalid) in
        try decoder.decode(bytes, into: &text)
      }
      try decoder.finish(into: &text)
    } catch { return nil }
    return text == plain ? encoding : nil
  }

  private static let byName: [String: TextEncoding] = {
    var found: [String: TextEncoding] = [:]
    for row in rows { for name in row.names { found[name] = row.encoding } }
    return found
  }()

  private static let byPage: [Int: TextEncoding] = {
    var found: [Int: TextEncoding] = [:]
    for row in rows { for page in row.pages { found[page] = row.encoding } }
    return found
  }()

  private static let rows: [Row] = unicode + iso + windows + dos + others + asian

  private static let unicode = [
    Row("UTF-8", "UTF-8", .utf8, [65001], "utf8sig utf8bom unicode11utf8 xunicode20utf8 utf"),
    Row("UTF-16", "UTF-16", .unordered(width: 2), [], "ucs2 unicode iso10646ucs2"),
    Row("UTF-16LE", "UTF-16LE", .wide(width: 2, isLittleEndian: true), [1200], "ucs2le utf16lebom"),
    Row("UTF-16BE", "UTF-16BE", .wide(width: 2, isLittleEndian: false), [1201], "ucs2be"),
    Row("UTF-32", "UTF-32", .unordered(width: 4), [], "ucs4 iso10646ucs4"),
    Row("UTF-32LE", "UTF-32LE", .wide(width: 4, isLittleEndian: true), [12000], "ucs4le"),
    Row("UTF-32BE", "UTF-32BE", .wide(width: 4, isLittleEndian: false), [12001], "ucs4be"),
    Row("US-ASCII", "ASCII", .single, [20127], "ascii ansix341968 iso646us 646 us cp367"),
  ]

  private static let iso: [Row] = {
    let names = [
      1: "latin1 isolatin1 l1", 2: "latin2 isolatin2 l2", 3: "latin3 isolatin3 l3",
      4: "latin4 isolatin4 l4", 5: "cyrillic isolatincyrillic", 6: "arabic isolatinarabic",
      7: "greek greek8 isolatingreek", 8: "hebrew isolatinhebrew iso88598i",
      9: "latin5 isolatin5 l5", 10: "latin6 isolatin6 l6", 13: "latin7 l7", 14: "latin8 l8",
      15: "latin9 l9 latin0", 16: "latin10 l10",
    ]
    return names.sorted { $0.key < $1.key }.map { part, names in
      Row("ISO-8859-\(part)", "ISO-8859-\(part)", .single, [28590 + part], names)
    }
  }()

  private static let windows: [Row] = [
    Row("windows-1250", "CP1250", .single, [1250], "wincentraleurope"),
    Row("windows-1251", "CP1251", .single, [1251], "wincyrillic"),
    Row("windows-1252", "CP1252", .single, [1252], "winlatin1"),
    Row("windows-1253", "CP1253", .single, [1253]),
    Row("windows-1254", "CP1254", .single, [1254]),
    Row("windows-1255", "CP1255", .single, [1255]),
    Row("windows-1256", "CP1256", .single, [1256]),
    Row("windows-1257", "CP1257", .single, [1257]),
    // Its accents stand behind their letters and are put together with them.
    Row("windows-1258", "CP1258", .multiple, [1258]),
    Row("windows-874", "CP874", .single, [874, 1162], "tis620 tis6200 tis62025331 iso885911 thai"),
  ]

  private static let dos: [Row] = {
    let pages = [
      437, 737, 775, 850, 852, 855, 857, 858, 860, 861, 862, 863, 864, 865, 866, 869, 1125,
    ]
    return pages.map { Row("CP\($0)", "CP\($0)", .single, [$0]) }
  }()

  private static let others = [
    Row("KOI8-R", "KOI8-R", .single, [20866, 878], "koi8 cskoi8r koi"),
    Row("KOI8-U", "KOI8-U", .single, [21866], "koi8ru cskoi8u"),
    Row("KOI8-T", "KOI8-T", .single, []),
    Row(
      "macintosh", "MACINTOSH", .single, [10000], "mac macroman xmacroman macosroman csmacintosh"),
    Row("x-mac-cyrillic", "MAC-CYRILLIC", .single, [10007, 10017], "maccyrillic xmacukrainian"),
    Row("x-mac-ce", "MAC-CENTRALEUROPE", .single, [10029], "macce maccentraleurope maclatin2"),
    Row("ARMSCII-8", "ARMSCII-8", .single, []),
    Row("PT154", "PT154", .single, [154], "ptcp154 cp154 cyrillicasian"),
  ]

  private static let asian = [
    Row(
      "Shift_JIS", "CP932", .multiple, [932, 943],
      "sjis xsjis shiftjis mskanji windows31j csshiftjis sjiswin sjisopen jis cswindows31j"),
    Row(
      "EUC-JP", "EUC-JP-MS", .multiple, [20932, 51932], "ujis eucjpms xeucjp cseucpkdfmtjapanese"),
    Row("ISO-2022-JP", "ISO-2022-JP", .multiple, [50220, 50221, 50222], "csiso2022jp"),
    Row(
      "GBK", "GBK", .multiple, [936, 20936, 51936],
      "gb2312 gb231280 euccn xgbk csgb2312 chinese csiso58gb231280 gb cngb"),
    Row("GB18030", "GB18030", .multiple, [54936], "gb180302000 gb180302005"),
    Row("Big5", "BIG5", .multiple, [950], "bigfive cnbig5 xxbig5 csbig5 big5eten"),
    Row("Big5-HKSCS", "BIG5-HKSCS", .multiple, [951], "hkscs"),
    Row("EUC-TW", "EUC-TW", .multiple, [51950]),
    Row(
      "EUC-KR", "UHC", .multiple, [949, 51949],
      "uhc ksc5601 ksc56011987 ksc56011989 ksx1001 korean cseuckr ms949 euckr"),
    Row("Johab", "JOHAB", .multiple, [1361]),
  ]
}
