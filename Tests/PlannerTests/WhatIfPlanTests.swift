import Exchange
import Foundation
import Synchronization
import TestSupport
import Testing

@testable import Planner

/// What-ifs are worth what a second run with other files says.
@Suite struct WhatIfPlanTests {
  /// A river along the y axis with two bridges; homes and schools on both banks.
  private func town(_ random: inout RepeatableGenerator) -> TestTown {
    var town = TestTown()
    town.demandHeader = "id,x,y,weight"
    for index in 0..<30 {
      let x = Int.random(in: -1500...1500, using: &random)
      let y = Int.random(in: -1500...1500, using: &random)
      town.demand.append("h\(index),\(x),\(y),\(Int.random(in: 1...5, using: &random))")
    }
    for index in 0..<6 {
      let x = Int.random(in: -1500...1500, using: &random)
      let y = Int.random(in: -1500...1500, using: &random)
      town.sites.append("s\(index),\(x),\(y)")
    }
    town.barriers = [("R", TestTown.line((0, -80_000), (0, 80_000)))]
    town.crossings = [
      ("north", TestTown.point(0, 900), #""cost_m": 10"#), ("south", TestTown.point(0, -700), ""),
    ]
    town.facilities = 2
    return town
  }

  /// All figures of a plan but what they were made from.
  private func figures(_ plan: Plan) -> JSONObject {
    var document = plan.document(withTiming: false)
    for name in ["parameters", "inputs", "findings"] { document[name] = nil }
    return document
  }

  @Test("--close is the same as a file in which the bridge is closed, and --cost as another cost")
  func optionsAndFiles() throws {
    try forEverySeed(in: 0...4) { random in
      let town = town(&random)
      var closed = town
      closed.crossings[0].properties = #""cost_m": 10, "open": false"#
      var dear = town
      dear.crossings[1].properties = #""cost_m": 444.5"#
      return try figures(town.plan { $0.scenario.close = ["north"] }) == figures(closed.plan())
        && figures(town.plan { $0.scenario.costs = ["south": 444.5] }) == figures(dear.plan())
    }
  }

  @Test("Barriers and crossings that are added are the same as ones in the first file")
  func added() throws {
    try forEverySeed(in: 0...2) { random in
      var whole = town(&random)
      whole.barriers.append(("rail", TestTown.line((-900, -2000), (-900, 2000))))
      whole.crossings.append(("gate", TestTown.point(-900, 100), ""))
      var part = whole
      part.barriers.removeLast()
      part.crossings.removeLast()
      let folder = try TestFolder()
      let rail = try folder.write(
        "rail.geojson",
        #"{"type": "Feature", "id": "rail", "geometry": \#(whole.barriers[1].geometry), "#
          + #""properties": {"name": "River rail", "kind": "river"}}"#)
      let gate = try folder.write("gate.csv", "id,x,y\ngate,-900,100\n")
      let added = try part.plan {
        $0.scenario.addedBarriers = [rail]
        $0.scenario.addedCrossings = [gate]
      }
      return try figures(added) == figures(whole.plan())
    }
  }

  @Test("What closing a bridge would add is what a second run with the same facilities says")
  func closing() throws {
    try forEverySeed(in: 0...4) { random in
      var town = town(&random)
      let plan = try town.plan()
      let opened = Set(plan.facilities.map(\.id))
      town.sitesHeader = "id,x,y,status"
      town.sites = town.sites.map { row in
        row + (opened.contains(String(row.prefix(2))) ? ",required" : ",closed")
      }
      return try plan.crossings.allSatisfy { crossing in
        let without = try town.plan { $0.scenario.close = [crossing.id] }
        guard let closing = crossing.closing else { return false }
        // Both bridges are there, so nobody is cut off while one of them stays.
        let added = without.measures.served.total - plan.measures.served.total
        return closing.peopleCutOff == 0 && without.unserved.isEmpty
          && abs(closing.addedMetres - added) < 0.01
      }
    }
  }

  @Test("An id that no crossing has is named with what may have been meant")
  func unknownCost() throws {
    var random = RepeatableGenerator(seed: 1)
    let town = town(&random)
    let failure = PlanningFailure(
      try #require(throws: (any Error).self) {
        try town.plan { $0.scenario.costs = ["nort": 5] }
      })
    #expect(failure.exitCode == 3)
    #expect(failure.message.contains("\"nort\""))
    #expect(failure.message.contains("did you mean north?"))
  }

  @Test("Two files with the same barrier are told apart by line and file")
  func barrierTwice() throws {
    var random = RepeatableGenerator(seed: 1)
    let town = town(&random)
    let folder = try TestFolder()
    let again = try folder.write(
      "again.geojson",
      #"{"type": "Feature", "id": "R", "geometry": \#(town.barriers[0].geometry), "#
        + #""properties": {}}"#)
    let failure = PlanningFailure(
      try #require(throws: (any Error).self) {
        try town.plan { $0.scenario.addedBarriers = [again] }
      })
    #expect(failure.exitCode == 3)
    #expect(failure.message.contains("again.geojson:1"))
    #expect(failure.message.contains("is also the id of a barrier in"))
  }

  @Test("Who stands in the river is not cut off by it")
  func insideRiver() throws {
    var town = TestTown()
    town.demand = ["wet,0,0", "dry,-200,0"]
    town.sites = ["school,-300,0"]
    town.barriers = [("pond", TestTown.area((-50, -50), (50, -50), (50, 50), (-50, 50)))]
    let plan = try town.plan()
    #expect(plan.unserved == [0])
    let cost = try #require(plan.barriers[0].cost)
    #expect(cost.peopleCutOff == 0)
  }

  @Test("An interrupt while ways are measured is told, and the plan stands")
  func interruptedMeasuring() throws {
    var random = RepeatableGenerator(seed: 3)
    let folder = try TestFolder()
    let settings = try town(&random).settings(in: folder)
    let isMeasuring = Mutex(false)
    let plan = try Planning(settings).plan(
      shouldStop: { isMeasuring.withLock { $0 } },
      progress: { state in
        if state == .measuring { isMeasuring.withLock { $0 = true } }
      })
    #expect(plan.wasInterrupted)
    #expect(plan.search.status == "optimal")
    #expect(plan.unserved.isEmpty)
    #expect(plan.blind == nil)
    let told = plan.findings.filter {
      $0.message.contains("not measured") || $0.severity == .warning
    }
    #expect(told.map(\.message).count { $0.hasPrefix("interrupted before all was measured") } == 1)
    #expect(!told.contains { $0.message.contains("the longest were") })
  }
}
