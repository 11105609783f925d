import Exchange
import TestSupport
import Testing

@testable import Planner

/// Weights far below one, such as shares.
@Suite struct SmallWeightTests {
  private func document(_ weights: [String]) throws -> (plan: Plan, document: JSONObject) {
    var town = TestTown()
    town.demandHeader = "id,x,y,weight"
    town.demand = weights.enumerated().map { "\($0),\(10 * $0),0,\($1)" }
    town.sites = ["s,0,0"]
    let plan = try town.plan()
    return (plan, plan.document(withTiming: false))
  }

  @Test("A weight is written as it was read, however small")
  func asRead() throws {
    let (plan, document) = try document(["0.00005", "0.00025", "0.9997"])
    #expect(document["demand"]?.objectValue?["weight"]?.doubleValue == 1)
    #expect(plan.headline.contains("serves 1 of 1 person"))
    let tiny = try self.document(["0.00005", "1e-9"])
    #expect(tiny.document["demand"]?.objectValue?["weight"]?.doubleValue == 0.000_050_001)
    let facility = tiny.document["facilities"]?.arrayValue?.first?.objectValue
    #expect(facility?["weight"]?.doubleValue == 0.000_050_001)
    #expect(tiny.document["objective"]?.doubleValue == 1e-8)
    let bound = try #require(tiny.document["bound"]?.doubleValue)
    #expect(bound > 0.99e-8 && bound <= 1e-8)
    #expect(tiny.plan.headline.contains("5e-5 people"))
  }

  @Test("Sums of weights keep no dust of the binary numbers")
  func sums() throws {
    let (plan, document) = try document(["0.1", "0.2"])
    #expect(document["demand"]?.objectValue?["weight"]?.doubleValue == 0.3)
    #expect(plan.headline.contains("serves 0.3 of 0.3 people"))
  }

  @Test("Six tenths of a person are no person")
  func fraction() throws {
    #expect(try document(["0.6"]).plan.headline.contains("serves 0.6 of 0.6 people"))
    #expect(try document(["0.004"]).plan.headline.contains("serves 0.004 of 0.004 people"))
  }
}
