import Exchange
import Foundation
import Geography

/// Asks a Nominatim server of the user's for addresses, as politely as its rules ask for.
///
/// One request a second at most, one after the other, with a name that says who asks; what was
/// answered once is not asked again. See <https://operations.osmfoundation.org/policies/nominatim/>.
public struct NominatimClient {
  /// Seconds from the start of one request to the start of the next.
  static let interval = 1.0
  /// How often a server that is busy is asked again.
  private static let patience = 3

  private let server: String
  private let transport: Transport
  private var cache: AnswerCache
  private var lastRequest: ContinuousClock.Instant?

  /// How a request is sent and how time passes; tests have their own.
  struct Transport {
    /// Sends a request: the URL and who asks; gives the status of HTTP and the body.
    var send: (_ url: String, _ agent: String) throws -> (status: Int, body: [UInt8])
    var now: () -> ContinuousClock.Instant
    var wait: (_ seconds: Double) -> Void

    static var curl: Transport {
      Transport(
        send: { try CurlProcess.get($0, agent: $1) }, now: { ContinuousClock().now },
        wait: { Thread.sleep(forTimeInterval: $0) })
    }
  }

  private let agent: String

  /// - Parameters:
  ///   - server: Where it answers, such as `http://localhost:8080`.
  ///   - version: Our version, told to the server.
  /// - Throws: ``GeocodingError/serverFailed(url:reason:)`` where that is no address of a server.
  public init(server: String, version: String) throws {
    try self.init(
      server: server, version: version, transport: .curl, cache: AnswerCache(server: server))
  }

  init(server: String, version: String, transport: Transport, cache: AnswerCache) throws {
    var server = server
    while server.hasSuffix("/") { server.removeLast() }
    guard server.hasPrefix("http://") || server.hasPrefix("https://"),
      !server.contains(where: { $0.isWhitespace || $0 == "\"" || $0 == "\\" })
    else {
      throw GeocodingError.serverFailed(url: server, reason: "it is no http or https address")
    }
    self.server = server.hasSuffix("/search") ? String(server.dropLast(7)) : server
    self.transport = transport
    self.cache = cache
    agent = "Footbridge/\(version) (facility planning; one request a second)"
  }

  /// Asks for one address.
  ///
  /// - Returns: The house, the street where the server has no such house, or `none`.
  /// - Throws: ``GeocodingError/serverFailed(url:reason:)``.
  public mutating func find(_ query: AddressQuery) throws -> GeocodedAddress {
    let text = [
      query.text + (query.number.map { " \($0)" } ?? ""),
      [query.postcode, query.city].compactMap(\.self).filter { !$0.isEmpty }.joined(separator: " "),
    ].filter { !$0.isEmpty }.joined(separator: ", ")
    guard text.contains(where: { $0.isLetter }) else {
      return GeocodedAddress(.none, reason: .emptyAddress)
    }
    let url = "\(server)/search?format=jsonv2&addressdetails=1&limit=3&q=\(Self.escaped(text))"
    if let known = cache[url] { return try read(known, query) }
    let answer = try ask(url)
    let found = try read(answer, query)
    // What is no answer of Nominatim's is not kept, and asked for again the next time.
    try? cache.keep(answer, for: url)
    return found
  }

  private mutating func ask(_ url: String) throws -> [UInt8] {
    var failure = ""
    for attempt in 0..<Self.patience {
      if let lastRequest {
        let passed = (transport.now() - lastRequest).seconds
        let pause = Self.interval * Double(attempt == 0 ? 1 : 5 * attempt)
        if passed < pause { transport.wait(pause - passed) }
      }
      lastRequest = transport.now()
      let (status, body) = try transport.send(url, agent)
      if status == 200 { return body }
      failure = "it answers with status \(status)"
      guard status == 429 || status >= 500 else { break }
    }
    throw GeocodingError.serverFailed(url: server, reason: failure)
  }

  // MARK: Answers

  private func read(_ answer: [UInt8], _ query: AddressQuery) throws -> GeocodedAddress {
    guard case .array(let places)? = try? JSON.decode(answer) else {
      throw GeocodingError.serverFailed(url: server, reason: "it does not answer as Nominatim does")
    }
    let found = places.compactMap { Answer($0.objectValue) }
    guard let first = found.first else {
      return GeocodedAddress(.none, reason: .notFoundByServer)
    }
    let asked = houseNumbers(query)
    let house = found.first { place in
      guard let number = place.number.flatMap({ HouseNumbers($0) }), let asked else { return false }
      return number.numbers.contains { asked.numbers.contains($0) }
    }
    if let house {
      return GeocodedAddress(
        .corrected, score: 0.9, place: house.place, address: house.name,
        changed: ["found by the server"])
    }
    guard found.contains(where: { $0.isStreet || $0.number != nil }) else {
      return GeocodedAddress(
        .none, candidates: found.map(\.name), reason: .notFoundByServer)
    }
    let street = found.first(where: \.isStreet) ?? first
    return GeocodedAddress(
      .street, score: 0.5, place: street.place, address: street.name,
      changed: ["found by the server", "middle of the street"], candidates: found.map(\.name),
      reason: asked == nil ? .noNumberGiven : .noSuchNumber)
  }

  private func houseNumbers(_ query: AddressQuery) -> HouseNumbers? {
    if let number = query.number, let numbers = HouseNumbers(number) { return numbers }
    return HouseNumbers(AddressParser.parse(query.text).number)
  }

  /// One place of an answer.
  private struct Answer {
    var place: GeoCoordinate
    var name: String
    var number: String?
    var isStreet: Bool

    init?(_ object: JSONObject?) {
      guard let object, let longitude = Self.number(object["lon"]),
        let latitude = Self.number(object["lat"]), longitude.magnitude <= 180,
        latitude.magnitude <= 90
      else { return nil }
      place = GeoCoordinate(longitude: longitude, latitude: latitude)
      name = object["display_name"]?.stringValue ?? ""
      number = object["address"]?.objectValue?["house_number"]?.stringValue
      isStreet =
        object["category"]?.stringValue == "highway"
        || object["addresstype"]?.stringValue == "road"
    }

    private static func number(_ value: JSONValue?) -> Double? {
      value?.doubleValue ?? value?.stringValue.flatMap { Double($0) }
    }
  }

  /// Escapes a text for a query (RFC 3986).
  static func escaped(_ text: String) -> String {
    var escaped = ""
    for byte in text.utf8 {
      switch byte {
      case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x5F, 0x7E:
        escaped.unicodeScalars.append(Unicode.Scalar(byte))
      default:
        let digits = String(byte, radix: 16, uppercase: true)
        escaped += digits.utf8.count == 1 ? "%0\(digits)" : "%\(digits)"
      }
    }
    return escaped
  }
}

extension Duration {
  fileprivate var seconds: Double {
    Double(components.seconds) + Double(components.attoseconds) * 1e-18
  }
}
