import Foundation
import Testing

@testable import footbridge

/// `geocode`, and `plan` on addresses, run as users run them.
@Suite struct GeocodeProcessTests {
  private let folder: URL

  init() throws {
    folder = FileManager.default.temporaryDirectory
      .appending(path: "footbridge-\(UUID().uuidString)", directoryHint: .isDirectory)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    try write("reference.csv", Self.reference)
  }

  private func write(_ name: String, _ text: String) throws {
    try Data(text.utf8).write(to: folder.appending(path: name))
  }

  private func read(_ name: String) throws -> String {
    try String(contentsOf: folder.appending(path: name), encoding: .utf8)
  }

  private func run(_ arguments: String..., input: String = "") throws -> FootbridgeProcess {
    try FootbridgeProcess(arguments, input: input, in: folder)
  }

  private static let reference = """
    street,housenumber,lon,lat
    Rua de Santos Pousada,71,-8.6005555,41.1494042
    Rua de Santos Pousada,119,-8.6,41.15
    Praça da Batalha,64,-8.6065682,41.1447786

    """

  private static let list = """
    id;address;class
    007;"Rua Santos Pousda, 71";4b
    8;Praca da Batalha 64;4b
    9;Praça da Batalha 65;4a
    10;Rua Augusta 1, Lisboa;4a

    """

