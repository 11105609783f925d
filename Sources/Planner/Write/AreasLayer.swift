import Exchange
import Geography
import Travel

extension Plan {
  /// `areas.geojson`: the land that is nearest to each facility by travel distance, and then, if
  /// there is such land, what is cut off from all of them.
  ///
  /// - Throws: A `ProjectionError` for a corner off the map.
  func areasLayer() throws -> FeatureCollection {
    let features = try scene.areas.map { area in
      let facility = area.site.map { facilities[$0] }
      return Feature(
        geometry: .multiPolygon(try area.polygons.map { try rings(of: $0) }),
        properties: [
          "facility_id": .text(facility?.id), "facility_name": .text(facility?.name),
          "area_km2": .double(area.area / 1e6, decimals: 6),
        ])
    }
    return FeatureCollection(features: features, metadata: metadata)
  }

  /// Rings as GeoJSON has them: the first position comes again at the end.
  private func rings(of polygon: PlanarPolygon) throws -> [[Position]] {
    try ([polygon.exterior] + polygon.holes).map { ring in
      let positions = try scene.frame.positions(ring)
      return positions + positions.prefix(1)
    }
  }
}
