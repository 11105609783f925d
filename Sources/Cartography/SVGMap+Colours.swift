extension SVGMap {
  /// The colour that each facility of a drawing has in ``render(_:)``, such as `#0072B2`.
  ///
  /// - Complexity: As ``render(_:)``.
  package static func facilityColours(_ drawing: MapDrawing) -> [String] {
    let head = PageHead(drawing, width: pageWidth - 2 * margin)
    let origin = CanvasPoint(margin, margin + head.height)
    return MapScene(drawing, origin: origin, width: mapWidth).looks.map {
      Palette.facilities[$0.colour].hex
    }
  }
}

/// The colours of what belongs to no facility, as files of other programs need them.
package enum PlainColour {
  package static let unserved = Ink.unserved
  package static let unused = Ink.unused
  package static let warning = Palette.facilities[1].hex
}
