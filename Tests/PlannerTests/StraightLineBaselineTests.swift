import Exchange
import TestSupport
import Testing

@testable import Planner

/// What a plan says about straight-line distance: whom it would have assigned elsewhere, and what
/// sites it would have chosen.
@Suite struct StraightLineBaselineTests {
  /// A river along the x axis, its bridge 3 km to the east; a school to the north that stays, and
  /// one more to choose.
  private var riverTown: TestTown {
    var town = TestTown()
    town.demandHeader = "id,x,y,weight"
    town.demand = ["home,0,100,10"]
    town.sitesHeader = "id,x,y,status"
    town.sites = ["stays,0,800,required", "south,0,-50,", "north,0,500,"]
    town.barriers = [("R", TestTown.line((-90_000, 0), (90_000, 0)))]
    town.crossings = [("bridge", TestTown.point(3000, 0), "")]
    town.facilities = 2
    return town
  }

  @Test("The extra travel of other sites is measured with everybody at the nearest of them")
  func sitesAlone() throws {
    let plan = try riverTown.plan()
    #expect(plan.facilities.map(\.id) == ["stays", "north"])
    let blind = try #require(plan.blind)
    #expect(Set(blind.facilities) == ["stays", "south"])
    // From home to the school that stays: 700 m in place of 400 m to the one in the north.
    #expect(blind.realChoiceMetres == 7000)
    #expect(blind.straightChoiceMetres > 60_000)
    #expect(
      plan.headline.contains(
        "Choosing the sites by straight-line distance would have meant 3.0 km of extra travel."))
  }

  @Test("Nothing is said of choosing sites where there are none to choose")
  func noChoice() throws {
    var town = riverTown
    town.sites = ["north,0,900,required", "south,0,-100,required"]
    town.crossings = []
    let required = try town.plan()
    #expect(required.audit.mistakes.count == 1)
    #expect(required.blind == nil)
    #expect(!required.headline.contains("Choosing"))
    town.sites = ["north,0,900,", "south,0,-100,existing"]
    #expect(try town.plan().blind == nil)
    town.sites = ["north,0,900,", "south,0,-100,", "old,0,-50,closed"]
    #expect(try town.plan().blind == nil)
  }

  @Test("Nothing is said where straight-line distance chooses the same sites, or sites as good")
  func sameSites() throws {
    var town = riverTown
    town.sites = ["stays,0,800,required", "near,0,150,", "far,0,-700,"]
    let plan = try town.plan()
    #expect(plan.blind?.isPlan == true)
    #expect(plan.blind?.realChoiceMetres == plan.measures.served.total)
    #expect(!plan.headline.contains("Choosing"))
    // Both are 60 m away by the straight line.
    town.sites = ["stays,0,800,required", "south,0,40,", "north,0,160,"]
    town.barriers = [("R", TestTown.line((-90_000, 50), (90_000, 50)))]
    town.crossings = [("bridge", TestTown.point(3000, 50), "")]
    #expect(try !town.plan().headline.contains("Choosing"))
  }

  @Test("A barrier that is in nobody's way changes no site and no sentence")
  func barrierFarAway() throws {
    try forEverySeed(in: 0...8) { random in
      var town = TestTown()
      town.demand = (0..<60).map { index in
        "h\(index),\(Int.random(in: 0...5000, using: &random)),"
          + "\(Int.random(in: 0...5000, using: &random))"
      }
      town.barriers = [("R", TestTown.line((9000, 0), (9000, 10)))]
      town.facilities = 5
      let plan = try town.plan()
      return plan.blind?.isPlan == true && plan.audit.mistakes.isEmpty
        && !plan.headline.contains("traight-line")
    }
  }

  @Test("With several numbers of facilities the straight line chooses as many as the plan has")
  func severalNumbers() throws {
    var town = riverTown
    town.sites += ["east,2000,300,", "west,-2000,-300,"]
    town.demand += ["other,2000,400,3", "third,-2000,-500,2"]
    let plan = try town.plan {
      $0.scenario.leastFacilities = 2
      $0.scenario.facilities = 4
      $0.scenario.planFor = 3
    }
    #expect(plan.facilities.count == 3)
    #expect(plan.blind?.facilities.count == 3)
  }

  @Test("Weights that are no numbers of people give a share in place of kilometres")
  func shares() throws {
    var town = riverTown
    town.demand = ["home,0,100,0.25"]
    // 700 m in place of 400 m.
    #expect(
      try town.plan().headline.contains(
        "Choosing the sites by straight-line distance would have meant 75.0 % more travel."))
  }

  @Test("Sites that leave people without a route are told by the people, not by kilometres")
  func leftWithout() throws {
    var town = riverTown
    town.sites = ["south,0,-50,", "north,0,500,"]
    town.crossings = []
    town.barriers = [
      ("R", TestTown.line((-1000, 0), (1000, 0), (1000, 900), (-1000, 900), (-1000, 0)))
    ]
    town.facilities = 1
    let plan = try town.plan()
    #expect(plan.unserved.isEmpty)
    #expect(
      plan.headline.contains(
        "Choosing the sites by straight-line distance would have left 10 people without a route "
          + "to any facility."))
  }

  @Test("Who would have to walk around the end of a barrier is sent across it, too")
  func aroundTheEnd() throws {
    var town = riverTown
    town.barriers = [("R", TestTown.line((-1200, 0), (1200, 0)))]
    town.crossings = []
    town.sites = ["north,0,900,required", "south,0,-100,required"]
    let plan = try town.plan()
    #expect(plan.audit.peopleAcross == 1)
    #expect(plan.audit.weightAcross == 10)
    // Around the end: √(1200² + 100²) twice, in place of 800 m; for each of ten.
    #expect(
      plan.headline.contains(
        "Straight-line distance would have assigned 10 people to another facility across the "
          + "river: 16 km of extra travel."))
  }

  @Test("With barrier distances a barrier lies before every wrong straight-line choice")
  func alwaysAcross() throws {
    try forEverySeed(in: 0...15) { random in
      var town = TestTown()
      town.demand = (0..<30).map { index in
        "h\(index),\(Int.random(in: -900...900, using: &random)),"
          + "\(Int.random(in: -900...900, using: &random))"
      }
      town.sites = (0..<6).map { index in
        "s\(index),\(Int.random(in: -900...900, using: &random)),"
          + "\(Int.random(in: -900...900, using: &random))"
      }
      town.facilities = 3
      town.barriers = (0..<4).map { index in
        func place() -> (Double, Double) {
          (
            Double(Int.random(in: -900...900, using: &random)),
            Double(Int.random(in: -900...900, using: &random))
          )
        }
        return ("b\(index)", TestTown.line(place(), place()))
      }
      let plan = try town.plan()
      return plan.audit.peopleAcross == plan.audit.mistakes.count
    }
  }

  @Test("Along streets only a barrier on the straight line counts as one")
  func alongStreets() throws {
    let folder = try TestFolder()
    var scenario = Scenario()
    scenario.demand = .init(file: try folder.write("homes.csv", "id,x,y\nh,0,0\n"))
    scenario.candidates = .init(
      file: try folder.write("lots.csv", "id,x,y,status\na,0,100,required\nb,150,0,required\n"))
    // A cul-de-sac ends behind the first school; the way there leads around a block.
    scenario.streets = try folder.write(
      "streets.geojson",
      #"{"type": "FeatureCollection", "features": [{"type": "Feature", "properties": {}, "geometry": "#
        + #"{"type": "LineString", "coordinates": [[0, 0], [150, 0], [150, 100], [0, 100]]}}]}"#)
    scenario.crs = "planar"
    scenario.facilities = 2
    let plan = try Planning(PlanSettings(scenario)).plan()
    #expect(plan.audit.mistakes.count == 1)
    #expect(plan.audit.peopleAcross == 0)
    scenario.barriers = try folder.write(
      "wall.geojson",
      #"{"type": "FeatureCollection", "features": [{"type": "Feature", "properties": {"kind": "wall"}, "#
        + #""geometry": {"type": "LineString", "coordinates": [[-20, 50], [20, 50]]}}]}"#)
    let walled = try Planning(PlanSettings(scenario)).plan()
    #expect(walled.audit.peopleAcross == 1)
    #expect(walled.headline.contains("1 person to another facility across a barrier"))
  }
}
