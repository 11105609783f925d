import Exchange

extension Plan {
  /// `sites.geojson`: the facilities of the plan, with all that their sites came with.
  func sitesLayer() -> FeatureCollection {
    let features = facilities.map { facility in
      var properties = inputProperties(of: facility)
      properties.addOwn("facility_id", .string(facility.id))
      for (name, value) in [
        ("name", facility.name), ("title", facility.name), ("label", facility.name),
      ] where properties[name] == nil {
        properties.addOwn(name, .string(value))
      }
      properties.addOwn("selected", true)
      for member in facility.document.members where member.name != "id" && member.name != "name" {
        properties.addOwn(Self.siteNames[member.name] ?? member.name, member.value)
      }
      return Feature(
        id: facility.id, idIsNumber: hasNumericID(facility),
        geometry: facility.position.map(Geometry.point), properties: properties)
    }
    return FeatureCollection(features: features, metadata: metadata)
  }

  /// What the numbers of a facility are called on the map.
  private static let siteNames = ["people": "demand_count", "weight": "demand_weight"]

  private func hasNumericID(_ facility: PlannedFacility) -> Bool {
    switch facility.source {
    case .site(let index): scene.sites[index].record.idIsNumber
    case .demand(let index): demand[index].idIsNumber
    case .free: false
    }
  }

  private func inputProperties(of facility: PlannedFacility) -> JSONObject {
    switch facility.source {
    case .site(let index): scene.sites[index].record.properties
    case .demand(let index): demand[index].properties
    case .free: JSONObject()
    }
  }
}
