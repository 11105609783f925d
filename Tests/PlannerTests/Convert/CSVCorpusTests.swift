import Planner
import TestSupport
import Testing

/// The tables of Tests/Cases/csv: what a strict and a lenient reader say to each stands in
/// `outcomes.txt` there, which `RECORD=1` writes anew.
@Suite(.serialized) struct CSVCorpusTests {
  static let corpus = CorpusFolder("csv", into: "geojsonl")
  static let names = corpus.names
  static let outcomes = corpus.outcomes

  @Test("Each table is taken or refused with the words that were foreseen", arguments: names)
  func foreseen(_ name: String) throws {
    let files = try Self.corpus.load(name)
    let outcome = Self.corpus.outcome(name, in: files)
    #expect(name.hasPrefix("pass-") != outcome[0].hasPrefix("strict: refused"))
    if !CorpusFolder.isRecording { #expect(Self.outcomes[name] == outcome) }
  }

  @Test("What is read is written and read again as itself", arguments: names)
  func kept(_ name: String) throws {
    guard name.hasPrefix("pass-") else { return }
    let files = try Self.corpus.load(name)
    try files.convert(name, "once.geojsonl")
    try files.convert("once.geojsonl", "once.csv")
    try files.convert("once.csv", "twice.geojsonl")
    try files.convert("twice.geojsonl", "twice.csv")
    #expect(try files.text("once.csv") == files.text("twice.csv"))
    #expect(try files.text("once.geojsonl") == files.text("twice.geojsonl"))
  }

  @Test("None is without an outcome")
  func complete() throws {
    if CorpusFolder.isRecording { return try Self.corpus.record() }
    #expect(Set(Self.outcomes.keys) == Set(Self.names))
  }
}
