import Exchange

extension Plan {
  /// `plan.gpkg`: all layers of the plan in one file, with colours and labels for QGIS.
  ///
  /// - Throws: A `ProjectionError` for a bend off the map, or an `OutputError`.
  func geoPackage() throws -> [UInt8] {
    var layers = [
      GeoPackageFile.Layer("sites", sitesLayer(), color: "#d7191c", label: "name"),
      GeoPackageFile.Layer("demand", demandLayer(), color: "#2b83ba"),
    ]
    if routes != .none {
      layers.append(GeoPackageFile.Layer("routes", try routesLayer(), color: "#7f7f7f"))
    }
    if !scene.areas.isEmpty {
      layers.append(
        GeoPackageFile.Layer("areas", try areasLayer(), color: "#abdda4", label: "facility_name"))
    }
    layers.append(GeoPackageFile.Layer("check", try checkLayer(), color: "#fdae61"))
    return try GeoPackageFile.bytes(layers, coordinates: scene.frame.coordinates)
  }
}
