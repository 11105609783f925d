import CRSVG

extension Picture {
  /// Draws an SVG document on white.
  ///
  /// The same document gives the same pixels wherever librsvg, cairo and the fonts are the same.
  ///
  /// Uses librsvg's
  /// [rsvg_handle_render_document](https://gnome.pages.gitlab.gnome.org/librsvg/Rsvg-2.0/method.Handle.render_document.html).
  ///
  /// - Parameters:
  ///   - svg: A document with `width` and `height` in pixels.
  ///   - scale: Pixels of the picture for one of the document; more than 0.
  /// - Throws: ``PictureError/unreadable(reason:)``, ``PictureError/size(width:height:)``, and
  ///   ``PictureError/noFont`` for a document with text where no font is installed.
  public init(svg: String, scale: Double = 1) throws(PictureError) {
    precondition(scale > 0 && scale.isFinite, "a picture needs a scale of more than 0")
    if svg.contains("<text"), !Self.hasFont { throw .noFont }
    try self.init(drawing: svg, scale: scale)
  }

  /// Whether text can be drawn: without any font all letters are the same empty box.
  private static let hasFont: Bool = {
    let letters = ["o", "W"].map { letter in
      try? Picture(
        drawing: """
          <svg xmlns="http://www.w3.org/2000/svg" width="40" height="40">\
          <text x="5" y="30" font-size="24" font-family="\(Font.stack)">\(letter)</text></svg>
          """, scale: 1)
    }
    return letters[0] != letters[1]
  }()

  private init(drawing svg: String, scale: Double) throws(PictureError) {
    let document = try SVGDocument(svg)
    let (width, height) = (document.width * scale, document.height * scale)
    let sides = 0.5..<Double(Self.greatestSide) + 0.5
    guard sides.contains(width), sides.contains(height) else {
      throw .size(width: width, height: height)
    }
    let columns = Int(clamping: width.rounded())
    let rows = Int(clamping: height.rounded())
    let pixels = try document.pixels(width: columns, height: rows)
    self.init(width: columns, height: rows, pixels: pixels)
  }
}

/// A document that librsvg has read.
private final class SVGDocument {
  private let handle: OpaquePointer
  let width: Double
  let height: Double

  init(_ svg: String) throws(PictureError) {
    var failure: UnsafeMutablePointer<GError>?
    // GLib copies the bytes: they need not outlive the call.
    let bytes = Array(svg.utf8)
    let copy = bytes.withUnsafeBytes { g_bytes_new($0.baseAddress, $0.count) }
    let stream = g_memory_input_stream_new_from_bytes(copy)
    defer {
      if let stream { g_object_unref(UnsafeMutableRawPointer(stream)) }
      g_bytes_unref(copy)
    }
    let handle = rsvg_handle_new_from_stream_sync(
      stream, nil, RSVG_HANDLE_FLAG_UNLIMITED, nil, &failure)
    guard let handle else { throw .unreadable(reason: Self.message(of: failure)) }
    self.handle = handle
    var hasWidth: Int32 = 0
    var hasHeight: Int32 = 0
    var hasViewBox: Int32 = 0
    var width = RsvgLength()
    var height = RsvgLength()
    var viewBox = RsvgRectangle()
    rsvg_handle_get_intrinsic_dimensions(
      handle, &hasWidth, &width, &hasHeight, &height, &hasViewBox, &viewBox)
    let isInPixels = [width, height].allSatisfy { $0.unit == RSVG_UNIT_PX }
    self.width = isInPixels ? width.length : 0
    self.height = isInPixels ? height.length : 0
  }

  deinit { g_object_unref(UnsafeMutableRawPointer(handle)) }

  func pixels(width: Int, height: Int) throws(PictureError) -> [UInt32] {
    let surface = cairo_image_surface_create(CAIRO_FORMAT_RGB24, Int32(width), Int32(height))
    defer { cairo_surface_destroy(surface) }
    let context = cairo_create(surface)
    defer { cairo_destroy(context) }
    cairo_set_source_rgb(context, 1, 1, 1)
    cairo_paint(context)
    var failure: UnsafeMutablePointer<GError>?
    var viewport = RsvgRectangle(x: 0, y: 0, width: Double(width), height: Double(height))
    guard rsvg_handle_render_document(handle, context, &viewport, &failure) != 0 else {
      throw .unreadable(reason: Self.message(of: failure))
    }
    cairo_surface_flush(surface)
    guard let rows = cairo_image_surface_get_data(surface) else {
      let status = cairo_surface_status(surface)
      throw .unreadable(reason: String(cString: cairo_status_to_string(status)))
    }
    let stride = Int(cairo_image_surface_get_stride(surface))
    return [UInt32](unsafeUninitializedCapacity: width * height) { pixels, count in
      for row in 0..<height {
        let line = UnsafeRawPointer(rows + row * stride)
        for column in 0..<width {
          // The upper eight bits are not used.
          let value = line.load(fromByteOffset: 4 * column, as: UInt32.self)
          pixels.initializeElement(at: row * width + column, to: value & 0xFF_FFFF)
        }
      }
      count = width * height
    }
  }

  private static func message(of failure: UnsafeMutablePointer<GError>?) -> String {
    guard let failure else { return "no reason given" }
    defer { g_error_free(failure) }
    return String(cString: failure.pointee.message)
  }
}
