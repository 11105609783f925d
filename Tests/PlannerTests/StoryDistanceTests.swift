import Exchange
import TestSupport
import Testing

@testable import Planner

/// Acceptance stories 1 to 11: what barriers and crossings do to a plan.
@Suite struct StoryDistanceTests {
  /// A river along the y axis, one bridge 3 km to the north, a centre on each bank.
  private var examTown: TestTown {
    var town = TestTown()
    town.demand = ["007,-100,0"]
    town.sites = ["own,-1000,0", "far,100,0"]
    town.barriers = [("X", TestTown.line((0, -90_000), (0, 90_000)))]
    town.crossings = [("bridge", TestTown.point(0, 3000), "")]
    town.facilities = 2
    return town
  }

  @Test("1: the pupil goes to the centre on their own bank, and the plan says what that saves")
  func nearestIsAcrossTheRiver() throws {
    let plan = try examTown.plan()
    let assignment = plan.assignments[0]
    #expect(assignment.facility.map { plan.facilities[$0].id } == "own")
    #expect(assignment.distance == 900)
    let overTheBridge = 2 * (100.0 * 100 + 3000 * 3000).squareRoot()
    let mistake = try #require(plan.audit.mistakes.first)
    #expect(plan.facilities[mistake.facility].id == "far")
    #expect(mistake.isAcross)
    let added = try #require(mistake.added)
    #expect(abs(added - (overTheBridge - 900)) < 0.002)
    #expect(
      plan.headline.contains(
        "Straight-line distance would have assigned 1 person to another facility across the river"))
  }

  /// A yard of 200 m behind a wall without a gate, and a school outside.
  private var yard: TestTown {
    var town = TestTown()
    town.demand = ["in,100,100", "out,-100,100"]
    town.sites = ["school,-300,100"]
    town.barriers = [("wall", TestTown.line((0, 0), (200, 0), (200, 200), (0, 200), (0, 0)))]
    return town
  }

  @Test("2: who cannot cross is unreachable, by name and with the reason")
  func noCrossing() throws {
    let plan = try yard.plan()
    #expect(plan.unserved == [0])
    #expect(
      plan.assignments[0].unserved?.description
        == "unreachable: no open crossing over River wall")
    #expect(plan.assignments[1].distance == 200)
    #expect(plan.unservedSummary == ["in is unreachable: no open crossing over River wall"])
    let failure = try #require(throws: PlanningError.self) { try plan.requireServed() }
    #expect(PlanningFailure(failure).exitCode == 4)
    #expect(failure.description.contains("in is unreachable"))
  }

  @Test("3: one bridge makes them served, by the way over it")
  func oneBridge() throws {
    var town = yard
    town.crossings = [("gate", TestTown.point(0, 20), "")]
    let plan = try town.plan()
    let toGate = (100.0 * 100 + 80 * 80).squareRoot()
    let onward = (300.0 * 300 + 80 * 80).squareRoot()
    let distance = try #require(plan.assignments[0].distance)
    #expect(abs(distance - (toGate + onward)) < 0.002)
    #expect(plan.assignments[0].crossings == ["gate"])
    #expect(plan.crossings.map(\.users) == [1])
    #expect(plan.unserved.isEmpty)
  }

  @Test("3: a gate that is closed serves nobody, and --open opens it")
  func openAndClose() throws {
    var town = yard
    town.crossings = [("gate", TestTown.point(0, 20), #""open": false"#)]
    #expect(try town.plan().unserved == [0])
    #expect(try town.plan { $0.scenario.open = ["gate"] }.unserved.isEmpty)
    #expect(try town.plan { $0.scenario.open = ["all"] }.unserved.isEmpty)
    town.crossings = [
      ("gate", TestTown.point(0, 20), ""), ("door", TestTown.point(200, 20), ""),
    ]
    #expect(try town.plan { $0.scenario.close = ["all"] }.unserved == [0])
    let plan = try town.plan {
      $0.scenario.close = ["all"]
      $0.scenario.open = ["door"]
    }
    #expect(plan.assignments[0].crossings == ["door"])
  }

  @Test("5: a home in the river is flagged and not silently moved; --snap-demand says who moved")
  func homeInTheRiver() throws {
    var town = TestTown()
    town.demand = ["wet,40,50", "bank,0,70", "dry,-50,50"]
    town.sites = ["school,-100,50"]
    town.barriers = [("R", TestTown.area((0, 0), (100, 0), (100, 100), (0, 100)))]
    let plan = try town.plan()
    #expect(plan.assignments[0].unserved?.description == "unreachable: inside River R")
    #expect(plan.unserved == [0])
    let fault = try #require(plan.findings.first { $0.severity == .fault })
    #expect(fault.message.contains("homes.csv:2: demand point wet is inside River R"))
    #expect(fault.message.contains("--snap-demand"))
    #expect(plan.findings.contains { $0.message.contains("bank is exactly on River R") })

    let snapped = try town.plan { $0.scenario.snapDemand = 60 }
    #expect(snapped.moved == [MovedPerson(person: 0, barrier: "River R", metres: 40)])
    #expect(snapped.unserved.isEmpty)
    #expect(snapped.assignments[0].distance == 100)
    #expect(try town.plan { $0.scenario.snapDemand = 30 }.unserved == [0])
  }

  @Test("6: barriers listed twice, reversed, without length or crossing themselves change nothing")
  func untidyBarriers() throws {
    var clean = examTown
    clean.demand = (0..<20).map { "h\($0),\($0 * 37 % 200 - 100),\($0 * 91 % 300)" }
    var untidy = clean
    untidy.barriers += [
      ("copy", TestTown.line((0, -90_000), (0, 90_000))),
      ("reversed", TestTown.line((0, 90_000), (0, -90_000))),
      ("folded", TestTown.line((0, 0), (0, 500), (0, 200), (0, 800))),
    ]
    let plans = try (clean.plan(), untidy.plan())
    #expect(plans.0.assignments.map(\.distance) == plans.1.assignments.map(\.distance))
  }

  @Test("7: a crossing 30 m off its barrier is attached with a notice; 3 km off is an error")
  func crossingBesideItsBarrier() throws {
    var town = examTown
    town.crossings = [("bridge", TestTown.point(30, 3000), "")]
    let plan = try town.plan()
    #expect(plan.findings.contains { $0.message.contains("bridge") && $0.message.contains("30") })
    town.crossings = [("bridge", TestTown.point(3000, 3000), "")]
    let error = try #require(throws: (any Error).self) { try town.plan() }
    let failure = PlanningFailure(error)
    #expect(failure.exitCode == 3)
    #expect(failure.message.contains("crossings.geojson:1: crossing bridge lies 3.0 km from"))
    #expect(failure.message.contains("; move it onto its barrier"))
  }

  @Test("8: a level crossing of 200 m loses to a footbridge that is less than 200 m longer")
  func costOfACrossing() throws {
    // A long way round over the footbridge: 2·√(50² + y²) instead of 100 m + 200 m.
    for (height, expected) in [(140.0, "footbridge"), (142.0, "level")] {
      var town = TestTown()
      town.demand = ["a,-50,0"]
      town.sites = ["school,50,0"]
      town.barriers = [("rail", TestTown.line((0, -9000), (0, 9000)))]
      town.crossings = [
        ("level", TestTown.point(0, 0), #""cost_m": 200"#),
        ("footbridge", TestTown.point(0, height), ""),
      ]
      let plan = try town.plan()
      #expect(plan.assignments[0].crossings == [expected])
      let detour = 2 * (50.0 * 50 + height * height).squareRoot()
      let distance = try #require(plan.assignments[0].distance)
      #expect(abs(distance - min(detour, 300)) < 0.002)
    }
  }

  @Test("9: three parallel barriers with offset crossings are crossed in order")
  func threeBarriers() throws {
    var town = TestTown()
    town.demand = ["a,-100,0"]
    town.sites = ["school,300,0"]
    town.barriers = (0..<3).map { index in
      let x = Double(index) * 100
      return ("b\(index)", TestTown.line((x, -90_000), (x, 90_000)))
    }
    let gates = [(0.0, 200.0), (100.0, -150.0), (200.0, 120.0)]
    town.crossings = gates.enumerated().map { index, gate in
      ("g\(index)", TestTown.point(gate.0, gate.1), "")
    }
    let plan = try town.plan()
    #expect(plan.assignments[0].crossings == ["g0", "g1", "g2"])
    let stops = [(-100.0, 0.0)] + gates + [(300.0, 0.0)]
    let length = zip(stops, stops.dropFirst()).reduce(0.0) { sum, leg in
      let (dx, dy) = (leg.1.0 - leg.0.0, leg.1.1 - leg.0.1)
      return sum + (dx * dx + dy * dy).squareRoot()
    }
    let distance = try #require(plan.assignments[0].distance)
    #expect(abs(distance - length) < 0.002)
  }

  @Test("10: without barriers distances are straight")
  func noBarriers() throws {
    try forEverySeed(in: 0...20) { random in
      var town = TestTown()
      town.demand = (0..<15).map { index in
        "h\(index),\(Int.random(in: -500...500, using: &random)),"
          + "\(Int.random(in: -500...500, using: &random))"
      }
      town.sites = ["s,0,0"]
      let plan = try town.plan()
      return plan.assignments.allSatisfy { assignment in
        guard let distance = assignment.distance, let straight = assignment.straight else {
          return false
        }
        return abs(distance - straight) < 1e-6
      }
    }
  }

  @Test("11: closing a crossing never shortens a way, opening one never lengthens it")
  func metamorphic() throws {
    try forEverySeed(in: 0...15) { random in
      var town = TestTown()
      town.demand = (0..<12).map { index in
        "h\(index),\(Int.random(in: -900...900, using: &random)),"
          + "\(Int.random(in: -900...900, using: &random))"
      }
      town.sites = ["s,700,0", "t,-700,300"]
      town.facilities = 2
      town.barriers = [("R", TestTown.line((0, -50_000), (0, 50_000)))]
      town.crossings = (0..<3).map { index in
        ("c\(index)", TestTown.point(0, Double(Int.random(in: -900...900, using: &random))), "")
      }
      let all = try town.plan()
      let fewer = try town.plan { $0.scenario.close = ["c1"] }
      return zip(all.assignments, fewer.assignments).allSatisfy { open, closed in
        (open.distance ?? .infinity) <= (closed.distance ?? .infinity) + 1e-9
      }
    }
  }
}
