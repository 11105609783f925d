import Exchange
import Geography
import Travel

extension Plan {
  /// `areas.geojson`: the land that is nearest to each facility by travel distance, and then, if
  /// there is such land, what is cut off from all of them.
  ///
  /// - Throws: A `ProjectionError` for a corner off the map.
  func areasLayer() throws -> FeatureCollection {
    try scene.frame.layer(
      of: scene.areas, named: facilities.map { ($0.id, $0.name) }, properties: [],
      metadata: metadata)
  }
}

extension MapFrame {
  /// Service areas as features.
  ///
  /// - Parameters:
  ///   - areas: In the order in which they come out.
  ///   - names: Id and name of each facility.
  ///   - properties: What else the areas of each facility say; empty where that is nothing.
  ///   - metadata: What the collection says of itself.
  /// - Returns: A feature for each of the areas, in their order.
  /// - Throws: A `ProjectionError` for a corner off the map.
  func layer(
    of areas: [ServiceArea], named names: [(id: String, name: String)], properties: [JSONObject],
    metadata: JSONObject
  ) throws -> FeatureCollection {
    let features = try areas.map { area in
      let facility = area.site.map { names[$0] }
      var all = JSONObject()
      if let site = area.site, properties.indices.contains(site) { all = properties[site] }
      all.addOwn("facility_id", .text(facility?.id))
      all.addOwn("facility_name", .text(facility?.name))
      all.addOwn("area_km2", .double(area.area / 1e6, decimals: 6))
      return Feature(
        geometry: .multiPolygon(try writtenAreas(area.polygons)), properties: all)
    }
    return FeatureCollection(features: features, metadata: metadata)
  }
}
