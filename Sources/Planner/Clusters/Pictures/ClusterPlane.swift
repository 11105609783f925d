import Cartography
import Clustering
import Geography
import Travel

/// The two numbers of each row that pictures show, and how centers come among them.
struct ClusterPlane {
  enum Kind {
    /// Metres on the map.
    case map
    /// Two columns as they are, coded by these.
    case columns([ColumnCoding])
    /// One column, and the number of the row.
    case single(ColumnCoding)
    /// The two directions in which rows spread most.
    case axes(PrincipalAxes)
  }

  let kind: Kind
  let points: [PlanarPoint]
  let axes: ClusterFigure.Axes

  /// - Returns: Nil where rows are no numbers.
  init?(_ report: ClusterReport) {
    let prepared = report.prepared
    if report.input.comparesPlaces, let points = prepared.points {
      kind = .map
      self.points = points
      axes = .map(groundMetresPerUnit: 1)
      return
    }
    guard let matrix = prepared.matrix else {
      guard let points = prepared.points else { return nil }
      kind = .map
      self.points = points
      axes = .map(groundMetresPerUnit: 1)
      return
    }
    let codings = prepared.codings
    switch matrix.columnCount {
    case 1:
      kind = .single(codings[0])
      points = (0..<matrix.rowCount).map {
        PlanarPoint(codings[0].shown(matrix[$0, 0]), Double($0 + 1))
      }
      axes = .columns(x: codings[0].shownNames[0], y: "row")
    case 2 where codings.count == 2:
      kind = .columns(codings)
      points = (0..<matrix.rowCount).map {
        PlanarPoint(codings[0].shown(matrix[$0, 0]), codings[1].shown(matrix[$0, 1]))
      }
      axes = .columns(x: codings[0].shownNames[0], y: codings[1].shownNames[0])
    default:
      let found = PrincipalAxes(matrix)
      kind = .axes(found)
      points = (0..<matrix.rowCount).map { Self.projected(matrix.row($0), on: found) }
      let total = found.variances.reduce(0, +)
      func name(_ axis: Int, _ word: String) -> String {
        let share = total > 0 ? 100 * found.variances[axis] / total : 0
        return "\(word) principal component (\(Decimals.text(share, 0)) % of the spread)"
      }
      axes = .columns(x: name(0, "first"), y: name(1, "second"))
    }
  }

  /// Where coded centers stand in the picture.
  func places(_ centers: [Double]) -> [PlanarPoint] {
    switch kind {
    case .map: return centers.pairs
    case .columns(let codings):
      return centers.pairs.map {
        PlanarPoint(codings[0].shown($0.x), codings[1].shown($0.y))
      }
    case .single(let coding):
      let middle = Double(points.count + 1) / 2
      return centers.map { PlanarPoint(coding.shown($0), middle) }
    case .axes(let axes):
      let width = axes.center.count
      return stride(from: 0, to: centers.count, by: width).map { start in
        Self.projected(centers[start..<start + width], on: axes)
      }
    }
  }

  private static func projected(
    _ row: ArraySlice<Double>, on axes: PrincipalAxes
  ) -> PlanarPoint {
    var sums = [0.0, 0.0]
    for axis in 0..<2 {
      for (value, (mean, part)) in zip(row, zip(axes.center, axes.directions[axis])) {
        sums[axis] += (value - mean) * part
      }
    }
    return PlanarPoint(sums[0], sums[1])
  }

  /// Centers of a finished clustering in the picture.
  func places(_ middles: ClusterFit.Middles) -> [PlanarPoint] {
    switch middles {
    case .none: []
    case .coded(let matrix): places(matrix.values)
    case .rows(let rows): rows.map { points[$0] }
    case .places(let points): places(points.flatMap { [$0.x, $0.y] })
    }
  }

  /// What ground is coloured behind points for centers that stand there.
  func regions(_ report: ClusterReport, centers: [PlanarPoint]) -> ClusterStep.Regions {
    guard report.settings.method.hasCenters, !centers.isEmpty, centers.count <= 2_000 else {
      return .none
    }
    let extent = PlanarBox(points)
    let margin = 0.2 * max(extent.width, extent.height)
    let window = extent.expanded(by: margin)
    if let areas = report.fit.areas {
      var polygons = [[PlanarPolygon]](repeating: [], count: centers.count)
      for area in areas(centers, window) {
        if let site = area.site { polygons[site] = area.polygons }
      }
      return .areas(polygons)
    }
    var units = (x: 1.0, y: 1.0)
    switch kind {
    case .map: break
    case .columns(let codings): units = (codings[0].shownScale, codings[1].shownScale)
    default: return .none
    }
    let metric = report.settings.usedMetric
    if metric == .euclidean { return .nearest(xUnit: units.x, yUnit: units.y) }
    guard metric == .manhattan || metric == .chebyshev else { return .none }
    let (width, height) = (0.3 * extent.width, 0.3 * extent.height)
    let ground = PlanarBox([
      PlanarPoint(extent.minX - width, extent.minY - height),
      PlanarPoint(extent.maxX + width, extent.maxY + height),
    ])
    return .areas(
      GridRegions(xUnit: units.x, yUnit: units.y, takesLargest: metric == .chebyshev)
        .polygons(of: centers, within: ground))
  }
}

extension [Double] {
  /// Every two numbers as a point.
  fileprivate var pairs: [PlanarPoint] {
    stride(from: 0, to: count - 1, by: 2).map { PlanarPoint(self[$0], self[$0 + 1]) }
  }
}

extension ColumnCoding {
  private var unit: MeasureUnit { MeasureUnit(exponent: exponent) }

  /// What pictures show for a coded value: the value of the file, without the power of ten that the
  /// name of the axis says.
  func shown(_ coded: Double) -> Double {
    exponent == 0 ? plain(coded) : (coded * scale + shift) * unit.factor
  }

  var shownNames: [String] { names.map { $0 + unit.suffix } }

  /// How far apart pictures show what is 1 apart when coded.
  var shownScale: Double { scale * unit.factor }
}

extension [ColumnCoding] {
  /// What pictures show for a coded row.
  func shown(_ row: some Collection<Double>) -> [Double] {
    var shown: [Double] = []
    var numbers = row.makeIterator()
    for coding in self {
      for _ in 0..<coding.width { shown.append(coding.shown(numbers.next() ?? .nan)) }
    }
    return shown
  }
}
