import Exchange
import Geography

extension Plan {
  /// `check.geojson`: what the data check found, where it has a place on the map.
  ///
  /// - Throws: A `ProjectionError` for a place off the map.
  func checkLayer() throws -> FeatureCollection {
    FeatureCollection(features: try scene.frame.features(of: findings), metadata: metadata)
  }
}

extension MapFrame {
  /// A point for every finding with a place, a line for a gap; where one finding has many places, a
  /// point for each of them.
  func features(of findings: [Finding]) throws(ProjectionError) -> [Feature] {
    var features: [Feature] = []
    for finding in findings {
      switch finding.place {
      case nil: break
      case .opening(let from, let to):
        features.append(
          Feature(
            geometry: geometry(line: try positions([from, to])),
            properties: finding.properties(ids: finding.ids)))
      case .points(let points):
        for (index, position) in try positions(points).enumerated() {
          let ids = points.count == 1 ? finding.ids : [finding.ids[index]]
          features.append(
            Feature(geometry: .point(position), properties: finding.properties(ids: ids)))
        }
      }
    }
    return features
  }
}

extension Finding {
  /// What `check.geojson` says of it.
  fileprivate func properties(ids: [String]) -> JSONObject {
    [
      "kind": .string(topic), "severity": .string(severity.rawValue),
      "message": .string(message), "ids": .array(ids.map(JSONValue.string)),
      "people": people.map(JSONValue.integer) ?? .null, "weight": .weight(weight),
      "routes": routes.map(JSONValue.integer) ?? .null,
    ]
  }

  /// What `plan.json` says of it.
  var document: JSONObject {
    var document: JSONObject = [
      "severity": .string(severity.rawValue), "message": .string(message),
    ]
    if let people {
      document["people"] = .integer(people)
      document["weight"] = .weight(weight)
    }
    if let routes { document["routes"] = .integer(routes) }
    return document
  }
}
