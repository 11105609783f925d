/// A small GeoPackage that is made as a whole.
package enum GeoPackageFile {
  package struct Layer {
    var name: String
    var features: FeatureCollection
    /// How QGIS draws it, as `#rrggbb`.
    var color: String
    /// How large points are and how wide lines, in millimetres.
    var size: Double
    /// The property that QGIS writes beside each feature; nil for none.
    var label: String?

    package init(
      _ name: String, _ features: FeatureCollection, color: String, size: Double = 0.4,
      label: String? = nil
    ) {
      self.name = name
      self.features = features
      self.color = color
      self.size = size
      self.label = label
    }
  }

  /// The bytes of a file with these layers; those without features are left out.
  ///
  /// - Throws: An `OutputError` where no temporary file can be made.
  package static func bytes(
    _ layers: [Layer], coordinates: CoordinateKind
  ) throws -> [UInt8] {
    let path = TemporaryFile.path("plan.gpkg")
    defer { FileSystem.remove(path) }
    let writer = try GeoPackageWriter(path: path, force: true)
    for layer in layers where !layer.features.features.isEmpty {
      let batch = FeatureBatch(layer.features.features)
      let survey = FeatureSurvey(batch)
      let table = try writer.begin(
        GeoPackageWriter.Layer(
          name: layer.name, survey: survey,
          crs: coordinates == .geographic ? "EPSG:4326" : nil))
      try table.add(batch)
      try table.finish()
      writer.add(
        style: LayerStyle.qml(
          survey.geometryType, color: layer.color, size: layer.size, label: layer.label),
        to: layer.name)
    }
    try writer.finish()
    return try InputFile(path: path).bytes
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

/// How QGIS is to draw a layer.
private enum LayerStyle {
  static func qml(
    _ geometryType: String, color: String, size: Double, label: String?
  ) -> String {
    let digits = Array(color.dropFirst())
    let parts = stride(from: 0, to: 6, by: 2).map { index in
      Int(String(digits[index...index + 1]), radix: 16) ?? 0
    }
    let rgb = parts.map(String.init).joined(separator: ",")
    let (kind, layer, options): (String, String, [(String, String)]) =
      if geometryType.hasSuffix("POINT") {
        (
          "marker", "SimpleMarker",
          [("color", "\(rgb),255"), ("size", "\(size)"), ("name", "circle")]
        )
      } else if geometryType.hasSuffix("LINESTRING") {
        ("line", "SimpleLine", [("line_color", "\(rgb),255"), ("line_width", "\(size)")])
      } else {
        ("fill", "SimpleFill", [("color", "\(rgb),110"), ("outline_color", "90,90,90,255")])
      }
    let list = options.map { "<Option name=\"\($0.0)\" type=\"QString\" value=\"\($0.1)\"/>" }
    let props = options.map { "<prop k=\"\($0.0)\" v=\"\($0.1)\"/>" }
    let labels = label.map {
      "<labeling type=\"simple\"><settings><text-style fieldName=\"\($0)\" fontSize=\"9\">"
        + "<text-buffer bufferDraw=\"1\" bufferSize=\"0.8\" bufferColor=\"255,255,255,255\"/></text-style>"
        + "</settings></labeling>"
    }
    return "<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>"
      + "<qgis version=\"3.22\" styleCategories=\"Symbology|Labeling\" "
      + "labelsEnabled=\"\(label == nil ? 0 : 1)\"><renderer-v2 type=\"singleSymbol\"><symbols>"
      + "<symbol type=\"\(kind)\" name=\"0\" alpha=\"1\"><layer class=\"\(layer)\" enabled=\"1\">"
      + "<Option type=\"Map\">\(list.joined())</Option>\(props.joined())</layer></symbol>"
      + "</symbols></renderer-v2>\(labels ?? "")</qgis>"
  }
}
