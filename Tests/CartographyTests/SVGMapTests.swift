@testable import Cartography
import Foundation
import Geography
import TestSupport
import Testing

#if canImport(FoundationXML)
import FoundationXML
#endif

@Suite struct SVGMapTests {
  /// What an XML parser finds in a document.
  private final class Found: NSObject, XMLParserDelegate {
    var ids: [String] = []
    var texts: [String] = []
    var titles: [String] = []
    private var open = ""

    func parser(
      _ parser: XMLParser, didStartElement name: String, namespaceURI: String?,
      qualifiedName: String?, attributes: [String: String]
    ) {
      if let id = attributes["id"] { ids.append(id) }
      open = ""
    }

    func parser(_ parser: XMLParser, foundCharacters string: String) { open += string }

    func parser(
      _ parser: XMLParser, didEndElement name: String, namespaceURI: String?,
      qualifiedName: String?
    ) {
      if name == "text" { texts.append(open) }
      if name == "title" { titles.append(open) }
      open = ""
    }
  }

  private func parse(
    _ svg: String, sourceLocation: SourceLocation = #_sourceLocation
  ) -> Found {
    let parser = XMLParser(data: Data(svg.utf8))
    let found = Found()
    parser.delegate = found
    #expect(
      parser.parse(), "line \(parser.lineNumber) is not XML", sourceLocation: sourceLocation)
    return found
  }

  @Test("The maps look as they did when someone looked at them")
  func golden() throws {
    try expectGolden(SVGMap.render(SampleDrawings.tinyTown), "Maps/tiny-town.svg")
    try expectGolden(SVGMap.render(SampleDrawings.everything), "Maps/every-sign.svg")
  }

  @Test("The legend names no barrier that lies beside the frame")
  func barrierBesideFrame() {
    var drawing = SampleDrawings.tinyTown
    let scene = MapScene(drawing, origin: CanvasPoint(0, 0), width: SVGMap.mapWidth)
    let edge = scene.frame.box.maxX
    #expect(scene.barriers.contains { $0.isInFrame })
    // Six pixels beside the frame, in the room where strokes end.
    let metres = scene.frame.metresPerPixel
    let x = drawing.extent.center.x + (edge + 6 - scene.frame.box.center.x) * metres
    drawing.barriers = [
      MapDrawing.Barrier(
        kind: "fence", shapes: [.line([PlanarPoint(x, -90_000), PlanarPoint(x, 90_000)])])
    ]
    #expect(!parse(SVGMap.render(drawing)).texts.contains("fence or wall"))
  }

  @Test("Names in any script, with any character, make well-formed XML and come out as they are")
  func escaping() {
    let nasty = "<a href=\"x\">&amp; ]]> \u{0}\u{7}\u{1B} 学校 مدرسة 🏫 '--'"
    var drawing = SampleDrawings.tinyTown
    drawing.title = nasty
    drawing.subtitle = nasty
    drawing.credits = [nasty, ""]
    drawing.demandNoun = "<p>"
    drawing.facilities[0].name = "<&>\"'\u{1}"
    drawing.barriers[0].name = nasty
    drawing.crossings[0].name = nasty
    let found = parse(SVGMap.render(drawing))
    #expect(found.texts.contains("<&>\"'"))
    #expect(found.titles.first == "<a href=\"x\">&amp; ]]>  学校 مدرسة 🏫 '--'")
  }

  @Test("The layers have the ids that are promised, each once")
  func layers() {
    let ids = parse(SVGMap.render(SampleDrawings.everything)).ids
    #expect(Set(ids).count == ids.count)
    for id in [
      "areas", "barriers", "routes", "demand", "crossings", "unserved", "facilities", "labels",
      "legend", "scale-bar", "north", "map-title", "map-description", "credits",
    ] {
      #expect(ids.contains(id), "\(id)")
    }
  }

  @Test("The legend shows only what there is")
  func legendIsHonest() {
    var drawing = SampleDrawings.tinyTown
    let all = parse(SVGMap.render(drawing)).texts
    #expect(all.contains("not served") && all.contains("closed") && all.contains("water"))
    #expect(!all.contains("railway") && !all.contains("required"))
    drawing.demand.removeAll { $0.facility == nil }
    drawing.barriers = []
    drawing.crossings = []
    drawing.unusedSites = []
    let less = parse(SVGMap.render(drawing)).texts
    for word in ["not served", "closed", "water", "Crossings", "Barriers"] {
      #expect(!less.contains(word), "\(word)")
    }
  }

  @Test(
    "Every facility is named on the map or in the key to its number", arguments: [1, 8, 30, 100])
  func everyFacilityIsNamed(count: Int) {
    let drawing = SampleDrawings.scattered(facilities: count, peopleEach: 3)
    let found = parse(SVGMap.render(drawing))
    let words = found.texts.joined(separator: " ")
    for facility in drawing.facilities {
      #expect(words.contains(facility.name), "\(facility.name)")
    }
  }

  @Test("The people who are not served are counted by weight, also those outside any window")
  func unservedPeople() {
    var drawing = SampleDrawings.tinyTown
    drawing.demand.append(
      .init(position: PlanarPoint(.nan, 0), weight: 1200, facility: nil, name: "lost"))
    drawing.demand.append(.init(position: PlanarPoint(0, 0), weight: 3, facility: 99))
    let texts = parse(SVGMap.render(drawing)).texts
    #expect(texts.contains("1,209"))
  }

  @Test("Barriers that reach round the world stay in the window")
  func clipping() {
    var drawing = SampleDrawings.tinyTown
    let wave = (0..<200_000).map { PlanarPoint(Double($0) * 0.01, 200 + Double($0 % 7) * 0.02) }
    drawing.barriers.append(.init(kind: "railway", shapes: [.line(wave)]))
    drawing.barriers.append(
      .init(
        kind: "river",
        shapes: [.line([PlanarPoint(-1e300, 1), PlanarPoint(1e300, 2), PlanarPoint(.nan, 0)])]))
    let svg = SVGMap.render(drawing)
    _ = parse(svg)
    #expect(svg.utf8.count < 20_000)
    let paths = svg.split(separator: "\n").filter {
      $0.contains("fill-rule") || $0.contains("stroke-linejoin")
    }
    let numbers = paths.joined().replacing(/#[0-9A-F]{6}/, with: "")
      .split { !($0.isNumber || $0 == ".") }.compactMap { Double($0) }
    #expect(numbers.count > 20)
    #expect((numbers.max() ?? 0) < 1300)
  }

  @Test("A hundred thousand people make a file of less than 10 bytes each")
  func compactness() {
    var drawing = MapDrawing(title: "Many")
    var random = RepeatableGenerator(seed: 5)
    drawing.facilities = (0..<10).map {
      .init(position: PlanarPoint(Double($0) * 900, 0), name: "F\($0)")
    }
    for index in 0..<100_000 {
      drawing.demand.append(
        .init(
          position: PlanarPoint(
            .random(in: 0...9000, using: &random), .random(in: 0...9000, using: &random)),
          facility: index % 10))
    }
    let svg = SVGMap.render(drawing)
    #expect(svg.utf8.count < 1_000_000)
  }

  @Test("The same drawing makes the same bytes")
  func deterministic() {
    let drawing = SampleDrawings.scattered(facilities: 40, peopleEach: 20)
    #expect(SVGMap.render(drawing) == SVGMap.render(drawing))
  }

  @Test("Nothing, one point, and points in one place are maps too")
  func degenerate() {
    _ = parse(SVGMap.render(MapDrawing(title: "")))
    var drawing = MapDrawing(title: "One")
    drawing.facilities = [.init(position: PlanarPoint(5, 5), name: "")]
    drawing.demand = [.init(position: PlanarPoint(5, 5), weight: 0, facility: 0)]
    drawing.crossings = [
      .init(kind: "bridge", path: []), .init(kind: "bridge", path: [PlanarPoint(5, 5)], users: 1),
    ]
    drawing.barriers = [.init(kind: "river", shapes: [.line([]), .area(.init(exterior: []))])]
    drawing.areas = [.init(polygons: [], facility: 7)]
    drawing.routes = [.init(path: [PlanarPoint(5, 5)], facility: -1)]
    drawing.northBearing = .nan
    drawing.groundMetresPerUnit = 0
    _ = parse(SVGMap.render(drawing))
  }

  @Test("The frame shows everybody, every facility and every crossing in use")
  func frame() {
    forEverySeed { random in
      var drawing = MapDrawing(title: "")
      let size = Double.random(in: 1...100_000, using: &random)
      func place() -> PlanarPoint {
        PlanarPoint(
          .random(in: 0...size, using: &random), .random(in: 0...size / 3, using: &random))
      }
      drawing.demand = [.init(position: place(), facility: nil)]
      drawing.facilities = [.init(position: place(), name: "")]
      drawing.crossings = [.init(kind: "bridge", path: [place(), place()], users: 1)]
      let frame = MapFrame(showing: drawing.extent, origin: CanvasPoint(10, 20), width: 800)
      let points =
        drawing.demand.map(\.position) + drawing.facilities.map(\.position)
        + drawing.crossings.flatMap(\.path)
      return points.allSatisfy { frame.visible($0) != nil }
    }
  }
}
