import Foundation

/// What a set of coordinates covers: its middle and the convex outline around it.
///
/// Worked in the gnomonic plane that touches the sphere at the middle, where great circles are
/// straight: no seam at the antimeridian, no singularity at the poles.
struct GeographicExtent {
  let middle: GeoCoordinate
  /// Metres from the middle to the farthest place, on a sphere.
  let radius: Double
  private let frame: TangentFrame
  private let outline: [PlanarPoint]

  init(_ coordinates: [GeoCoordinate]) throws(ProjectionError) {
    guard !coordinates.isEmpty else { throw .noCoordinates }
    if let index = coordinates.firstIndex(where: { !$0.isOnEarth }) {
      throw .notACoordinate(index: index, coordinate: coordinates[index])
    }
    let vectors = coordinates.map(UnitVector.init)
    // A crowd in one corner pulls the mean away from the middle: look once, then centre the box.
    let mean = UnitVector(
      x: vectors.lazy.map(\.x).reduce(0, +), y: vectors.lazy.map(\.y).reduce(0, +),
      z: vectors.lazy.map(\.z).reduce(0, +))
    var frame = TangentFrame(at: mean)
    let box = PlanarBox(try Self.project(vectors, onto: frame))
    frame = TangentFrame(at: UnitVector(frame.coordinate(of: box.center).rounded()))
    let points = try Self.project(vectors, onto: frame)
    self.frame = frame
    middle = GeoCoordinate(frame.normal).rounded()
    outline = PlanarPoint.convexHull(of: points)
    radius = points.map { earthRadius * atan($0.distance(to: PlanarPoint(0, 0))) }.max() ?? 0
  }

  private static func project(
    _ vectors: [UnitVector], onto frame: TangentFrame
  ) throws(ProjectionError) -> [PlanarPoint] {
    let nearest = vectors.lazy.map { frame.normal.dot($0) }.min() ?? 1
    // Beyond 65° from the middle a flat map is off by a fifth and more.
    guard nearest > 0.42 else {
      throw .extentTooLarge(kilometres: earthRadius * acos(max(-1, nearest)) / 1000)
    }
    return vectors.map(frame.point)
  }

  /// Places over the extent and a fiftieth beyond its outline, where scale is to be measured.
  func samples() -> [GeoCoordinate] {
    let margin = outline.map { PlanarPoint($0.x * 1.02, $0.y * 1.02) }
    var points = margin
    if margin.count < 64 {
      for (index, start) in margin.enumerated() {
        let end = margin[(index + 1) % margin.count]
        points += (1..<8).map { part in
          let share = Double(part) / 8
          return PlanarPoint(
            start.x + share * (end.x - start.x), start.y + share * (end.y - start.y))
        }
      }
    }
    let area = PlanarPolygon(exterior: margin)
    let box = area.box
    for row in 0...16 {
      for column in 0...16 {
        let point = PlanarPoint(
          box.minX + box.width * Double(column) / 16, box.minY + box.height * Double(row) / 16)
        if area.contains(point) { points.append(point) }
      }
    }
    return points.map(frame.coordinate(of:))
  }

  /// Projections worth trying, the best known first.
  var candidates: [CandidateProjection] {
    let latitude = middle.latitude
    var candidates = [CandidateProjection(family: "tmerc", middle: middle)]
    if abs(latitude) > 1, abs(latitude) < 88 {
      candidates.append(CandidateProjection(family: "lcc", middle: middle))
    }
    if abs(latitude) < 10 { candidates.append(CandidateProjection(family: "merc", middle: middle)) }
    candidates.append(CandidateProjection(family: "stere", middle: middle))
    if let azimuth = slant, abs(latitude) < 85 {
      candidates.append(CandidateProjection(family: "omerc", middle: middle, azimuth: azimuth))
    }
    return candidates
  }

  /// The direction of the outline's length, in whole degrees clockwise from north, where it is at
  /// least twice as long as wide and runs neither north nor east.
  private var slant: Double? {
    let count = Double(outline.count)
    let mean = PlanarPoint(
      outline.lazy.map(\.x).reduce(0, +) / count, outline.lazy.map(\.y).reduce(0, +) / count)
    var xx = 0.0
    var xy = 0.0
    var yy = 0.0
    for point in outline {
      xx += (point.x - mean.x) * (point.x - mean.x)
      xy += (point.x - mean.x) * (point.y - mean.y)
      yy += (point.y - mean.y) * (point.y - mean.y)
    }
    let spread = hypot(xx - yy, 2 * xy)
    guard spread > 0.6 * (xx + yy) else { return nil }
    let turned = (90 - atan2(2 * xy, xx - yy) / 2 * 180 / .pi).rounded()
    // Either end of the strip will do; PROJ takes the northern one.
    let azimuth = turned > 90 ? turned - 180 : turned
    let fromAxis = abs(azimuth.remainder(dividingBy: 90))
    return fromAxis >= 5 ? azimuth : nil
  }
}

/// A family of projections with its centre fixed and its scale still open.
struct CandidateProjection {
  var family: String
  var middle: GeoCoordinate
  var azimuth = 0.0

  /// A PROJ string for coordinates on WGS 84.
  func definition(scale: Double) -> String {
    let longitude = middle.longitude
    let latitude = middle.latitude
    let place =
      switch family {
      case "lcc": "+lat_1=\(latitude) +lat_0=\(latitude) +lon_0=\(longitude)"
      case "merc": "+lon_0=\(longitude)"
      case "omerc": "+lat_0=\(latitude) +lonc=\(longitude) +alpha=\(azimuth)"
      default: "+lat_0=\(latitude) +lon_0=\(longitude)"
      }
    let rounded = (scale * 1e10).rounded() / 1e10
    return "+proj=\(family) \(place) +k_0=\(rounded) +datum=WGS84 +units=m"
  }
}

/// Metres; only for choosing, never for measuring.
private let earthRadius = 6_371_008.8

extension GeoCoordinate {
  /// To four decimals, some 11 m: short enough to print.
  fileprivate func rounded() -> GeoCoordinate {
    GeoCoordinate(
      longitude: (longitude * 1e4).rounded() / 1e4, latitude: (latitude * 1e4).rounded() / 1e4)
  }
}
