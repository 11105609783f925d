/// Kinds of geometry that a layer of a map can hold together.
enum GeometryFamily: String, CaseIterable {
  case points, lines, areas, collections

  init(_ geometry: Geometry) {
    switch geometry {
    case .point, .multiPoint: self = .points
    case .lineString, .multiLineString: self = .lines
    case .polygon, .multiPolygon: self = .areas
    case .geometryCollection: self = .collections
    }
  }

  /// How they are drawn.
  var symbol: QGISStyle.Symbol {
    switch self {
    case .points, .collections: .marker
    case .lines: .line
    case .areas: .fill
    }
  }

  /// The features of each family, in their order; those without a geometry are with the first.
  ///
  /// Where a family has single and multiple geometries, all become multiple ones.
  static func parts(
    of features: [Feature]
  ) -> [(family: GeometryFamily, isFirst: Bool, features: [Feature])] {
    let found = Set(features.compactMap { $0.geometry.map(GeometryFamily.init) })
    let first = allCases.first(where: found.contains) ?? .points
    return allCases.filter { found.contains($0) || $0 == first && !features.isEmpty }.map {
      family in
      var part = features.filter { ($0.geometry.map(GeometryFamily.init) ?? first) == family }
      if Set(part.compactMap { $0.geometry?.typeName }).count > 1 {
        for index in part.indices { part[index].geometry = part[index].geometry?.multiple }
      }
      return (family, family == first, part)
    }
  }
}

extension Geometry {
  /// The same as one of several.
  fileprivate var multiple: Geometry {
    switch self {
    case .point(let position): .multiPoint([position])
    case .lineString(let line): .multiLineString([line])
    case .polygon(let rings): .multiPolygon([rings])
    case .multiPoint, .multiLineString, .multiPolygon, .geometryCollection: self
    }
  }
}
