import ArgumentParser
import Foundation

/// Runs `footbridge places` on traces whose places and visits are known, and scores what it finds.
struct PlacesBench: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "places",
    abstract: "Places and visits in generated traces: right, fast and in how much memory.",
    discussion: """
      Runs the release build of the program from reading to writing, on traces by `footbridge
      generate traces` and on others that are made here in ten other ways. --truth scores any
      folder with fixes.csv, places.csv and visits.csv.
      """)

  @Option(help: "The program.") var program = "../.build/release/footbridge"
  @Option(help: "Where traces are made and kept.") var folder = "places-files"
  @Option(help: "A folder of other traces with their truth; repeatable.") var truth: [String] = []
  @Option(help: "People of the large file.") var people = 20
  @Option(help: "Days of the large file.") var days = 30
  @Option(help: "How often speed is measured; the median counts.") var runs = 3
  @Option(help: "Another number gives other people.") var seed: UInt64 = 9
  @Option(help: "Only these of the other families; 'none' for none.") var families: [String] = []
  @Flag(help: "Only the other families and --truth.") var short = false

  func run() throws {
    guard FileManager.default.isExecutableFile(atPath: program) else {
      throw ValidationError(
        "there is no \(program); build it with swift build -c release --product footbridge, or give "
          + "--program")
    }
    print("| on | places F1 | visits precision, recall | homes | wall | processor | peak |")
    print("|---|---|---|---|---|---|---|")
    for folder in truth {
      try tell(URL(fileURLWithPath: folder).lastPathComponent, folder)
    }
    if !short { try generated() }
    for family in OtherTraces.Family.allCases
    where families.isEmpty || families.contains(family.rawValue) {
      let folder = "\(folder)/\(family.rawValue)-\(seed)"
      if !FileManager.default.fileExists(atPath: "\(folder)/visits.csv") {
        try OtherTraces(family: family, seed: seed).write(to: folder)
      }
      try tell("other: \(family.rawValue)", folder)
    }
  }

  // MARK: By the program's own generator

  private func generated() throws {
    let options = ["--people", "\(people)", "--days", "\(days)", "--worldwide"]
    let large = try make("large", options + ["--night-workers", "0.3"])
    let dense = try tell("\(people) people, \(days) days", large, runs: runs)
    try shuffled(large, dense)
    try gpx(large)
    let asleep = try make("asleep", options + ["--night-workers", "0.3", "--sleepers", "1"])
    try tell("the same, phones asleep at rest", asleep)
  }

  private func make(_ name: String, _ options: [String]) throws -> String {
    let path = "\(folder)/\(name)-\(people)-\(days)-\(seed)"
    guard !FileManager.default.fileExists(atPath: "\(path)/visits.csv") else { return path }
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    _ = try ProgramRun(
      program, ["generate", "traces", "--seed", "\(seed)", "--out", path] + options)
    return path
  }

  /// The same rows in another order: the same files, byte for byte.
  private func shuffled(_ folder: String, _ out: String) throws {
    let path = "\(folder)-shuffled"
    let file = "\(path)/fixes.csv"
    if !FileManager.default.fileExists(atPath: file) {
      var lines = try Data(contentsOf: URL(fileURLWithPath: "\(folder)/fixes.csv"))
        .split(separator: 0x0A)
      let header = lines.removeFirst()
      var chance = Chance(seed)
      for index in stride(from: lines.count - 1, to: 0, by: -1) {
        lines.swapAt(index, chance.index(index + 1))
      }
      var text = header + [0x0A]
      for line in lines { text += line + [0x0A] }
      try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
      try text.write(to: URL(fileURLWithPath: file))
    }
    let run = try find(file, "\(path)-out")
    let names = ["visits.csv", "stays.csv", "extents.geojson"]
    let same = names.allSatisfy { name in
      Self.contents("\(out)/\(name)") == Self.contents("\(path)-out/\(name)")
    }
    print(
      "| … rows shuffled | \(same ? "the same" : "NOT the same") | | | "
        + "\(Self.measures(run)) |")
  }

  /// Without what differs in any case: the command.
  private static func contents(_ path: String) -> [Substring] {
    let text = (try? String(contentsOfFile: path, encoding: .utf8)) ?? ""
    return text.split(separator: "\n").filter { !$0.contains("\"command\"") }
  }

  /// The track of one person as GPX, analysed.
  private func gpx(_ folder: String) throws {
    let path = "\(folder).gpx"
    if !FileManager.default.fileExists(atPath: path) {
      var text = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<gpx version=\"1.1\" creator=\"x\" "
      text += "xmlns=\"http://www.topografix.com/GPX/1/1\">\n<trk><trkseg>\n"
      let table = try String(contentsOfFile: "\(folder)/fixes.csv", encoding: .utf8)
      for row in table.split(separator: "\n").dropFirst() {
        let cells = row.split(separator: ",")
        guard cells.count > 4, cells[1] == "u00" else { break }
        text += "<trkpt lat=\"\(cells[3])\" lon=\"\(cells[4])\"><ele>432.1</ele>"
        text += "<time>\(cells[2])</time><hdop>1.2</hdop></trkpt>\n"
      }
      text += "</trkseg></trk></gpx>\n"
      try text.write(toFile: path, atomically: true, encoding: .utf8)
    }
    let facts = try FileManager.default.attributesOfItem(atPath: path)
    let megabytes = Double(facts[.size] as? Int ?? 0) / 1e6
    let all = try (0..<max(1, runs)).map { _ in try find(path, "\(path)-out") }
    let run = all.sorted { $0.seconds < $1.seconds }[all.count / 2]
    print(
      "| GPX, \(String(format: "%.0f", megabytes)) MB | "
        + "\(String(format: "%.0f MB/s", megabytes / run.seconds)) | | | \(Self.measures(run)) |")
  }

  // MARK: Running and scoring

  private func find(_ file: String, _ out: String) throws -> ProgramRun {
    try ProgramRun(
      program, ["places", file, "--out", out, "--fixes", "none", "--quiet"])
  }

  private static func measures(_ run: ProgramRun) -> String {
    String(
      format: "%.2f s | %.2f s | %.0f MB", run.seconds, run.processorSeconds, run.peakMegabytes)
  }

  /// Runs, scores and prints a row.
  ///
  /// - Returns: Where the results are.
  @discardableResult
  private func tell(_ title: String, _ folder: String, runs: Int = 1) throws -> String {
    let files = ["fixes.csv", "fixes.csv.gz"].map { "\(folder)/\($0)" }
    let file = files.first { FileManager.default.fileExists(atPath: $0) } ?? files[0]
    let name = URL(fileURLWithPath: folder).lastPathComponent
    let out = "\(self.folder)/\(name)-out"
    try FileManager.default.createDirectory(
      atPath: self.folder, withIntermediateDirectories: true)
    let all = try (0..<max(1, runs)).map { _ in try find(file, out) }
    let run = all.sorted { $0.seconds < $1.seconds }[all.count / 2]
    let truth = try TraceTruth(folder: folder)
    let found = try FoundPlaces(folder: out, truth: truth)
    let (places, visits) = (found.score.places, found.score.visits)
    print(
      "| \(title) | \(String(format: "%.3f", places.f1)) | "
        + String(format: "%.3f, %.3f", visits.precision, visits.recall)
        + " (\(visits.invented.count) of \(visits.found) false) | "
        + "\(found.homes) of \(truth.homes.count) | \(Self.measures(run)) |")
    return out
  }
}
