import Exchange
import Geography

extension ClusterReport {
  /// More points than this are left out of the map layer; the table has them all.
  static let mostMapped = 200_000

  /// `centers.csv`: a row per cluster, in the units of the file.
  func centersTable() -> [UInt8] {
    let names = ClusterCenter.names(input, prepared)
    let hasIDs = centers.contains { $0.id != nil }
    var text = CellText()
    var header = ["cluster", "size"]
    if hasIDs { header.append("id") }
    let shown = centers.first?.values.isEmpty == false ? names : []
    ClusterTable.addHeader(header, shown + [costKey], to: &text)
    for center in centers {
      text.add(center.number + 1)
      text.comma()
      text.add(center.size)
      if hasIDs {
        text.comma()
        text.add(center.id ?? "")
      }
      for value in center.values {
        text.comma()
        text.add(JSONNumber(value)?.text ?? "")
      }
      text.comma()
      text.add(JSONNumber(center.cost)?.text ?? "")
      text.endLine()
    }
    return text.bytes
  }

  /// `clusters.geojson`: points, centers and the outlines of clusters; nil without coordinates.
  func layer() throws -> [UInt8]? {
    guard let places = input.places else { return nil }
    var features: [Feature] = []
    let hasPoints = input.rowCount <= Self.mostMapped
    features += try hulls(places)
    for center in centers {
      guard let position = center.position else { continue }
      features.append(
        Feature(
          geometry: .point(position),
          properties: [
            "role": "center", "cluster": .integer(center.number + 1),
            "size": .integer(center.size), "id_of_center": .text(center.id),
          ]))
    }
    if hasPoints { features += points(places) }
    var metadata: JSONObject = ["clusters": .integer(fit.clusterCount)]
    if !hasPoints { metadata["points"] = "left out for their number; clusters.csv has them" }
    let writer = GeoJSONWriter(coordinates: places.frame.coordinates)
    return writer.encode(FeatureCollection(features: features, metadata: metadata))
  }

  private func points(_ places: ClusterPlaces) -> [Feature] {
    let properties = input.table.properties()
    return (0..<input.rowCount).map { row in
      var object = properties(row)
      object.addOwn("cluster", labels[row] < 0 ? .null : .integer(labels[row] + 1))
      object.addOwn("distance_to_center", .double(distances[row], decimals: 6))
      object.addOwn("role", "point")
      let own = input.table.ownID(ofRow: row)
      return Feature(
        id: own?.text ?? input.id(row), idIsNumber: own?.isNumber ?? false,
        geometry: places.positions[row].map(Geometry.point), properties: object)
    }
  }

  /// The smallest convex area around each cluster, where it has three corners.
  private func hulls(_ places: ClusterPlaces) throws -> [Feature] {
    guard let points = prepared.points else { return [] }
    var members = [[PlanarPoint]](repeating: [], count: fit.clusterCount)
    for (point, label) in zip(points, fit.labels) where label >= 0 { members[label].append(point) }
    var features: [Feature] = []
    for (number, points) in members.enumerated() {
      let hull = PlanarPoint.convexHull(of: points)
      guard hull.count > 2 else { continue }
      features.append(
        Feature(
          geometry: try places.frame.geometry(PlanarPolygon(exterior: hull)),
          properties: [
            "role": "hull", "cluster": .integer(number + 1), "size": .integer(points.count),
          ]))
    }
    return features
  }
}
