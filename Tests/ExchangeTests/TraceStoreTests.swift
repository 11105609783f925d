import Geography
import TestSupport
import Testing
import Traces

@testable import Exchange

@Suite struct TraceStoreTests {
  private func part(_ person: String, _ generator: inout RepeatableGenerator) -> Trace {
    let isCounted = Bool.random(using: &generator)
    let start = Int.random(in: 0..<1000, using: &generator)
    return Trace(
      person: person,
      fixes: (0..<Int.random(in: 0..<40, using: &generator)).map { number in
        Fix(
          id: isCounted ? "f\(start + number)" : "\(generator.next())",
          time: Int64.random(in: -1000...1000, using: &generator),
          coordinate: GeoCoordinate(
            longitude: Double(Int.random(in: -180...180, using: &generator)), latitude: 47.5),
          accuracy: Bool.random(using: &generator) ? 12 : nil,
          offsetMinutes: Bool.random(using: &generator) ? 60 * (number / 10) : nil)
      })
  }

  @Test("What goes through a file comes back as it was, person by person")
  func spilled() throws {
    try forEverySeed(in: 0...99) { generator in
      var small = TraceStore(budget: 2000)
      var large = TraceStore(budget: 1 << 30)
      for _ in 0..<30 {
        let name = ["b", "a", "ü", ""].randomElement(using: &generator) ?? ""
        let part = part(name, &generator)
        try small.add(part)
        try large.add(part)
      }
      try small.finish()
      try large.finish()
      guard small.isSpilled, !large.isSpilled, small.people == large.people,
        small.people == small.people.sorted(), small.counts == large.counts,
        small.count == large.count
      else { return false }
      for person in small.people.indices {
        let (one, other) = (try small.trace(person), try large.trace(person))
        guard one.person == other.person, one.count == other.count,
          one.count == small.counts[person],
          (0..<one.count).allSatisfy({ one[$0] == other[$0] })
        else { return false }
      }
      return large.takeAll().map(\.count) == small.counts
    }
  }

  @Test("Where no temporary file can be made, the folder is named, and how to choose another")
  func noFolder() {
    #expect {
      try SpillFile(in: ["/nowhere/at/all"])
    } throws: { error in
      "\(error)".hasPrefix("/nowhere/at/all: no temporary file can be made here")
        && "\(error)".contains("TMPDIR")
    }
  }

  @Test("The next folder is taken where the first cannot be written to")
  func nextFolder() throws {
    let file = try SpillFile(in: ["/nowhere/at/all", "/tmp"])
    #expect(file.folder == "/tmp")
    var back = [UInt8](repeating: 0, count: 3)
    try [UInt8]([1, 2, 3]).withUnsafeBytes { try file.write($0, at: 10) }
    try back.withUnsafeMutableBytes { try file.read($0, at: 10) }
    #expect(back == [1, 2, 3])
    #expect(throws: DataFault.self) {
      try back.withUnsafeMutableBytes { try file.read($0, at: 11) }
    }
  }
}
