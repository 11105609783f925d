extension Projection {
  /// The conformal projection that stretches lengths least over the places, centred on them.
  ///
  /// Transverse Mercator for tall extents, Lambert's conic for wide ones, Mercator along the
  /// equator, stereographic for round ones and at the poles, oblique Mercator for slanted strips:
  /// each is tried, its scale factor set so that the errors at both ends are alike, and the best is
  /// taken. The antimeridian needs no care. Error grows with the square of the extent: some 1e-6
  /// for a city 30 km across.
  ///
  /// Name and error depend on the places, not on their order.
  ///
  /// - Throws: ``ProjectionError/noCoordinates``,
  ///   ``ProjectionError/notACoordinate(index:coordinate:)``, or
  ///   ``ProjectionError/extentTooLarge(kilometres:)`` beyond some 7,000 km from the middle.
  /// - Complexity: O(*n* log *n*), *n* places.
  public static func suited(
    to coordinates: some Sequence<GeoCoordinate>
  ) throws(ProjectionError) -> Projection {
    let extent = try GeographicExtent(Array(coordinates))
    let samples = extent.samples()
    var best: Projection?
    for candidate in extent.candidates {
      guard let plain = try? ProjectionHandle(crs: candidate.definition(scale: 1)),
        let range = plain.scaleRange(over: samples)
      else { continue }
      let scale = 2 / (range.smallest + range.largest)
      let definition = candidate.definition(scale: scale)
      guard let handle = try? ProjectionHandle(crs: definition),
        let error = handle.scaleRange(over: samples)?.error
      else { continue }
      // An earlier one, the better known, is given up only for a gain worth having: a tenth, and
      // not where it is true to 5 mm in a kilometre.
      if best.map({ $0.maximumScaleError > 5e-6 && error < 0.9 * $0.maximumScaleError }) ?? true {
        best = Projection(name: definition, maximumScaleError: error, handle: handle)
      }
    }
    guard let best else {
      // The simplest of all fails only where PROJ itself does; let it say why.
      _ = try ProjectionHandle(crs: "+proj=tmerc +datum=WGS84 +units=m")
      throw .extentTooLarge(kilometres: extent.radius / 1000)
    }
    return best
  }
}
