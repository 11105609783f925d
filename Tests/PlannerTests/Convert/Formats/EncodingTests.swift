import Exchange
import Foundation
import Planner
import Testing

/// Files in encodings other than UTF-8, of every format that is text.
@Suite struct EncodingTests {
  private let files: ConvertedFile

  init() throws { files = try ConvertedFile() }

  /// `Győr fűtő` in windows-1250.
  private static let name: [UInt8] = [0x47, 0x79, 0xF5, 0x72, 0x20, 0x66, 0xFB, 0x74, 0xF5]

  private static func feature(_ name: String, _ text: String) -> String {
    "{\"type\": \"Feature\", \"geometry\": {\"type\": \"Point\", \"coordinates\": [19, 47.5]}, \"properties\": "
      + "{\"\(name)\": \"\(text)\"}}\n"
  }

  /// A shapefile of one point with one text.
  private func writeShapefile(
    _ text: [UInt8], driver: UInt8 = 0, cpg: String? = nil, width: Int = 40, field: String = "NAME"
  ) throws {
    func big(_ value: Int) -> [UInt8] { [24, 16, 8, 0].map { UInt8(value >> $0 & 255) } }
    func little(_ value: Int) -> [UInt8] { big(value).reversed() }
    func double(_ value: Double) -> [UInt8] {
      (0..<8).map { UInt8(value.bitPattern >> UInt64($0 * 8) & 255) }
    }
    var shp = big(9994) + [UInt8](repeating: 0, count: 20) + big(64) + little(1000) + little(1)
    for value in [19, 47.5, 19, 47.5, 0, 0, 0, 0] { shp += double(value) }
    shp += big(1) + big(10) + little(1) + double(19) + double(47.5)
    try files.write(shp, "a.shp")
    var dbf: [UInt8] = [3, 126, 11, 30] + little(1) + [65, 0, UInt8(width + 1), 0]
    dbf += [UInt8](repeating: 0, count: 17) + [driver, 0, 0]
    dbf +=
      Array(field.utf8) + [UInt8](repeating: 0, count: 11 - field.utf8.count) + [0x43, 0, 0, 0, 0]
    dbf += [UInt8(width)] + [UInt8](repeating: 0, count: 15) + [0x0D, 0x20]
    dbf += (text + [UInt8](repeating: 0x20, count: 40)).prefix(width)
    try files.write(dbf, "a.dbf")
    if let cpg { try files.write(cpg, "a.cpg") }
  }

  @Test(
    "Texts of shapefiles are read as the .cpg, the .dbf or the user says",
    arguments: [
      ("932", 0, nil, [0x93, 0x8C, 0x8B, 0x9E], "東京"), ("SJIS", 0x57, nil, [0x83, 0x5C], "ソ"),
      ("Big5", 0, nil, [0xA5, 0x5C], "功"), ("OEM 866", 0, nil, [0x8F, 0xA5], "Пе"),
      ("\u{FEFF}ANSI 1251\r\n", 0, nil, [0xD1, 0xEE], "Со"), ("UTF-8", 0, nil, [0xC5, 0x91], "ő"),
      (nil, 0xC8, nil, [0xF5], "ő"), (nil, 0x7A, nil, [0xB1, 0xB1], "北"),
      (nil, 0, nil, [0xC5, 0x91], "ő"),
      ("1252", 0, "windows-1250", [0xF5], "ő"), (nil, 0x57, "949", [0xBC, 0xAD], "서"),
      ("klingon", 0, nil, [0x41], "A"), ("klingon", 0, "koi8-r", [0xED], "М"),
    ] as [(String?, UInt8, String?, [UInt8], String)])
  func shapefiles(
    _ cpg: String?, _ driver: UInt8, _ said: String?, _ bytes: [UInt8], _ text: String
  ) throws {
    try writeShapefile(bytes, driver: driver, cpg: cpg)
    try files.convert("a.shp", "a.geojsonl") { $0.encoding = said.flatMap { TextEncoding($0) } }
    #expect(try files.text("a.geojsonl") == Self.feature("NAME", text))
  }

