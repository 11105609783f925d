/// How QGIS draws a layer: all features alike, or each by the value of a column.
package struct QGISStyle: Sendable {
  /// How features look, whether they are points, lines or areas.
  package struct Look: Sendable {
    /// As `#rrggbb`.
    package var colour: String
    /// From 0, which is nothing, to 1.
    package var opacity: Double
    /// The colour around points and areas, which lines have themselves; nil for none.
    package var edge: String?
    /// How wide points are, in millimetres.
    package var size: Double
    /// How wide lines are and the edges of areas, in millimetres.
    package var width: Double
    /// What QGIS calls the shape of a point.
    package var shape: String
    /// Whether points stand on a white ground, to be seen among others.
    package var hasHalo: Bool

    package init(
      _ colour: String, opacity: Double = 1, edge: String? = nil, size: Double = 2,
      width: Double = 0.4, shape: String = "circle", hasHalo: Bool = false
    ) {
      self.colour = colour
      self.opacity = opacity
      self.edge = edge
      self.size = size
      self.width = width
      self.shape = shape
      self.hasHalo = hasHalo
    }
  }

  /// The look of features with one value of the column.
  package struct Category: Sendable {
    package var value: String
    /// What the legend calls them.
    package var title: String
    package var look: Look

    package init(_ value: String, _ title: String, _ look: Look) {
      self.value = value
      self.title = title
      self.look = look
    }
  }

  /// The property whose value decides; nil where all look alike.
  private let column: String?
  private let categories: [Category]
  /// The property that is written beside each feature; nil for none.
  private let label: String?
  /// In points.
  private let labelSize: Double

  /// A style in which all features look alike.
  package init(_ look: Look, label: String? = nil, labelSize: Double = 9) {
    column = nil
    categories = [Category("", "", look)]
    self.label = label
    self.labelSize = labelSize
  }

  /// A style in which features look as the value of a column says.
  ///
  /// - Parameters:
  ///   - column: The property.
  ///   - categories: Its values.
  ///   - others: The look of features with another value, or none, and what the legend calls them.
  ///   - label: The property that is written beside each feature; nil for none.
  ///   - labelSize: In points.
  package init(
    by column: String, _ categories: [Category], others: (title: String, look: Look),
    label: String? = nil, labelSize: Double = 9
  ) {
    self.column = column
    self.categories = categories + [Category("", others.title, others.look)]
    self.label = label
    self.labelSize = labelSize
  }

  /// What the symbols of a layer are.
  enum Symbol: String {
    case marker, line, fill
  }

  /// The style as QGIS keeps it in `layer_styles`.
  func qml(_ symbol: Symbol) -> String {
    let symbols = categories.enumerated().map { index, category in
      "<symbol type=\"\(symbol.rawValue)\" name=\"\(index)\" alpha=\"1\" clip_to_extent=\"1\" "
        + "force_rhr=\"0\">\(Self.layers(category.look, symbol))</symbol>"
    }
    let renderer: String
    if let column {
      let list = categories.enumerated().map { index, category in
        "<category value=\"\(Self.escaped(category.value))\" "
          + "label=\"\(Self.escaped(category.title))\" symbol=\"\(index)\" render=\"true\"/>"
      }
      renderer =
        "<renderer-v2 type=\"categorizedSymbol\" attr=\"\(Self.escaped(column))\">"
        + "<categories>\(list.joined())</categories>"
    } else {
      renderer = "<renderer-v2 type=\"singleSymbol\">"
    }
    return "<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>"
      + "<qgis version=\"3.22\" styleCategories=\"Symbology|Labeling\" "
      + "labelsEnabled=\"\(label == nil ? 0 : 1)\">\(renderer)"
      + "<symbols>\(symbols.joined())</symbols></renderer-v2>\(labeling(symbol))</qgis>"
  }

  private static func layers(_ look: Look, _ symbol: Symbol) -> String {
    guard look.hasHalo, symbol == .marker else { return layer(look, symbol) }
    let ground = Look("#FFFFFF", size: look.size + 2, shape: look.shape)
    return layer(ground, symbol) + layer(look, symbol)
  }

  private static func layer(_ look: Look, _ symbol: Symbol) -> String {
    let colour = rgba(look.colour, look.opacity)
    let (name, options): (String, [(String, String)]) =
      switch symbol {
      case .marker:
        (
          "SimpleMarker",
          [
            ("color", colour), ("name", look.shape), ("size", "\(look.size)"), ("size_unit", "MM"),
            ("outline_color", rgba(look.edge ?? look.colour, look.opacity)),
            ("outline_style", look.edge == nil && look.shape == "circle" ? "no" : "solid"),
            ("outline_width", "0.4"), ("outline_width_unit", "MM"),
          ]
        )
      case .line:
        (
          "SimpleLine",
          [
            ("line_color", rgba(look.edge ?? look.colour, look.opacity)),
            ("line_width", "\(look.width)"), ("line_width_unit", "MM"), ("capstyle", "round"),
            ("joinstyle", "round"),
          ]
        )
      case .fill:
        (
          "SimpleFill",
          [
            ("color", colour), ("style", "solid"),
            ("outline_color", rgba(look.edge ?? look.colour, 1)),
            ("outline_width", "\(look.width)"), ("outline_width_unit", "MM"),
            ("outline_style", look.edge == nil ? "no" : "solid"), ("joinstyle", "round"),
          ]
        )
      }
    let list = options.map { "<Option name=\"\($0.0)\" type=\"QString\" value=\"\($0.1)\"/>" }
    let props = options.map { "<prop k=\"\($0.0)\" v=\"\($0.1)\"/>" }
    return "<layer class=\"\(name)\" enabled=\"1\" pass=\"0\" locked=\"0\">"
      + "<Option type=\"Map\">\(list.joined())</Option>\(props.joined())</layer>"
  }

  private func labeling(_ symbol: Symbol) -> String {
    guard let label else { return "" }
    // Beside points, where there is room; along lines and in areas as QGIS does by itself.
    let placement =
      symbol == .marker
      ? "<placement placement=\"6\" predefinedPositionOrder=\"R,L,TR,BR,TL,BL,TSR,BSR\" "
        + "offsetType=\"1\" dist=\"0.5\" distUnits=\"MM\" priority=\"8\"/>" : ""
    return "<labeling type=\"simple\"><settings><text-style fieldName=\"\(Self.escaped(label))\" "
      + "isExpression=\"0\" fontSize=\"\(labelSize)\" fontSizeUnit=\"Point\" "
      + "fontWeight=\"75\" textColor=\"31,35,40,255\"><text-buffer bufferDraw=\"1\" "
      + "bufferSize=\"1\" bufferSizeUnits=\"MM\" bufferOpacity=\"1\" bufferJoinStyle=\"128\" "
      + "bufferColor=\"255,255,255,255\"/></text-style>\(placement)"
      + "</settings></labeling>"
  }

  /// `0,114,178,255`.
  private static func rgba(_ colour: String, _ opacity: Double) -> String {
    let number = Int(colour.dropFirst(), radix: 16) ?? 0
    let parts = [
      number >> 16, number >> 8 & 0xFF, number & 0xFF, Int(clamping: (opacity * 255).rounded()),
    ]
    return parts.map(String.init).joined(separator: ",")
  }

  private static func escaped(_ text: String) -> String {
    let buffer = ByteBuffer(capacity: text.utf8.count + 64)
    buffer.addXML(text)
    return String(decoding: buffer.bytes, as: UTF8.self)
  }
}
