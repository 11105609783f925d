import ArgumentParser
import Clustering
import Foundation
import Geocoding

/// Looks damaged addresses up and prints how many were answered rightly.
struct GeocodeBench: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "geocode",
    abstract: "Addresses that people wrote, among addresses that are known: right and fast.")

  @Option(help: "A reference as CSV: street, housenumber, lon, lat, and city and postcode if any.")
  var reference: String?
  @Option(help: "Or so many addresses of a made-up country.") var rows = 100_000
  @Option(help: "\(GeneratedAddresses.Country.allCases.map(\.rawValue).joined(separator: ", ")).")
  var country = "portugal"
  @Option(help: "Damaged addresses.") var queries = 20_000
  @Option(help: "Streets in a hundred that the reference is kept from knowing.") var absent = 15
  @Option var seed: UInt64 = 1
  @Option(help: "Cores; as many as there are, if not given.") var cores: Int?
  @Option(help: "A folder for reference.csv and damaged.csv, which has the truth, for peers.")
  var write: String?
  @Option(help: "A folder for the index; a new one each time, if not given.") var index: String?
  @Option(help: "Print so many wrong answers.") var wrong = 0
  @Flag(help: "Print one line of JSON.") var json = false

  struct Case {
    var text: String
    var damage: AddressDamage
    var truth: KnownAddress?
  }

  func run() throws {
    var generator = SeededGenerator(seed: seed)
    let all = try addresses()
    let (known, held) = split(all, &generator)
    let cases = damage(known, held, &generator)
    let folder = URL(
      fileURLWithPath: index ?? write ?? NSTemporaryDirectory() + "footbridge-bench-\(getpid())")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let file = folder.appending(path: "reference.csv")
    try Self.table(known).write(to: file, atomically: true, encoding: .utf8)
    if write != nil { try write(cases, to: folder) }

    let indexPath = folder.appending(path: "index.sqlite").path
    try? FileManager.default.removeItem(atPath: indexPath)
    Stopwatch.forgetPeak()
    let built = try Stopwatch.median(of: 1) {
      try Geocoder(references: [file.path], index: indexPath)
    }
    let buildPeak = Stopwatch.peakMegabytes
    let opened = try Stopwatch.median(of: 1) {
      try Geocoder(references: [file.path], index: indexPath)
    }
    let geocoder = opened.result
    let queries = cases.map { AddressQuery($0.text) }
    let found = Stopwatch.median(of: 1) { geocoder.find(queries, cores: cores) }
    report(
      cases, found.result,
      [
        ("reference_rows", Double(known.count)), ("build_seconds", built.seconds),
        ("build_cpu_seconds", built.processorSeconds), ("build_peak_megabytes", buildPeak),
        ("open_seconds", opened.seconds), ("seconds", found.seconds),
        ("cpu_seconds", found.processorSeconds),
        ("addresses_per_second", Double(cases.count) / found.seconds),
        ("addresses_per_cpu_second", Double(cases.count) / found.processorSeconds),
      ])
    if index == nil, write == nil { try? FileManager.default.removeItem(at: folder) }
  }

  private func report(
    _ cases: [Case], _ found: [GeocodedAddress], _ figures: [(String, Double)]
  ) {
    var counts: [AddressDamage: (right: Int, invented: Int, all: Int)] = [:]
    var left = wrong
    for (item, answer) in zip(cases, found) {
      let (isRight, isInvented) = Self.judge(answer, item.truth)
      var count = counts[item.damage] ?? (0, 0, 0)
      count.all += 1
      if isRight { count.right += 1 }
      if isInvented { count.invented += 1 }
      counts[item.damage] = count
      if !isRight, left > 0 {
        left -= 1
        let truth = item.truth.map { "\($0.street) \($0.number), \($0.postcode) \($0.city)" }
        print(
          "[\(item.damage.rawValue)] \(item.text)\n   true: \(truth ?? "none")\n   "
            + "\(answer.match.rawValue) \(answer.address ?? "") \(answer.reason?.rawValue ?? "") "
            + "\(answer.changed) \(answer.candidates)")
      }
    }
    let all = counts.values.reduce((0, 0, 0)) {
      ($0.0 + $1.right, $0.1 + $1.invented, $0.2 + $1.all)
    }
    var rows = figures
    rows.insert(("right", Double(all.0) / Double(all.2)), at: 0)
    rows.insert(("invented", Double(all.1) / Double(all.2)), at: 1)
    if json {
      print("{" + rows.map { "\"\($0.0)\": \($0.1)" }.joined(separator: ", ") + "}")
      return
    }
    for (name, value) in rows {
      print(
        name.padding(toLength: 26, withPad: " ", startingAt: 0),
        String(format: value < 100 ? "%.4f" : "%.0f", value))
    }
    for damage in AddressDamage.allCases {
      guard let count = counts[damage] else { continue }
      print(
        "  " + damage.rawValue.padding(toLength: 24, withPad: " ", startingAt: 0),
        String(
          format: "%.3f right  %.3f invented", Double(count.right) / Double(count.all),
          Double(count.invented) / Double(count.all)), "of \(count.all)")
    }
  }

  /// Right is the true house within 30 m, or no house where there is none; invented is a house
  /// that is not the true one.
  static func judge(_ answer: GeocodedAddress, _ truth: KnownAddress?) -> (
    right: Bool, invented: Bool
  ) {
    let isHouse = answer.match == .exact || answer.match == .corrected
    guard let truth else { return (!isHouse, isHouse) }
    guard let place = answer.place, isHouse || answer.match == .interpolated else {
      return (false, false)
    }
    let x = (place.longitude - truth.longitude) * 111_320 * cos(truth.latitude * .pi / 180)
    let y = (place.latitude - truth.latitude) * 111_200
    let isNear = (x * x + y * y).squareRoot() <= 30
    return (isNear, !isNear && isHouse)
  }

  // MARK: Cases

  private func addresses() throws -> [KnownAddress] {
    guard let reference else {
      guard let country = GeneratedAddresses.Country(rawValue: country) else {
        throw ValidationError("there is no country \(country) here")
      }
      var generated = GeneratedAddresses(country, count: rows, seed: seed)
      return generated.make()
    }
    let lines = try String(contentsOfFile: reference, encoding: .utf8)
      .split(whereSeparator: \.isNewline)
    let names = lines[0].split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    func column(_ name: String) -> Int? { names.firstIndex(of: name) }
    return lines.dropFirst().compactMap { line in
      let cells = line.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
      // Quoted cells are left out: a few addresses less do not matter here.
      guard cells.count == names.count, !line.contains("\""),
        let longitude = column("lon").flatMap({ Double(cells[$0]) }),
        let latitude = column("lat").flatMap({ Double(cells[$0]) })
      else { return nil }
      return KnownAddress(
        street: column("street").map { cells[$0] } ?? "",
        number: column("housenumber").map { cells[$0] } ?? "",
        city: column("city").map { cells[$0] } ?? "",
        postcode: column("postcode").map { cells[$0] } ?? "", longitude: longitude,
        latitude: latitude)
    }
  }

  /// Takes whole streets out of what the reference knows.
  private func split(
    _ all: [KnownAddress], _ generator: inout SeededGenerator
  ) -> (known: [KnownAddress], held: [KnownAddress]) {
    var isHeld: [String: Bool] = [:]
    var known: [KnownAddress] = []
    var held: [KnownAddress] = []
    for address in all {
      // Spellings of one street stay together.
      let key = StreetKey.of(address.street)
      let hold = isHeld[key] ?? (generator.index(below: 100) < absent)
      isHeld[key] = hold
      if hold { held.append(address) } else { known.append(address) }
    }
    return (known, held)
  }

  private func damage(
    _ known: [KnownAddress], _ held: [KnownAddress], _ generator: inout SeededGenerator
  ) -> [Case] {
    var numbers: [String: Set<Int>] = [:]
    for address in known {
      let low = address.number.split { !$0.isNumber }.compactMap { Int($0) }
      numbers[address.street, default: []].formUnion(low)
      numbers[StreetKey.of(address.street), default: []].formUnion(low)
    }
    for address in known { numbers[address.street] = numbers[StreetKey.of(address.street)] }
    let cities = Array(Set(known.map(\.city)).subtracting([""])).sorted()
    let postcodes = Array(Set(known.map(\.postcode)).subtracting([""])).sorted()
    var damager = AddressDamager(
      generator: generator, cities: cities, postcodes: postcodes, numbers: numbers)
    // Addresses without a street or a number of their own are nobody's question.
    let asked = known.filter { !$0.street.isEmpty && $0.number.first?.isNumber == true }
    let heldAsked = held.filter { !$0.street.isEmpty && $0.number.first?.isNumber == true }
    let kinds = AddressDamage.allCases.filter { damage in
      switch damage {
      case .wrongCity, .noCity: !cities.isEmpty
      case .wrongPostcode: !postcodes.isEmpty
      case .absentStreet: !heldAsked.isEmpty
      default: true
      }
    }
    return (0..<queries).map { number in
      let damage = kinds[number % kinds.count]
      let from = damage == .absentStreet ? heldAsked : asked
      let address = from[generator.index(below: from.count)]
      return Case(
        text: damager.damaged(address, by: damage), damage: damage,
        truth: damage.isRefused ? nil : address)
    }
  }

  private static func table(_ addresses: [KnownAddress]) -> String {
    var text = "street,housenumber,city,postcode,lon,lat\n"
    for address in addresses {
      text += "\(address.street),\(address.number),\(address.city),\(address.postcode),"
      text += "\(address.longitude),\(address.latitude)\n"
    }
    return text
  }

  private func write(_ cases: [Case], to folder: URL) throws {
    var text = "id,address,damage,true_lon,true_lat\n"
    for (number, item) in cases.enumerated() {
      let truth = item.truth.map { "\($0.longitude),\($0.latitude)" } ?? ","
      text += "\(number),\"\(item.text)\",\(item.damage.rawValue),\(truth)\n"
    }
    try text.write(to: folder.appending(path: "damaged.csv"), atomically: true, encoding: .utf8)
  }
}

/// What spellings of one street have in common.
private enum StreetKey {
  static func of(_ street: String) -> String {
    let plain = street.lowercased().decomposedStringWithCanonicalMapping.unicodeScalars
      .filter { !(0x300..<0x370).contains($0.value) }
    return String(String.UnicodeScalarView(plain)).split { !$0.isLetter && !$0.isNumber }
      .filter { !["de", "da", "do", "dos", "das"].contains($0) }
      .map { $0 == "av" ? "avenida" : String($0) }.joined(separator: " ")
  }
}
