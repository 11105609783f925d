/// The colour and the dashes of a line among others.
struct SeriesLook {
  let colour: String
  let dashes: String

  /// - Parameter index: Of the series, from 0; after the last colour dashes tell them apart.
  init(_ index: Int) {
    let (round, colour) = index.quotientAndRemainder(dividingBy: Palette.facilities.count)
    self.colour = Palette.facilities[colour].hex
    dashes = ["", "8 4", "2 3", "9 3 2 3"][round % 4]
  }

  /// A short line with what it stands for, to the right of a place.
  func drawKey(_ name: String, at place: CanvasPoint, width: Double, into svg: inout SVGText) {
    svg.element(
      "path",
      [
        "d": "M\(NumberText.tenths(place.x)) \(NumberText.tenths(place.y - 4))h22",
        "stroke": colour, "stroke-width": "2.6", "stroke-dasharray": dashes,
      ])
    svg.text(
      TextFitting.truncated(name, width: width - 28, size: 12),
      at: CanvasPoint(place.x + 28, place.y), size: 12)
  }
}