  @Test("Every row comes back with its id and all columns, and what was found")
  func wholeWay() throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    try write("pupils.csv", Self.list)
    let result = try run(
      "geocode", "pupils.csv", "--reference", "reference.csv", "--index", "i.sqlite", "--out",
      "placed.csv", "--unmatched", "unmatched.csv")
    #expect(result.exitCode == 0, "\(result.errors)")
    #expect(
      result.output.hasPrefix("placed.csv: 4 addresses: 1 exact, 1 corrected, 1 street, 1 none"))
    #expect(result.output.contains("the street has no such house number (9)"))
    let lines = try read("placed.csv").split(separator: "\n").map(String.init)
    #expect(lines.count == 5)
    #expect(lines[0].hasPrefix("id,address,class,lon,lat,match,score,changed,candidates"))
    #expect(lines[1].hasPrefix("007,\"Rua Santos Pousda, 71\",4b,-8.6005555,41.1494042,corrected,"))
    #expect(lines[2].hasPrefix("8,Praca da Batalha 64,4b,-8.6065682,41.1447786,exact,"))
    #expect(lines[3].hasPrefix("9,Praça da Batalha 65,4a,-8.6065682,41.1447786,street,"))
    #expect(lines[4].hasPrefix("10,\"Rua Augusta 1, Lisboa\",4a,,,none,"))
    #expect(try read("unmatched.csv").split(separator: "\n").count == 3)

    let again = try run(
      "geocode", "-", "--reference", "reference.csv", "--index", "i.sqlite", input: Self.list)
    #expect(again.errors.contains("used again"))
    #expect(try again.output == read("placed.csv"))
    let layer = try run(
      "geocode", "pupils.csv", "--reference", "reference.csv", "--index", "i.sqlite", "--out",
      "placed.geojson", "--json")
    #expect(layer.output.contains("\"corrected\": 1"))
    let text = try read("placed.geojson").filter { $0 != " " }
    #expect(text.contains("\"coordinates\":[-8.6005555,41.1494042]"))
  }

  @Test("Two programs that make one index at once both end well")
  func atOnce() async throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    try write("pupils.csv", Self.list)
    let folder = folder
    try await withThrowingTaskGroup(of: Int32.self) { group in
      for number in 0..<2 {
        group.addTask {
          try FootbridgeProcess(
            [
              "geocode", "pupils.csv", "--reference", "reference.csv", "--index", "i.sqlite",
              "--out", "placed-\(number).csv",
            ], in: folder
          ).exitCode
        }
      }
      for try await code in group { #expect(code == 0) }
    }
    #expect(try read("placed-0.csv") == read("placed-1.csv"))
  }

  @Test("A server that does not answer costs nothing of what the references have")
  func noServer() throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    try write("pupils.csv", Self.list)
    // Nobody listens on port 1.
    let result = try run(
      "geocode", "pupils.csv", "--reference", "reference.csv", "--index", "i.sqlite",
      "--nominatim", "http://127.0.0.1:1", "--out", "placed.csv")
    #expect(result.exitCode == 3)
    #expect(result.errors.contains("http://127.0.0.1:1"))
    #expect(result.errors.contains("what is known is written, 0 asked of 2"))
    let lines = try read("placed.csv").split(separator: "\n")
    #expect(lines.count == 5)
    #expect(lines[2].contains(",exact,"))
  }

  @Test(
    "Without curl what is known is written and the message says what is missing, a hundred times")
  func withoutCurl() async throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    try write("pupils.csv", Self.list)
    let empty = folder.appending(path: "bin")
    try FileManager.default.createDirectory(at: empty, withIntermediateDirectories: true)
    let folder = folder
    _ = try run("geocode", "pupils.csv", "--reference", "reference.csv", "--index", "i.sqlite")
    try await withThrowingTaskGroup(of: Void.self) { group in
      for worker in 0..<4 {
        group.addTask {
          let out = "placed-\(worker).csv"
          for round in 0..<25 {
            let result = try FootbridgeProcess(
              [
                "geocode", "pupils.csv", "--reference", "reference.csv", "--index", "i.sqlite",
                "--nominatim", "http://127.0.0.1:1", "--out", out, "--force",
              ], in: folder, environment: ["PATH": empty.path])
            #expect(result.exitCode == 3, "round \(round): \(result.errors)")
            #expect(result.errors.contains("curl"), "\(result.errors)")
            #expect(result.errors.contains("is not installed"), "\(result.errors)")
            #expect(result.errors.contains("what is known is written, 0 asked of 2"))
            let text = try String(contentsOf: folder.appending(path: out), encoding: .utf8)
            #expect(text.split(separator: "\n").count == 5)
            try FileManager.default.removeItem(at: folder.appending(path: out))
          }
        }
      }
      try await group.waitForAll()
    }
  }

  @Test("A plan looks its demand up, and names whom it cannot place")
  func plan() throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    try write("pupils.csv", Self.list)
    try write("lots.csv", "id,lon,lat\na,-8.6004,41.149\nb,-8.6065,41.1447\n")
    let result = try run(
      "plan", "--demand", "pupils.csv", "--reference", "reference.csv", "--candidates",
      "lots.csv", "--p", "2", "--out", "plan")
    #expect(result.exitCode == 0, "\(result.errors)")
    #expect(result.errors.contains("pupils.csv:5: 10: left out: no such street"))
    #expect(result.errors.contains("pupils.csv:4: 9: placed in the middle of the street"))
    let assigned = try read("plan/assignments.csv").split(separator: "\n")
    #expect(assigned.count == 4)
    #expect(assigned[1].hasPrefix("007,a,"))
    #expect(assigned[2].hasPrefix("8,b,"))
  }

  /// What is wrong, and what the message must say.
  private static let wrong: [(arguments: [String], says: String, code: Int32)] = [
    (["pupils.csv"], "add --reference", 64),
    (["pupils.csv", "--reference", "none.csv"], "none.csv: there is no such file", 3),
    (["reference.csv", "--reference", "pupils.csv"], "no column for the longitude", 3),
    (["names.csv", "--reference", "reference.csv"], "no column with addresses", 3),
    (["typo.csv", "--reference", "reference.csv"], "--columns address=adress", 3),
    (["pupils.csv", "--reference", "reference.csv", "--columns", "street=str"], "is no column", 3),
    (["pupils.csv", "--reference", "reference.csv", "--index", "names.csv"], "is no index", 3),
    (
      ["pupils.csv", "--reference", "reference.csv", "--index", "pupils.csv"], "is read as well", 3
    ),
    (["pupils.csv", "--reference", "empty.csv"], "no address in the reference", 3),
    (["pupils.csv", "--nominatim", "ftp://x"], "no http or https address", 3),
  ]

  @Test("Wrong input: one message with the remedy, and nothing is written")
  func wrongInput() throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    try write("pupils.csv", Self.list)
    try write("names.csv", "id,who\n1,Ana\n")
    try write("typo.csv", "id,adress\n1,Rua A 1\n")
    try write("empty.csv", "street,number,lon,lat\n")
    for (arguments, says, code) in Self.wrong {
      let result = try FootbridgeProcess(
        ["geocode"] + arguments + ["--out", "placed.csv", "--quiet"], in: folder)
      #expect(result.exitCode == code, "\(arguments): \(result.errors)")
      #expect(result.errors.contains(says), "\(arguments): \(result.errors)")
      #expect(!FileManager.default.fileExists(atPath: folder.appending(path: "placed.csv").path))
    }
    #expect(try read("pupils.csv") == Self.list)
  }
}
