import Cartography
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
      text.add(JSONNumber(plainCost(center.cost))?.text ?? "")
      text.endLine()
    }
    return text.bytes
  }

  /// `clusters.geojson`: points, centers and the outlines of clusters; nil without coordinates.
  ///
  /// - Parameter colours: Per cluster its colour, for the keys of simplestyle; nil without them.
  /// - Returns: The text of the file.
  /// - Throws: What keeps outlines from being put on the map.
  func layer(colours: [String]? = nil) throws -> [UInt8]? {
    guard let places = input.places else { return nil }
    let hasPoints = input.rowCount <= Self.mostMapped
    let hulls = try hulls(places)
    var features = hulls.map(\.feature)
    var kinds = hulls.map { LayerPart.hull(cluster: $0.cluster, size: $0.size) }
    for center in centers {
      guard let position = center.position else { continue }
      kinds.append(.center(cluster: center.number, size: center.size))
      features.append(
        Feature(
          geometry: .point(position),
          properties: labelled(
            center.number,
            [
              "role": "center", "cluster": .integer(center.number + 1),
              "size": .integer(center.size), "id_of_center": .text(center.id),
            ])))
    }
    if hasPoints {
      features += points(places)
      kinds += labels.map { LayerPart.point(cluster: $0 < 0 ? nil : $0) }
    }
    var metadata = self.metadata
    if !hasPoints { metadata["points"] = "left out for their number; clusters.csv has them" }
    var layer = FeatureCollection(features: features, metadata: metadata)
    if let colours {
      layer = layer.styled { style(of: layer.features[$0], kinds[$0], colours) }
    }
    return GeoJSONWriter(coordinates: places.frame.coordinates).encode(layer)
  }

  /// Properties with the name of a cluster, for programs that write one beside what they draw.
  private func labelled(_ cluster: Int, _ properties: JSONObject) -> JSONObject {
    var properties = properties
    for name in ["name", "title", "label"] { properties[name] = .string("cluster \(cluster + 1)") }
    return properties
  }

  private func style(
    of feature: Feature, _ part: LayerPart, _ colours: [String]
  ) -> SimpleStyle {
    switch part {
    case .center(let cluster, let size):
      return .marker(colours[cluster], size: "large", symbol: "star")
        .told(nil, Count.of(size, "row"))
    case .hull(let cluster, let size):
      return .area(colours[cluster], opacity: 0.15).told(nil, Count.of(size, "row"))
    case .point(let cluster):
      let name = feature.properties["name"]?.stringValue
      let colour = cluster.map { colours[$0] } ?? PlainColour.unused
      return .marker(colour, size: "small").told(
        name?.isEmpty == false ? name : feature.id,
        cluster.map { "cluster \($0 + 1)" } ?? "in no cluster")
    }
  }

  /// What a feature of the layer is; clusters count from 0.
  private enum LayerPart {
    case hull(cluster: Int, size: Int)
    case center(cluster: Int, size: Int)
    case point(cluster: Int?)
  }

  /// What this was made from.
  var provenance: Provenance {
    var parameters: JSONObject = [
      "method": .string(settings.method.rawValue), "metric": .string(settings.usedMetric.rawValue),
    ]
    if !settings.columns.isEmpty {
      parameters["columns"] = .array(settings.columns.map(JSONValue.string))
    }
    parameters["weight"] = settings.weight.map(JSONValue.string)
    parameters["crs"] = settings.crs.map(JSONValue.string)
    parameters["scale"] = .string(settings.scale.rawValue)
    parameters["missing"] = .string(settings.missing.rawValue)
    return Provenance(command: settings.command, inputs: inputs, parameters: parameters)
  }

  private var metadata: JSONObject {
    var metadata = provenance.members
    metadata["seed"] = .unsigned(settings.seed)
    metadata["status"] = .string(fit.end)
    if let cost = fit.cost { metadata["objective"] = .double(plainCost(cost)) }
    metadata["objective_is"] = .string(fit.costName)
    if let bound = fit.bound { metadata["bound"] = .double(plainCost(bound)) }
    metadata["clusters"] = .integer(fit.clusterCount)
    metadata["rows"] = .integer(input.rowCount)
    return metadata
  }

  private func points(_ places: ClusterPlaces) -> [Feature] {
    let properties = input.table.properties()
    return (0..<input.rowCount).map { row in
      var object = properties(row)
      object.addOwn("cluster", labels[row] < 0 ? .null : .integer(labels[row] + 1))
      let distance = distances[row]
      object.addOwn(
        "distance_to_center",
        distance > 0 && distance < 1e-5 ? .double(distance) : .double(distance, decimals: 6))
      object.addOwn("role", "point")
      let own = input.table.ownID(ofRow: row)
      return Feature(
        id: own?.text ?? input.id(row), idIsNumber: own?.isNumber ?? false,
        geometry: places.positions[row].map(Geometry.point), properties: object)
    }
  }

  /// The smallest convex area around each cluster, where it has three corners.
  private func hulls(
    _ places: ClusterPlaces
  ) throws -> [(feature: Feature, cluster: Int, size: Int)] {
    guard let points = prepared.points else { return [] }
    var members = [[PlanarPoint]](repeating: [], count: fit.clusterCount)
    for (point, label) in zip(points, fit.labels) where label >= 0 { members[label].append(point) }
    var features: [(feature: Feature, cluster: Int, size: Int)] = []
    for (number, points) in members.enumerated() {
      let hull = PlanarPoint.convexHull(of: points)
      guard hull.count > 2 else { continue }
      let feature = Feature(
        geometry: try places.frame.geometry(PlanarPolygon(exterior: hull)),
        properties: labelled(
          number,
          [
            "role": "hull", "cluster": .integer(number + 1), "size": .integer(points.count),
          ]))
      features.append((feature, number, points.count))
    }
    return features
  }
}
