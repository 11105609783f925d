/// A small GeoPackage that is made as a whole.
package enum GeoPackageFile {
  package struct Layer {
    var name: String
    var features: FeatureCollection
    var style: QGISStyle

    package init(_ name: String, _ features: FeatureCollection, _ style: QGISStyle) {
      self.name = name
      self.features = features
      self.style = style
    }
  }

  /// The bytes of a file with these layers; those without features are left out.
  ///
  /// Every layer holds geometries of one kind, as QGIS needs it: where there are points, lines and areas among the features, those that
  /// follow the first kind get layers of their own, such as `check_lines`.
  ///
  /// - Throws: An `OutputError` with what SQLite says.
  package static func bytes(
    _ layers: [Layer], coordinates: CoordinateKind
  ) throws -> [UInt8] {
    let writer = try GeoPackageWriter()
    for layer in layers {
      for part in GeometryFamily.parts(of: layer.features.features) {
        let name = part.isFirst ? layer.name : "\(layer.name)_\(part.family.rawValue)"
        let batch = FeatureBatch(part.features)
        let table = try writer.begin(
          GeoPackageWriter.Layer(
            name: name, survey: FeatureSurvey(batch),
            crs: coordinates == .geographic ? "EPSG:4326" : nil))
        try table.add(batch)
        try table.finish()
        writer.add(style: layer.style.qml(part.family.symbol), to: name)
      }
    }
    return try writer.bytes()
  }
}

extension FeatureBatch {
  /// The batch of features that are in memory.
  package init(_ features: [Feature]) {
    self.init()
    var json = JSONWriter()
    for feature in features {
      var entry = Entry()
      if let id = feature.id {
        let start = json.bytes.count
        if feature.idIsNumber { json.addNumber(id) } else { json.addString(id) }
        entry.id = ByteSpan(start, json.bytes.count)
      }
      let start = json.bytes.count
      json.add(feature.properties)
      entry.properties = ByteSpan(start, json.bytes.count)
      entry.number = entries.count + 1
      add(feature.geometry)
      close(entry)
    }
    text = json.bytes + [UInt8](repeating: 0, count: JSONCursor.padding)
  }
}
