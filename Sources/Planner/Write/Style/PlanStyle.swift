import Cartography
import Exchange
import Geography
import Travel

/// The layers of a plan in the colours of its map: a site, its people, its area and its ways in one.
struct PlanStyle {
  let plan: Plan
  /// By facility.
  private let colours: [String]

  /// - Throws: A `DataFaults` where a barrier lies off the map.
  init(_ plan: Plan) throws {
    self.plan = plan
    // Without a place there is no map, and nothing that could be drawn.
    colours = plan.hasMap ? SVGMap.facilityColours(try plan.drawing()) : []
  }

  /// The colour of a facility and its people; that of people who are not served for nil.
  func colour(_ facility: Int?) -> String {
    guard let facility else { return PlainColour.unserved }
    return colours.indices.contains(facility) ? colours[facility] : PlainColour.unused
  }

  func sites(_ layer: FeatureCollection) -> FeatureCollection {
    // The shapes of Maki that are nearest to those of the map.
    let symbols = ["chosen": "star", "required": "square", "existing": "circle"]
    return layer.styled { index in
      let facility = plan.facilities[index]
      let distances = facility.distances
      var words = Decimals.people(distances.weight)
      if let mean = distances.mean, let longest = distances.maximum {
        words += ": \(Plan.metres(mean)) on average, the farthest \(Plan.metres(longest))"
      }
      return .marker(colour(index), size: "large", symbol: symbols[facility.status])
        .told(facility.name, words)
    }
  }

  func demand(_ layer: FeatureCollection) -> FeatureCollection {
    layer.styled { index in
      let assignment = plan.assignments[index]
      let record = plan.demand[index]
      return SimpleStyle.marker(
        colour(assignment.facility), size: assignment.facility == nil ? "medium" : "small"
      ).told(record.name ?? record.id, way(of: index) ?? assignment.unserved?.description)
    }
  }

  /// Where somebody goes, and how far that is; nil for those who are not served.
  private func way(of person: Int) -> String? {
    let assignment = plan.assignments[person]
    guard let facility = assignment.facility, let distance = assignment.distance else { return nil }
    return "to \(plan.facilities[facility].name), \(Plan.metres(distance))"
  }

  func routes(_ layer: FeatureCollection) -> FeatureCollection {
    let people = plan.peopleWithRoutes
    return layer.styled { index in
      let person = people[index]
      let record = plan.demand[person]
      return .line(colour(plan.assignments[person].facility), width: 1.5, opacity: 0.6)
        .told(record.name ?? record.id, way(of: person))
    }
  }

  func areas(_ layer: FeatureCollection) -> FeatureCollection {
    layer.styled { index in
      let area = plan.scene.areas[index]
      return .area(area.site.map(colour) ?? PlainColour.unused, opacity: 0.2)
        .told(
          area.site.map { plan.facilities[$0].name } ?? "cut off from all",
          Decimals.land(area.area))
    }
  }

  func alternatives(_ layer: FeatureCollection) -> FeatureCollection {
    let facilities = Dictionary(
      plan.facilities.enumerated().map { ($1.id, $0) }, uniquingKeysWith: { first, _ in first })
    let all = plan.alternatives.flatMap(\.facilities)
    return layer.styled { index in
      let facility = all[index]
      let own = facility.isInPlan ? facilities[facility.id] : nil
      return .marker(own.map(colour) ?? PlainColour.unused, size: "medium")
        .told(facility.name, Decimals.people(facility.distances.weight))
    }
  }

  func findings(_ layer: FeatureCollection) -> FeatureCollection {
    layer.styled { index in
      let feature = layer.features[index]
      let severity = feature.properties["severity"]?.stringValue
      let colour =
        severity == Finding.Severity.note.rawValue
        ? PlainColour.unused
        : severity == Finding.Severity.warning.rawValue
          ? PlainColour.warning : PlainColour.unserved
      let isPoint = if case .point = feature.geometry { true } else { false }
      let style =
        isPoint
        ? SimpleStyle.marker(colour, size: "medium") : .line(colour, width: 3, opacity: 1)
      return style.told(
        feature.properties["kind"]?.stringValue, feature.properties["message"]?.stringValue)
    }
  }
}

extension FeatureCollection {
  /// Service areas of facilities alone, in the colours that a map of them would have.
  ///
  /// - Parameters:
  ///   - sites: The facility of each area; nil for land that reaches none.
  ///   - points: Where the facilities stand on the map.
  /// - Returns: The same in colours.
  func styled(areasOf sites: [Int?], points: [PlanarPoint]) -> FeatureCollection {
    var drawing = MapDrawing(title: "")
    drawing.facilities = points.map { MapDrawing.Facility(position: $0, name: "") }
    let colours = SVGMap.facilityColours(drawing)
    return styled { index in
      let colour = sites[index].map { colours[$0] } ?? PlainColour.unused
      return .area(colour, opacity: 0.2).told(
        features[index].properties["facility_name"]?.stringValue ?? "cut off from all",
        features[index].properties["area_km2"]?.doubleValue.map { Decimals.land($0 * 1e6) })
    }
  }
}
