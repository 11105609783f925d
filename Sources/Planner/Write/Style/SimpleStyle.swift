import Exchange

/// How one feature looks, by the keys of simplestyle 1.1, which geojson.io and many others draw.
struct SimpleStyle {
  private var keys: [(name: String, value: JSONValue)] = []
  private var texts: [(name: String, value: JSONValue)] = []

  /// A point.
  ///
  /// - Parameters:
  ///   - color: Such as `#0072B2`.
  ///   - size: `small`, `medium` or `large`.
  ///   - symbol: The name of an icon of the Maki set; nil for a plain marker.
  /// - Returns: The style, without texts.
  static func marker(_ color: String, size: String, symbol: String? = nil) -> SimpleStyle {
    var style = SimpleStyle()
    style.keys = [("marker-color", .string(color)), ("marker-size", .string(size))]
    if let symbol { style.keys.append(("marker-symbol", .string(symbol))) }
    return style
  }

  /// A line, its width in pixels.
  static func line(_ color: String, width: Double, opacity: Double) -> SimpleStyle {
    var style = SimpleStyle()
    style.keys = [
      ("stroke", .string(color)), ("stroke-width", .double(width, decimals: 1)),
      ("stroke-opacity", .double(opacity, decimals: 2)),
    ]
    return style
  }

  /// An area with its border.
  static func area(_ color: String, opacity: Double) -> SimpleStyle {
    var style = line(color, width: 1.5, opacity: 0.9)
    style.keys += [("fill", .string(color)), ("fill-opacity", .double(opacity, decimals: 2))]
    return style
  }

  /// The same with what a click on the feature tells.
  func told(_ title: String?, _ description: String?) -> SimpleStyle {
    var style = self
    if let title { style.texts.append(("title", .string(title))) }
    if let description { style.texts.append(("description", .string(description))) }
    return style
  }

  /// Writes the keys to the properties of a feature.
  ///
  /// A title and a description that are there stay the only ones; where a key of the colours is
  /// there, ours gets the prefix `fl_` as everywhere.
  func apply(to properties: inout JSONObject) {
    for (name, value) in texts where properties[name] == nil { properties.addOwn(name, value) }
    for (name, value) in keys { properties.addOwn(name, value) }
  }
}

extension FeatureCollection {
  /// The same features, each with the style of its number.
  func styled(_ style: (Int) -> SimpleStyle) -> FeatureCollection {
    var styled = self
    for index in features.indices { style(index).apply(to: &styled.features[index].properties) }
    return styled
  }
}