  @Test("Texts of a shapefile whose encoding nobody knows are refused, not guessed at")
  func unknown() throws {
    try writeShapefile([0xF5])
    let remedy =
      "name its encoding with --encoding, such as windows-1252 (Western Europe), windows-1250 (Central Europe), "
      + "windows-1251 (Cyrillic), shift_jis, gbk, big5"
    #expect(
      files.complaint("a.shp", "a.geojsonl")
        == "a.shp: feature 1 (byte 100): property NAME: nothing says how the text is written, and 0xF5 in it is "
        + "not UTF-8; \(remedy)")
    try files.write("klingon", "a.cpg")
    #expect(
      files.complaint("a.shp", "a.geojsonl")
        == "a.shp: feature 1 (byte 100): property NAME: the text is not ASCII, and the .cpg says \"klingon\", "
        + "which is not known; \(remedy)")
    try files.write("UTF-8", "a.cpg")
    #expect(
      files.complaint("a.shp", "a.geojsonl")?.contains("0xF5 in the text is no character of UTF-8")
        == true)
  }

  @Test("Half a character at the end of a field is left out, and told")
  func cut() throws {
    for (bytes, cpg, text) in [
      ([0x41, 0xC5, 0x91, 0xC5], "UTF-8", "Aő"), ([0x93, 0x8C, 0x8B], "932", "東"),
    ] as [([UInt8], String, String)] {
      try writeShapefile(bytes, cpg: cpg, width: bytes.count)
      let told = try files.convert("a.shp", "a.geojsonl")
      #expect(try files.text("a.geojsonl") == Self.feature("NAME", text))
      #expect(told.contains { $0.hasSuffix("half a character at the end of a field was left out") })
    }
  }

  @Test("CSV is read in any encoding, its header included, and packed as well")
  func tables() throws {
    try files.write(
      Array("lon,lat,n".utf8) + [0xE9, 0x76, 0x0A] + Array("19,47.5,".utf8) + Self.name, "a.csv")
    try files.convert("a.csv", "a.geojsonl") { $0.encoding = TextEncoding("cp1250") }
    #expect(try files.text("a.geojsonl") == Self.feature("név", "Győr fűtő"))
    // In Shift-JIS a backslash, in Big5 a pipe may be half of a character.
    try files.write(Array("lon,lat,n\n19,47.5,".utf8) + [0x83, 0x5C, 0x83, 0x7C], "b.csv")
    try files.convert("b.csv", "b.geojsonl") { $0.encoding = TextEncoding("sjis") }
    #expect(try files.text("b.geojsonl") == Self.feature("n", "ソポ"))
  }

  @Test("UTF-16 as spreadsheets write it is read, with tabs or commas, with a mark or without")
  func wide() throws {
    for separator in [",", "\t"] {
      for mark in ["\u{FEFF}", ""] {
        let text =
          "\(mark)lon\(separator)lat\(separator)név\r\n19\(separator)47.5\(separator)Győr\r\n"
        for isLittleEndian in [true, false] {
          try files.write(
            text.utf16.flatMap { unit -> [UInt8] in
              let bytes = [UInt8(unit & 255), UInt8(unit >> 8)]
              return isLittleEndian ? bytes : bytes.reversed()
            }, "a.csv")
          try files.convert("a.csv", "a.geojsonl")
          #expect(try files.text("a.geojsonl") == Self.feature("név", "Győr"))
        }
      }
    }
  }

  @Test("Strict JSON is UTF-8 alone; otherwise UTF-16 is read")
  func json() throws {
    let text = Self.feature("név", "Győr")
    try files.write(text.utf16.flatMap { [UInt8($0 & 255), UInt8($0 >> 8)] }, "a.geojson")
    try files.convert("a.geojson", "a.geojsonl")
    #expect(try files.text("a.geojsonl") == text)
    #expect(
      files.complaint("a.geojson", "b.geojsonl") { $0.isStrict = true }
        == "a.geojson: the text is UTF-16, not UTF-8; save it as UTF-8")
  }

  @Test(
    "Markup is read in the encoding that it declares, or that the user says",
    arguments: [
      ("windows-1250", nil, "ő"), ("iso-8859-2", nil, "ő"), ("windows-1252", nil, "õ"),
      ("windows-1252", "windows-1250", "ő"), ("UTF-8", "cp1250", "ő"), ("KOI8-R", nil, "У"),
    ] as [(String, String?, String)])
  func markup(_ declared: String, _ said: String?, _ text: String) throws {
    let encoding = said.flatMap { TextEncoding($0) }
    let head = Array("<?xml version=\"1.0\" encoding=\"\(declared)\"?>".utf8)
    let wpt = "<gpx xmlns=\"http://www.topografix.com/GPX/1/1\"><wpt lat=\"47.5\" lon=\"19\"><name>"
    try files.write(head + Array(wpt.utf8) + [0xF5] + Array("</name></wpt></gpx>".utf8), "a.gpx")
    try files.convert("a.gpx", "a.geojsonl") { $0.encoding = encoding }
    #expect(try files.text("a.geojsonl").contains("\"name\": \"\(text)\""))
    let kml = "<kml><Placemark><name>"
    try files.write(
      head + Array(kml.utf8) + [0xF5]
        + Array("</name><Point><coordinates>19,47.5</coordinates></Point></Placemark></kml>".utf8),
      "a.kml")
    try files.convert("a.kml", "b.geojsonl") { $0.encoding = encoding }
    #expect(try files.text("b.geojsonl") == Self.feature("name", text))
  }

  @Test("Points, barriers and matrices of a plan are read in the encodings that are said")
  func plan() throws {
    try files.write(
      Array("id,lon,lat\n".utf8) + Self.name + Array(",19,47.5\nb,19.01,47.5\n".utf8), "a.csv")
    var scenario = Scenario()
    scenario.demand = .init(file: files.path("a.csv"))
    scenario.facilities = 1
    #expect(throws: DataFaults.self) { try Planning(PlanSettings(scenario)).plan() }
    scenario.encodings.common = TextEncoding("windows-1250")
    let plan = try Planning(PlanSettings(scenario)).plan()
    #expect(plan.summary().contains("\"encoding\": \"windows-1250\""))
    try files.write(
      "demand: a.csv\nfacilities: 1\nencoding: [a.csv=windows-1250, latin-1]\n", "s.yaml")
    let read = try ScenarioFile.read(path: files.path("s.yaml"))
    #expect(read.encodings.byFile == [files.path("a.csv"): TextEncoding("windows-1250") ?? .utf8])
    #expect(read.encodings.common == .latin1)
    try files.write("demand: a.csv\nencoding: klingon\n", "s.yaml")
    let told = #expect(throws: DataFaults.self) {
      try ScenarioFile.read(path: files.path("s.yaml"))
    }
    #expect(
      told?.description.contains("s.yaml:2: key encoding: \"klingon\" is no encoding that is known")
        == true)
  }
}
