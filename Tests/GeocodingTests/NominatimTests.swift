import Foundation
import Geography
import TestSupport
import Testing

@testable import Geocoding

@Suite struct NominatimTests {
  /// A server that answers from memory, and a clock that is moved by waiting.
  final class Stub {
    var requests: [(url: String, agent: String, at: Double)] = []
    var answers: [(status: Int, body: String)] = []
    var seconds = 0.0
    let start = ContinuousClock().now

    var transport: NominatimClient.Transport {
      NominatimClient.Transport(
        send: { url, agent in
          self.requests.append((url, agent, self.seconds))
          let answer = self.answers.isEmpty ? (200, "[]") : self.answers.removeFirst()
          self.seconds += 0.1
          return (answer.0, Array(answer.1.utf8))
        },
        now: { self.start + .milliseconds(Int(clamping: self.seconds * 1000)) },
        wait: { self.seconds += $0 })
    }

    func client() throws -> NominatimClient {
      try NominatimClient(
        server: "http://localhost:1/", version: "9.9", transport: transport,
        cache: AnswerCache(path: nil))
    }
  }

  private static let needsCurl: ConditionTrait = .enabled(
    if: OtherProgram.isThere("curl"), "curl is not installed")

  static let house = """
    [{"lon":"-8.6005555","lat":"41.1494042","category":"building","display_name":"71, Rua de \
    Santos Pousada, Porto","address":{"house_number":"71","road":"Rua de Santos Pousada"}}]
    """
  static let road = """
    [{"lon":"-8.60","lat":"41.15","category":"highway","addresstype":"road",\
    "display_name":"Rua de Santos Pousada, Porto","address":{"road":"Rua de Santos Pousada"}}]
    """

  @Test("Requests come a second apart, say who asks, and are not made twice")
  func politeness() throws {
    let stub = Stub()
    var client = try stub.client()
    for text in ["Rua A 1", "Rua B 2", "Rua A 1", "Rua C 3"] {
      _ = try client.find(AddressQuery(text))
    }
    #expect(stub.requests.count == 3)
    for (first, second) in zip(stub.requests, stub.requests.dropFirst()) {
      #expect(second.at - first.at >= 0.999)
    }
    #expect(stub.requests.allSatisfy { $0.agent.hasPrefix("Footbridge/9.9") })
    #expect(
      stub.requests[0].url
        == "http://localhost:1/search?format=jsonv2&addressdetails=1&limit=3&q=Rua%20A%201")
  }

  @Test("A house is one only where its number is the one that was asked for")
  func answers() throws {
    let stub = Stub()
    stub.answers = [(200, Self.house), (200, Self.house), (200, Self.road), (200, "[]")]
    var client = try stub.client()
    #expect(try client.find(AddressQuery("Rua de Santos Pousada 71")).match == .corrected)
    #expect(try client.find(AddressQuery("Rua de Santos Pousada 73")).match == .street)
    #expect(try client.find(AddressQuery("Rua de Santos Pousada 75")).match == .street)
    let none = try client.find(AddressQuery("Rua de Nada 75"))
    #expect(none.match == .none && none.reason == .notFoundByServer)
  }

  @Test("A busy server is asked again later; one that refuses or talks nonsense is an error")
  func failures() throws {
    let stub = Stub()
    stub.answers = [(503, ""), (429, ""), (200, Self.house), (404, ""), (200, "<html>")]
    var client = try stub.client()
    #expect(try client.find(AddressQuery("Rua de Santos Pousada 71")).match == .corrected)
    #expect(stub.requests[2].at - stub.requests[1].at >= 5)
    #expect(throws: GeocodingError.self) { try client.find(AddressQuery("Rua B 1")) }
    #expect(throws: GeocodingError.self) { try client.find(AddressQuery("Rua C 1")) }
    #expect(throws: GeocodingError.self) { try NominatimClient(server: "ftp://x", version: "1") }
  }

  @Test("What is no answer is not remembered as one")
  func nonsense() throws {
    let stub = Stub()
    stub.answers = [(200, "[{]"), (200, Self.house)]
    var client = try stub.client()
    let query = AddressQuery("Rua de Santos Pousada 71")
    #expect(throws: GeocodingError.self) { try client.find(query) }
    #expect(try client.find(query).match == .corrected)
    #expect(try client.find(query).match == .corrected)
    #expect(stub.requests.count == 2)
  }

  /// Requests by curl, and a clock that is moved by waiting.
  private func client(of server: LocalServer, _ stub: Stub) throws -> NominatimClient {
    var transport = stub.transport
    transport.send = { url, agent in
      stub.requests.append((url, agent, stub.seconds))
      return try CurlProcess.get(url, agent: agent, seconds: 1)
    }
    return try NominatimClient(
      server: "http://127.0.0.1:\(server.port)", version: "9.9", transport: transport,
      cache: AnswerCache(path: nil))
  }

  private func reason(_ body: () throws -> GeocodedAddress) -> String? {
    let error = #expect(throws: GeocodingError.self, performing: body)
    guard case .serverFailed(_, let reason)? = error else { return nil }
    return reason
  }

  @Test(
    "Over a real connection a server in trouble is asked three times, later each time",
    Self.needsCurl)
  func brokenServer() throws {
    let server = try LocalServer(answer: "oops", statuses: [500, 503, 500])
    let stub = Stub()
    var client = try client(of: server, stub)
    #expect(reason { try client.find(AddressQuery("Rua B 1")) } == "it answers with status 500")
    #expect(stub.requests.map(\.at) == [0, 5, 15])
    _ = server.finish()
  }

  @Test(
    "Over a real connection what the server refuses is not asked again",
    Self.needsCurl)
  func refusal() throws {
    let server = try LocalServer(answer: "", statuses: [404])
    let stub = Stub()
    var client = try client(of: server, stub)
    #expect(reason { try client.find(AddressQuery("Rua B 1")) } == "it answers with status 404")
    #expect(stub.requests.count == 1)
    _ = server.finish()
  }

  @Test(
    "A server that takes the question and says nothing is given up",
    Self.needsCurl)
  func silence() throws {
    let server = try LocalServer(answer: "", statuses: [0])
    var client = try client(of: server, Stub())
    let reason = try #require(reason { try client.find(AddressQuery("Rua B 1")) })
    #expect(reason.lowercased().contains("timed out"), "\(reason)")
    _ = server.finish()
  }

  @Test(
    "An answer without an end is given up, too",
    Self.needsCurl)
  func endless() throws {
    let server = try LocalServer(answer: String(repeating: "[", count: 5_000_000))
    var client = try client(of: server, Stub())
    #expect(reason { try client.find(AddressQuery("Rua B 1")) } != nil)
  }

  @Test(
    "Over a real connection the request and the answer are the same",
    Self.needsCurl)
  func connection() throws {
    let server = try LocalServer(answer: Self.house)
    var client = try NominatimClient(
      server: "http://127.0.0.1:\(server.port)", version: "9.9", transport: .curl,
      cache: AnswerCache(path: nil))
    let found = try client.find(AddressQuery("Rua de Santos Pousada 71, São Paulo"))
    #expect(found.match == .corrected)
    #expect(found.place?.longitude == -8.6005555)
    let request = server.finish()
    #expect(request.hasPrefix("GET /search?format=jsonv2"))
    #expect(request.contains("S%C3%A3o%20Paulo"))
    #expect(request.contains("User-Agent: Footbridge/9.9"))
  }
}
