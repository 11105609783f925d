import ArgumentParser
import Foundation
import Geography
import Travel

/// Builds a world, asks for many distances, and prints how long each took.
struct Distances: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Distances around barriers: building, all pairs, single pairs, what-ifs.")

  @Option(help: "Barriers of the generated city; every fifth is an area.") var barrierCount = 40
  @Option(help: "Crossings of the generated city.") var crossingCount = 60
  @Option(help: "Vertices of the generated city.") var vertices = 2000
  @Option(help: "Side of the generated city, in metres.") var side = 20_000.0
  @Option(help: "Demand points.") var points = 100_000
  @Option(help: "Facilities.") var facilities = 100
  @Option(
    parsing: .upToNextOption,
    help: "Vertices of further generated cities that are only built, as dense as the first.")
  var sizes = [20_000, 100_000]
  @Option(help: "Runs of which the median is printed.") var runs = 5
  @Option(help: "How many cores to use at most.") var cores: Int?
  @Flag(help: "Print only the checksum.") var checksumOnly = false
  @Option var seed: UInt64 = 1
  @Flag(help: "Areas only, as peers without line barriers need them.") var areasOnly = false
  @Option(help: "Barriers of a city of your own, GeoJSON in metres.") var barriers: String?
  @Option(help: "Crossings of a city of your own, GeoJSON in metres.") var crossings: String?
  @Option(help: "Demand points, CSV with id, x, y.") var from: String?
  @Option(help: "Facilities, CSV with id, x, y.") var to: String?
  @Option(help: "Only planar coordinates can be measured.") var crs = "planar"
  @Option(help: "A folder to write the city and some distances to, for peers.") var write: String?

  func validate() throws {
    guard crs == "planar" else { throw ValidationError("only --crs planar can be measured") }
    let given = [barriers, from, to].compactMap(\.self).count
    guard given == 0 || given == 3 else {
      throw ValidationError("a city of your own needs --barriers, --from and --to")
    }
    if let cores, cores < 1 { throw ValidationError("--cores must be 1 or more") }
  }

  private func city() throws -> City {
    if let barriers, let from, let to {
      return try City(barriers: barriers, crossings: crossings, from: from, to: to)
    }
    var generated = generatedCity(vertices: vertices)
    return City(
      barriers: generated.barriers, crossings: generated.crossings,
      homes: generated.points(points), sites: generated.points(facilities))
  }

  /// A city of so many vertices, with barriers, crossings and area in proportion.
  private func generatedCity(vertices: Int) -> GeneratedCity {
    let share = Double(vertices) / Double(self.vertices)
    return GeneratedCity(
      barrierCount: Int((Double(barrierCount) * share).rounded()),
      crossingCount: areasOnly ? 0 : Int((Double(crossingCount) * share).rounded()),
      vertices: vertices, side: side * share.squareRoot(), seed: seed, areasOnly: areasOnly)
  }

  func run() throws {
    if let cores { try Cores.restart(withAtMost: cores) }
    let city = try city()
    if checksumOnly {
      print(try checksum(of: city))
      return
    }
    if let write { try city.write(to: write) }
    let memory = try memory(of: city)

    print(String(repeating: " ", count: 46) + "median      processor")
    let build = try Stopwatch.median(of: runs) {
      try BarrierDistance(barriers: city.barriers, crossings: city.crossings)
    }
    report("build, \(city.vertexCount) vertices", build)
    if barriers == nil, write == nil { try buildLargerCities() }
    let provider = build.result
    let prepared = Stopwatch.median(of: runs) { provider.prepare(city.homes) }
    report("prepare \(city.homes.count) points", prepared)
    let question = Question(
      provider: provider, homes: prepared.result, sites: provider.prepare(city.sites))
    measureTables(question, preparing: prepared)
    if let gate = city.crossings.first?.id { measureWhatIfs(question, gate: gate) }
    measurePairs(provider, city)

    print("memory over input and output: \(memory) MB")
    print("peak memory of this run: \(Int(Stopwatch.peakMegabytes)) MB")
    let sum = try checksum(of: city)
    print("checksum: \(sum)")
    if cores == nil, write == nil {
      let alone = try Cores.outputOfThisProgram(
        arguments: CommandLine.arguments.dropFirst() + ["--cores", "1", "--checksum-only"])
      print("on one core the same bytes: \(alone == sum ? "yes" : "NO, \(alone)")")
      if alone != sum { throw ExitCode.failure }
    }
  }

  /// All distances of one kind of question.
  private struct Question {
    var provider: BarrierDistance
    var homes: PreparedPoints
    var sites: PreparedPoints

    var chosen: [Int] { Array(0..<sites.count) }

    func table(_ provider: BarrierDistance) -> DistanceTable {
      provider.distances(from: homes, to: sites, chosen: chosen)
    }
  }

  /// Megabytes that building, preparing and all distances need at their peak, less the input and
  /// the table that they give back.
  private func memory(of city: City) throws -> Int {
    Stopwatch.forgetPeak()
    let before = Stopwatch.peakMegabytes
    let provider = try BarrierDistance(barriers: city.barriers, crossings: city.crossings)
    let question = Question(
      provider: provider, homes: provider.prepare(city.homes), sites: provider.prepare(city.sites))
    let table = question.table(provider)
    let output = Double(8 * table.values.count) / 1024 / 1024
    return Int((Stopwatch.peakMegabytes - before - output).rounded())
  }

  /// The number and the sum of the finite distances, and a hash of all their bytes and of the
  /// nearest sites.
  private func checksum(of city: City) throws -> String {
    let provider = try BarrierDistance(barriers: city.barriers, crossings: city.crossings)
    let question = Question(
      provider: provider, homes: provider.prepare(city.homes), sites: provider.prepare(city.sites))
    let table = question.table(provider)
    let nearest = provider.nearest(
      from: question.homes, among: question.sites, chosen: question.chosen)
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    func add(_ word: UInt64) { hash = (hash ^ word) &* 0x0000_0100_0000_01B3 }
    for value in table.values { add(value.bitPattern) }
    for (site, length) in zip(nearest.sites, nearest.distances) {
      add(UInt64(bitPattern: Int64(site ?? -1)))
      add(length.bitPattern)
    }
    let finite = table.values.filter(\.isFinite)
    return "\(finite.count) reachable pairs, \(String(format: "%.3f", finite.reduce(0, +))) m, "
      + "hash \(String(hash, radix: 16))"
  }

  private func buildLargerCities() throws {
    for size in sizes where size != vertices {
      let larger = generatedCity(vertices: size)
      let build = try Stopwatch.median(of: runs) {
        try BarrierDistance(barriers: larger.barriers, crossings: larger.crossings)
      }
      report("build, \(size) vertices", build)
    }
  }

  private func measureTables(_ question: Question, preparing: Stopwatch.Measured<PreparedPoints>) {
    let provider = question.provider
    let table = Stopwatch.median(of: runs) { question.table(provider) }
    report("\(question.homes.count) × \(question.sites.count) distances, points prepared", table)
    report("the two together", preparing, table)
    let nearest = Stopwatch.median(of: runs) {
      provider.nearest(from: question.homes, among: question.sites, chosen: question.chosen)
    }
    report("nearest of \(question.sites.count), points prepared", nearest)
    report("the two together", preparing, nearest)
  }

  /// Opens a crossing in a table, and measures the table anew without it.
  private func measureWhatIfs(_ question: Question, gate: String) {
    let (homes, sites, chosen) = (question.homes, question.sites, question.chosen)
    let closing = Stopwatch.median(of: runs) {
      question.table(question.provider.withCrossings(open: [], close: [gate]))
    }
    let shut = question.provider.withCrossings(open: [], close: [gate])
    var table = closing.result
    // Opening it once more in a table where it is open costs the same; the first time also copies.
    _ = shut.opening(gate, updating: &table, from: homes, to: sites, chosen: chosen)
    let opening = Stopwatch.median(of: runs) {
      shut.opening(gate, updating: &table, from: homes, to: sites, chosen: chosen)
    }
    report("what-if: open a crossing", opening)
    report("what-if: close a crossing", closing)
  }

  private func measurePairs(_ provider: BarrierDistance, _ city: City) {
    let pairs = city.homes.prefix(2000).enumerated().map { number, home in
      (home, city.sites[number % city.sites.count])
    }
    let joined = pairs.filter { provider.distance(from: $0, to: $1) < .infinity }
    let count = max(1, joined.count)
    let pair = Stopwatch.median(of: runs) {
      joined.map { provider.distance(from: $0, to: $1) }
    }
    report("one pair with a way", pair, per: count)
    let apart = pairs.filter { provider.distance(from: $0, to: $1) == .infinity }
    let none = Stopwatch.median(of: runs) { apart.map { provider.distance(from: $0, to: $1) } }
    report("one pair without", none, per: max(1, apart.count))
    let route = Stopwatch.median(of: runs) {
      joined.map { provider.route(from: $0, to: $1) }
    }
    report("one route with its line and crossings", route, per: count)
    // Eight bytes per pair of bends: out of proportion for a large world.
    guard city.vertexCount <= 5000 else { return }
    let kept = Stopwatch.median(of: 1) { provider.keepingAllPairs() }
    report("table of all pairs", kept)
    let quick = Stopwatch.median(of: runs) {
      joined.map { kept.result.distance(from: $0, to: $1) }
    }
    report("one pair, table of all pairs kept", quick, per: count)
  }

  private func report<Result>(
    _ name: String, _ measured: Stopwatch.Measured<Result>, per count: Int = 1
  ) {
    report(name, measured.seconds / Double(count), measured.processorSeconds / Double(count))
  }

  private func report<A, B>(
    _ name: String, _ first: Stopwatch.Measured<A>, _ second: Stopwatch.Measured<B>
  ) {
    report(
      name, first.seconds + second.seconds, first.processorSeconds + second.processorSeconds)
  }

  private func report(_ name: String, _ seconds: Double, _ processorSeconds: Double) {
    func padded(_ text: String, to width: Int) -> String {
      text + String(repeating: " ", count: max(1, width - text.count))
    }
    print(
      padded(name, to: 46) + padded(Stopwatch.text(seconds), to: 12)
        + Stopwatch.text(processorSeconds))
  }
}
