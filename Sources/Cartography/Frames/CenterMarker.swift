/// The sign of a cluster's centre: its shape and colour around its number.
enum CenterMarker {
  /// From its middle to its outermost part, in pixels.
  static let reach = 16.0
  /// Beyond so many clusters the signs are small and bear no number.
  private static let numberedLimit = 99

  /// - Parameters:
  ///   - place: Of its middle, in pixels.
  ///   - look: Shape and colour.
  ///   - number: What stands in it; empty for a small sign.
  ///   - title: What is said on hovering.
  ///   - svg: Where it is drawn.
  static func draw(
    at place: CanvasPoint, look: FacilityLook, number: String, title: String = "",
    into svg: inout SVGText
  ) {
    let shape = MarkerShape.allCases[look.shape]
    let colour = Palette.facilities[look.colour].hex
    let at = "translate(\(NumberText.tenths(place.x)) \(NumberText.tenths(place.y)))"
    let radius = number.isEmpty ? 4.5 : 11.0
    svg.group("g", ["transform": at]) { svg in
      svg.element(
        "path",
        [
          "d": shape.path(radius: radius), "fill": Ink.text, "stroke": Ink.text,
          "stroke-width": number.isEmpty ? "3" : "6", "stroke-linejoin": "round",
        ],
        title: title)
      svg.element(
        "path",
        [
          "d": shape.path(radius: radius), "fill": number.isEmpty ? colour : Ink.paper,
          "stroke": number.isEmpty ? "" : colour, "stroke-width": number.isEmpty ? "" : "3.6",
          "stroke-linejoin": "round",
        ])
      guard !number.isEmpty else { return }
      let size = number.count > 2 ? 8.5 : number.count > 1 ? 11.5 : 13.0
      svg.text(
        number, at: CanvasPoint(0, size * 0.36 + Self.drop(shape)), size: size, anchor: "middle",
        weight: "bold")
    }
  }

  /// The number in the sign of a cluster, counted from 0; none where there are too many.
  static func number(_ cluster: Int, of count: Int) -> String {
    count <= numberedLimit ? "\(cluster + 1)" : ""
  }

  /// How far below its middle a shape is widest.
  private static func drop(_ shape: MarkerShape) -> Double {
    switch shape {
    case .triangle: 3
    case .downTriangle: -3
    default: 0
    }
  }
}
