import Cartography
import Geography
import TestSupport

/// Maps to look at and to test with.
enum SampleDrawings {
  /// Forty students on three banks of two rivers, names in several scripts, one bridge closed.
  static var tinyTown: MapDrawing {
    var drawing = MapDrawing(title: "Three banks: forty students & two rivers")
    drawing.subtitle =
      "2 schools serve 34 of 40 students; mean way 412 m (was 655 m). 6 students are cut off: the "
      + "only bridge over the Brook is closed."
    drawing.demandNoun = "students"
    drawing.facilityNoun = "schools"
    drawing.credits = ["Made-up town. Planar metres, seed 7."]
    drawing.facilities = [
      .init(position: PlanarPoint(150, 300), name: "विद्यालय रामपुर", status: .new, people: 18),
      .init(
        position: PlanarPoint(520, 260), name: "Школа № 7 <Север>", status: .existing, people: 16),
    ]
    drawing.unusedSites = [
      .init(position: PlanarPoint(250, 120), name: "مدرسة الجسر"),
      .init(position: PlanarPoint(600, 420), name: "第三小学"),
      .init(position: PlanarPoint(420, 500), name: "Old \"Mill\" school", status: .closed),
    ]
    var random = RepeatableGenerator(seed: 7)
    for index in 0..<40 {
      let bank = index < 18 ? 0 : index < 34 ? 1 : 2
      let x = Double.random(in: [20...320, 400...680, 760...880][bank], using: &random)
      let y = Double.random(in: 20...560, using: &random)
      drawing.demand.append(
        .init(
          position: PlanarPoint(x, y), facility: bank < 2 ? bank : nil, name: "00\(index)",
          reason: bank == 2 ? "no open crossing over the Brook" : ""))
    }
    drawing.barriers = [
      .init(
        name: "River", kind: "river",
        shapes: [
          .area(
            PlanarPolygon(
              exterior: [
                PlanarPoint(330, -900), PlanarPoint(390, -900), PlanarPoint(370, 250),
                PlanarPoint(390, 2000), PlanarPoint(340, 2000), PlanarPoint(330, 250),
              ]))
        ]),
      .init(
        name: "Brook", kind: "stream",
        shapes: [
          .line([PlanarPoint(720, -5000), PlanarPoint(715, 300), PlanarPoint(740, 5000)])
        ]),
    ]
    drawing.crossings = [
      .init(
        name: "Old bridge", kind: "bridge", path: [PlanarPoint(328, 200), PlanarPoint(374, 200)],
        users: 9),
      .init(name: "Mill bridge", kind: "footbridge", path: [PlanarPoint(717, 280)], isOpen: false),
    ]
    return drawing
  }

  /// Many facilities in a square kilometre or a hundred, each with people around it.
  static func scattered(
    facilities: Int, peopleEach: Int, side: Double = 10_000, seed: UInt64 = 1
  ) -> MapDrawing {
    var random = RepeatableGenerator(seed: seed)
    var drawing = MapDrawing(title: "\(facilities) clinics")
    let words = ["North", "Mill", "Saint Anne", "River", "Oak", "Station", "Market", "Hill"]
    for index in 0..<facilities {
      let place = PlanarPoint(
        .random(in: 0...side, using: &random), .random(in: 0...side, using: &random))
      let name = "\(words[index % words.count]) clinic \(index + 1)"
      drawing.facilities.append(
        .init(
          position: place, name: name,
          status: MapDrawing.Facility.Status.allCases[index % 3], people: Double(peopleEach)))
    }
    for _ in 0..<(facilities * peopleEach) {
      let place = PlanarPoint(
        .random(in: 0...side, using: &random), .random(in: 0...side, using: &random))
      let nearest = drawing.facilities.indices.min {
        drawing.facilities[$0].position.distance(to: place)
          < drawing.facilities[$1].position.distance(to: place)
      }
      drawing.demand.append(.init(position: place, facility: nearest))
    }
    return drawing
  }

  /// Every kind of barrier and crossing, weights that differ, areas, routes and unserved people.
  static var everything: MapDrawing {
    var drawing = scattered(facilities: 5, peopleEach: 60, side: 4000, seed: 3)
    drawing.title = "Every sign there is"
    drawing.subtitle = "5 clinics serve 285 of 300 people."
    drawing.credits = ["Data: nobody's", "Projection: a plane"]
    drawing.northBearing = 12
    for index in drawing.demand.indices {
      drawing.demand[index].weight = [1, 2, 5, 20][index % 4]
      if index % 20 == 0 {
        drawing.demand[index].facility = nil
        drawing.demand[index].reason = "beyond 2 km"
      }
    }
    let kinds = ["river", "railway", "motorway", "fence", "cliff"]
    drawing.barriers = kinds.enumerated().map { index, kind in
      let y = 500 + 700 * Double(index)
      return .init(
        name: "The \(kind)", kind: kind,
        shapes: [
          .line([PlanarPoint(-2000, y), PlanarPoint(2000, y + 150), PlanarPoint(9e6, y + 9e5)])
        ])
    }
    drawing.barriers.append(
      .init(
        name: "Lake", kind: "lake",
        shapes: [
          .area(
            PlanarPolygon(
              exterior: [
                PlanarPoint(2600, 2700), PlanarPoint(3500, 2700), PlanarPoint(3500, 3150),
                PlanarPoint(2600, 3150),
              ],
              holes: [[PlanarPoint(2900, 2850), PlanarPoint(3100, 2850), PlanarPoint(3000, 3000)]]))
        ]))
    let crossings = ["bridge", "level_crossing", "underpass", "gate", "ferry"]
    drawing.crossings = crossings.enumerated().map { index, kind in
      .init(
        name: "\(kind) \(index)", kind: kind,
        path: [PlanarPoint(2000, 650 + 700 * Double(index))], isOpen: index != 3,
        users: [1240, 310, 80, 0, 12][index])
    }
    drawing.areas = [
      .init(
        polygons: [
          PlanarPolygon(exterior: [
            PlanarPoint(0, 0), PlanarPoint(1800, 0), PlanarPoint(1800, 1500), PlanarPoint(0, 1500),
          ])
        ], facility: 0)
    ]
    for point in drawing.demand.prefix(60) {
      guard let facility = point.facility else { continue }
      drawing.routes.append(
        .init(path: [point.position, drawing.facilities[facility].position], facility: facility))
    }
    return drawing
  }
}
