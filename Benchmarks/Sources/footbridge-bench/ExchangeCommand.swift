import ArgumentParser
import Exchange
import Foundation
import Planner

/// Reading, converting and writing of large files.
struct ExchangeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "exchange",
    abstract: "Reads, converts and writes a million points and 50,000 polygons.",
    discussion: """
      The files are made in --folder where they are not there yet; peers/exchange.py measures other
      programs on the same ones.
      """)

  @Option(help: "Where the files lie.")
  var folder = "exchange-files"

  @Option(help: "How many points.")
  var points = 1_000_000

  @Option(help: "How many polygons, of 200 corners each.")
  var polygons = 50_000

  @Option(help: "How often each measurement is made; the median counts.")
  var runs = 3

  @Option(help: "Only the measurements with this in their names, such as \"csv: all\".")
  var only = ""

  @Flag(help: "Only make the files.")
  var generate = false

  func run() throws {
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    try makeFile("points.geojson", count: points, feature: Self.point)
    try makeFile("polygons.geojson", count: polygons, feature: Self.polygon)
    if generate { return }
    print("| work | MB | MB/s, wall | MB/s, processor | peak MB |")
    print("|---|---|---|---|---|")
    for name in ["points", "polygons"] {
      let path = "\(folder)/\(name).geojson"
      try read(path)
      try convert(path, "\(folder)/\(name).geojsonl")
      try convert(path, "\(folder)/\(name)-again.geojson")
    }
    try convert("\(folder)/points.geojson", "\(folder)/points.csv")
    try read("\(folder)/points.csv")
    try convert("\(folder)/points.csv", "\(folder)/points-from-csv.geojson")
    try convert("\(folder)/points.geojson", "\(folder)/points.gpkg")
    try convert("\(folder)/polygons.geojson", "\(folder)/polygons.gpkg")
  }

  private func read(_ path: String) throws {
    let name = path.split(separator: "/").last.map(String.init) ?? path
    try tell("\(name): all columns", path) { _ = try FeatureColumns.read(path: path).count }
    try tell("\(name): ids, coordinates and one property", path) {
      _ = try FeatureColumns.read(path: path, properties: .named(["weight"])).count
    }
  }

  private func convert(_ input: String, _ output: String) throws {
    let name = { (path: String) in path.split(separator: "/").last.map(String.init) ?? path }
    let isMade = try tell("\(name(input)) to \(name(output))", input) {
      var settings = ConversionSettings(input: input, output: output)
      settings.force = true
      try Conversion(settings).run { _ in }
    }
    guard isMade else { return }
    let written = Double(try Self.size(output)) / 1e6
    print("| … which writes | \(String(format: "%.0f", written)) | | | |")
  }

  @discardableResult
  private func tell(_ what: String, _ path: String, _ work: () throws -> Void) throws -> Bool {
    guard only.isEmpty || what.contains(only) else { return false }
    let megabytes = Double(try Self.size(path)) / 1e6
    Stopwatch.forgetPeak()
    let measured = try Stopwatch.median(of: runs, work)
    let values = [
      megabytes, megabytes / measured.seconds, megabytes / measured.processorSeconds,
      Stopwatch.peakMegabytes,
    ]
    print("| \(what) | \(values.map { String(format: "%.0f", $0) }.joined(separator: " | ")) |")
    return true
  }

  private static func size(_ path: String) throws -> Int {
    let facts = try FileManager.default.attributesOfItem(atPath: path)
    return (facts[.size] as? Int) ?? 0
  }

  // MARK: Files

  private func makeFile(
    _ name: String, count: Int, feature: (Int, inout GeneratorOfFiles) -> String
  ) throws {
    let path = "\(folder)/\(name)"
    guard !FileManager.default.fileExists(atPath: path) else { return }
    guard FileManager.default.createFile(atPath: path, contents: nil),
      let file = FileHandle(forWritingAtPath: path)
    else { throw CocoaError(.fileWriteUnknown) }
    var random = GeneratorOfFiles(state: 42)
    var text = "{\"type\": \"FeatureCollection\",\n\"features\": ["
    for index in 0..<count {
      text += (index == 0 ? "\n" : ",\n") + feature(index, &random)
      if text.utf8.count > 1 << 20 {
        try file.write(contentsOf: Data(text.utf8))
        text = ""
      }
    }
    try file.write(contentsOf: Data((text + "\n]}\n").utf8))
    try file.close()
  }

  private static func point(_ index: Int, _ random: inout GeneratorOfFiles) -> String {
    let (lon, lat) = (random.decimal(19, 7), random.decimal(47, 7))
    return "{\"type\": \"Feature\", \"id\": \"h\(index)\", \"geometry\": {\"type\": \"Point\", "
      + "\"coordinates\": [\(lon), \(lat)]}, \"properties\": {\"name\": \"Home \(index)\", "
      + "\"weight\": \(random.below(9) + 1), \"street\": \"Kossuth Lajos utca \(random.below(200))\", "
      + "\"income\": \(random.decimal(random.below(90_000), 2)), "
      + "\"active\": \(random.below(2) == 0), \"district\": \"d\(random.below(23) + 1)\"}}"
  }

  private static func polygon(_ index: Int, _ random: inout GeneratorOfFiles) -> String {
    let (x, y) = (-170 + Double(random.below(340)), -80 + Double(random.below(160)))
    var ring = (0..<199).map { corner in
      let angle = Double(corner) / 199 * 2 * Double.pi
      return String(format: "[%.7f, %.7f]", x + cos(angle) * 0.1, y + sin(angle) * 0.1)
    }
    ring.append(ring[0])
    return "{\"type\": \"Feature\", \"id\": \(index), \"geometry\": {\"type\": \"Polygon\", "
      + "\"coordinates\": [[\(ring.joined(separator: ", "))]]}, \"properties\": {\"name\": "
      + "\"Area \(index)\", \"weight\": \(random.below(1000))}}"
  }
}

/// Numbers for files that are the same everywhere (SplitMix64).
private struct GeneratorOfFiles {
  var state: UInt64

  mutating func below(_ limit: Int) -> Int {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return Int((z ^ (z >> 31)) >> 1) % limit
  }

  /// A number with so many digits behind its point.
  mutating func decimal(_ whole: Int, _ digits: Int) -> String {
    let text = String(below(10_000_000)).suffix(digits)
    return "\(whole)." + String(repeating: "0", count: digits - text.count) + text
  }
}
