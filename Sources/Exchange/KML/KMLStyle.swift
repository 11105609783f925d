/// How a placemark is drawn, as keys of simplestyle 1.1 and as KML has it.
struct KMLStyle {
  var markerColor: String?
  var stroke: String?
  var strokeOpacity: Double?
  var strokeWidth: Double?
  var fill: String?
  var fillOpacity: Double?

  /// Keys of simplestyle that KML has a place for.
  static let keys = [
    "marker-color", "stroke", "stroke-opacity", "stroke-width", "fill", "fill-opacity",
  ]

  func add(to properties: inout PropertyList) {
    if let markerColor { properties.add("marker-color", text: markerColor) }
    if let stroke { properties.add("stroke", text: stroke) }
    if let strokeOpacity { properties.add("stroke-opacity", .real(strokeOpacity)) }
    if let strokeWidth { properties.add("stroke-width", .real(strokeWidth)) }
    if let fill { properties.add("fill", text: fill) }
    if let fillOpacity { properties.add("fill-opacity", .real(fillOpacity)) }
  }

  /// A colour of KML, `aabbggrr`, as `#rrggbb` and how opaque it is.
  static func color(_ text: String) -> (color: String, opacity: Double)? {
    var digits = text.hasPrefix("#") ? String(text.dropFirst()) : text
    if digits.utf8.count == 6 { digits = "ff" + digits }
    guard digits.utf8.count == 8, let value = UInt32(digits, radix: 16) else { return nil }
    let (alpha, blue, green, red) = (
      value >> 24, value >> 16 & 255, value >> 8 & 255, value & 255
    )
    let rgb = String(red << 16 | green << 8 | blue | 0x100_0000, radix: 16).dropFirst()
    return ("#\(rgb)", (Double(alpha) / 255 * 1000).rounded() / 1000)
  }

  /// `#rrggbb` or `#rgb` as a colour of KML; nil for anything else.
  static func kml(_ color: String, opacity: Double) -> String? {
    var digits = color.hasPrefix("#") ? String(color.dropFirst()) : color
    if digits.utf8.count == 3 { digits = digits.map { "\($0)\($0)" }.joined() }
    guard digits.utf8.count == 6, let value = UInt32(digits, radix: 16) else { return nil }
    let alpha = UInt32(clamping: (min(max(opacity, 0), 1) * 255).rounded())
    let word = alpha << 24 | (value & 255) << 16 | value & 0xFF00 | value >> 16
    let text = String(word, radix: 16)
    return String(repeating: "0", count: 8 - text.count) + text
  }
}
