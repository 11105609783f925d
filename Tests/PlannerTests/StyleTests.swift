import Exchange
import TestSupport
import Testing

@testable import Planner

/// `--style`: the layers look as the map does.
@Suite struct StyleTests {
  /// Twelve sites on a grid, more than there are colours, with people around each and one person
  /// beyond a river without a bridge.
  private static var town: TestTown {
    var town = TestTown()
    for site in 0..<12 {
      let (x, y) = (Double(site % 4) * 1000, Double(site / 4) * 1000)
      town.sites.append("s\(site),\(x),\(y)")
      for home in 0..<3 {
        town.demand.append("h\(site)-\(home),\(x + 100),\(y + Double(home) * 150)")
      }
    }
    town.demand.append("lost,9000,500")
    town.barriers = [
      (
        "X",
        TestTown.line((8500, 0), (9500, 0), (9500, 1000), (8500, 1000), (8500, 0))
      )
    ]
    town.facilities = 12
    return town
  }

  private func written(_ plan: Plan, style: Bool) throws -> (TestFolder, [String: [Feature]]) {
    let folder = try TestFolder()
    try PlanFolder(path: folder.path("plan")).write(plan, withStyle: style)
    var layers: [String: [Feature]] = [:]
    for name in try folder.names(in: "plan") where name.hasSuffix(".geojson") {
      layers[String(name.dropLast(8))] = try GeoJSONReader.read(
        path: folder.path("plan/\(name)"), coordinates: .planar
      ).features
    }
    return (folder, layers)
  }

  @Test("A site, its people, its area and its ways have the one colour that the map gives them")
  func colours() throws {
    let plan = try Self.town.plan()
    let (folder, layers) = try written(plan, style: true)
    let map = try folder.read("plan/map.svg")
    let sites = try #require(layers["sites"])
    #expect(sites.count == 12)
    var colours: [String: String] = [:]
    for (index, site) in sites.enumerated() {
      let colour = try #require(site.properties["marker-color"]?.stringValue)
      #expect(map.contains("class=\"f\(index)\" stroke=\"\(colour)\""))
      #expect(site.properties["marker-size"] == "large")
      #expect(site.properties["marker-symbol"] == "star")
      #expect(site.properties["title"]?.stringValue == site.id)
      let description = site.properties["description"]?.stringValue ?? ""
      #expect(description.hasPrefix("3 people: "), "\(site.properties)")
      colours[try #require(site.id)] = colour
    }
    #expect(Set(colours.values).count == 8)
    for (layer, key) in [
      ("demand", "marker-color"), ("routes", "stroke"), ("areas", "stroke"), ("areas", "fill"),
    ] {
      for feature in try #require(layers[layer]) {
        let colour = feature.properties[key]?.stringValue
        if let site = feature.properties["facility_id"]?.stringValue {
          #expect(colour == colours[site], "\(layer)")
        } else {
          #expect(layer == "demand" ? colour == "#D00000" : colour == "#8A8F98")
        }
      }
    }
    let lost = try #require(layers["demand"]?.last)
    #expect(lost.id == "lost" && lost.properties["title"] == "lost")
    let reason = try #require(lost.properties["unserved_reason"])
    #expect(lost.properties["description"] == reason)
  }

  @Test("Only keys of simplestyle come in, with values that it knows, behind all others")
  func keys() throws {
    let plan = try Self.town.plan()
    let (_, plain) = try written(plan, style: false)
    let (_, styled) = try written(plan, style: true)
    #expect(plain.keys == styled.keys)
    for (name, features) in styled {
      expectStyleAlone(features, beyond: try #require(plain[name]))
    }
  }

  @Test("What a file says of its own looks stays, and ours stands beside it")
  func ownStyle() throws {
    var town = Self.town
    town.sitesHeader = "id,x,y,marker-color,description"
    town.sites = town.sites.map { $0 + ",#123456,mine" }
    let (_, layers) = try written(try town.plan(), style: true)
    let first = try #require(layers["sites"]?.first?.properties)
    #expect(first["marker-color"] == "#123456" && first["description"] == "mine")
    #expect(first["fl_marker-color"]?.stringValue?.hasPrefix("#") == true)
    #expect(first["fl_description"] == nil)
  }

  @Test("A plan without places has no colours to give, and is written all the same")
  func noPlaces() throws {
    let folder = try TestFolder()
    var scenario = Scenario()
    scenario.demand = .init(file: try folder.write("homes.csv", "id\n1\n2\n"))
    scenario.candidates = .init(file: try folder.write("lots.csv", "id\na\nb\n"))
    scenario.matrix = try folder.write(
      "matrix.csv", "from_id,to_id,distance_m\n1,a,5\n1,b,9\n2,a,7\n2,b,1\n")
    scenario.facilities = 1
    let plan = try Planning(PlanSettings(scenario)).plan()
    let (_, layers) = try written(plan, style: true)
    #expect(layers["demand"]?.first?.properties["marker-color"] == "#8A8F98")
  }
}
