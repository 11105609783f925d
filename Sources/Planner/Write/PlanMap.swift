import Cartography
import Exchange
import Geography
import Travel

extension Plan {
  /// At most so many ways are drawn; more would hide the people.
  private static var drawnWays: Int { 500 }

  /// The plan as a drawing for `map.svg`.
  ///
  /// - Throws: A `DataFaults` where a barrier lies off the map.
  func drawing() throws -> MapDrawing {
    var drawing = MapDrawing(title: title)
    drawing.subtitle = headline
    drawing.credits = scene.credits + [footnote]
    drawing.demand = demand.indices.compactMap { person in
      guard let point = scene.people[person].point else { return nil }
      let assignment = assignments[person]
      return MapDrawing.DemandPoint(
        position: point, weight: demand[person].weight, facility: assignment.facility,
        name: scene.people[person].label, reason: assignment.unserved?.description ?? "")
    }
    drawing.facilities = facilities.map { facility in
      MapDrawing.Facility(
        position: facility.point ?? PlanarPoint(.nan, .nan), name: facility.name,
        status: MapDrawing.Facility.Status(rawValue: facility.status) ?? .new,
        people: facility.distances.weight)
    }
    drawing.unusedSites = unusedSites
    drawing.barriers = try scene.frame.barriers(scene.barriers).map(MapDrawing.Barrier.init)
    drawing.crossings = try crossingsOnMap()
    drawing.areas = scene.areas.compactMap { area in
      area.site.map {
        MapDrawing.Area(name: facilities[$0].name, polygons: area.polygons, facility: $0)
      }
    }
    if routes != .none && demand.count <= Self.drawnWays {
      drawing.routes = assignments.compactMap { assignment in
        guard let first = assignment.path.first, let last = assignment.path.last,
          assignment.path.count > 1
        else { return nil }
        return MapDrawing.Route(
          path: routes == .lines ? [first, last] : assignment.path, facility: assignment.facility)
      }
    }
    return drawing
  }

  /// Whether there is anything to draw.
  var hasMap: Bool { scene.people.contains { $0.point != nil } }

  private var unusedSites: [MapDrawing.UnusedSite] {
    let opened = Set(
      facilities.compactMap { facility in
        if case .site(let index) = facility.source { index } else { nil }
      })
    return scene.sites.indices.compactMap { index in
      guard !opened.contains(index), let point = scene.siteLocations[index].point else {
        return nil
      }
      return MapDrawing.UnusedSite(
        position: point, name: scene.siteLocations[index].name ?? scene.siteLocations[index].id,
        status: scene.sites[index].status == .closed ? .closed : .candidate)
    }
  }

  private func crossingsOnMap() throws -> [MapDrawing.Crossing] {
    let uses = Dictionary(crossings.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    return try scene.frame.crossings(scene.crossings).flatMap { crossing in
      let paths: [[PlanarPoint]] =
        switch crossing.shape {
        case .point(let point): [[point]]
        case .line(let points): [points]
        case .lines(let parts): parts
        }
      let use = uses[crossing.id]
      return paths.enumerated().map { number, path in
        MapDrawing.Crossing(
          name: number == 0 ? crossing.name : "", kind: crossing.kind, path: path,
          isOpen: use?.isOpen ?? crossing.isOpen, users: use?.weight ?? 0)
      }
    }
  }

  /// Where the map comes from, for its lower edge.
  private var footnote: String {
    "Footbridge \(FootbridgeVersion.current); distances: \(distance); seed \(search.seed)"
  }
}
