import Exchange

extension Plan {
  /// `plan.gpkg`: all layers of the plan in one file, with colours and labels for QGIS.
  ///
  /// - Throws: A `DataFaults` where a barrier lies off the map, a `ProjectionError` for a bend off it, or an
  ///   `OutputError`.
  func geoPackage() throws -> [UInt8] {
    let style = try PlanStyle(self)
    let barriers = barriersLayer()
    var layers = [
      GeoPackageFile.Layer("sites", sitesLayer(), style.sites),
      GeoPackageFile.Layer("demand", demandLayer(), style.demand),
      GeoPackageFile.Layer("crossings", crossingsLayer(), style.crossings),
      GeoPackageFile.Layer("barriers", barriers, style.barriers(barriers)),
    ]
    if routes != .none {
      layers.append(GeoPackageFile.Layer("routes", try routesLayer(), style.routes))
    }
    if !scene.areas.isEmpty {
      layers.append(GeoPackageFile.Layer("areas", try areasLayer(), style.areas))
    }
    if !alternatives.isEmpty {
      layers.append(
        GeoPackageFile.Layer("alternatives", alternativesLayer(), style.alternatives))
    }
    layers.append(GeoPackageFile.Layer("check", try checkLayer(), style.findings))
    return try GeoPackageFile.bytes(layers, coordinates: scene.frame.coordinates)
  }

  /// The barriers with all that their files say of them.
  private func barriersLayer() -> FeatureCollection {
    FeatureCollection(
      features: scene.barriers.map { barrier in
        var properties = barrier.properties
        for (name, value) in [("name", barrier.name), ("kind", barrier.kind)]
        where properties[name] == nil && !value.isEmpty {
          properties.addOwn(name, .string(value))
        }
        return Feature(
          id: barrier.id, idIsNumber: barrier.idIsNumber, geometry: barrier.geometry,
          properties: properties)
      })
  }

  /// The crossings that have a place, with who uses them.
  private func crossingsLayer() -> FeatureCollection {
    let uses = Dictionary(crossings.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    return FeatureCollection(
      features: scene.crossings.filter { $0.geometry != nil }.map { crossing in
        let use = uses[crossing.id]
        var properties = crossing.properties
        for (name, value) in [("name", crossing.name), ("kind", crossing.kind)]
        where properties[name] == nil && !value.isEmpty {
          properties.addOwn(name, .string(value))
        }
        properties["open"] = .bool(use?.isOpen ?? crossing.isOpen)
        properties["cost_m"] = .measure(use?.cost ?? crossing.cost)
        properties.addOwn("users", .integer(use?.users ?? 0))
        properties.addOwn("users_weight", .weight(use?.weight ?? 0))
        return Feature(
          id: crossing.id, idIsNumber: crossing.idIsNumber, geometry: crossing.geometry,
          properties: properties)
      })
  }
}
