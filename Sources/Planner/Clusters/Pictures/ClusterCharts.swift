import Cartography
import Clustering

/// The charts beside the picture of the clusters.
struct ClusterCharts {
  let report: ClusterReport

  /// Name and page of each chart that there is something for.
  ///
  /// - Parameters:
  ///   - all: Whether silhouettes and scatter plots are wanted, too.
  ///   - labels: Texts for the rows; empty for their ids.
  /// - Returns: Pages as SVG.
  func pages(all: Bool, labels: [String?]) -> [(name: String, svg: String)] {
    var pages: [(name: String, svg: String)] = []
    if let comparison = report.comparison {
      pages.append(
        ("groups.svg", Self.groups(comparison, unit: report.unit, power: report.costPower).svg()))
    }
    if let tree = report.fit.dendrogram {
      pages.append(("dendrogram.svg", dendrogram(tree, labels).svg()))
    }
    if let agreement = report.agreement {
      pages.append(("confusion.svg", Self.confusion(agreement, report.settings).svg()))
    }
    if all, let silhouette { pages.append(("silhouette.svg", silhouette.svg())) }
    if all, let scatter { pages.append(("scatter.svg", scatter.svg())) }
    return pages
  }

  static func groups(
    _ comparison: CountComparison, unit: MeasureUnit = MeasureUnit(exponent: 0), power: Int = 1
  ) -> GroupCountChart {
    let choice = comparison.choice
    let verdict = choice.verdict.prefix(1).uppercased() + choice.verdict.dropFirst()
    var chart = GroupCountChart(
      counts: choice.rows.map(\.count), verdict: verdict, chosen: choice.count)
    let rows = choice.rows
    chart.inertia = .init(values: rows.map(\.inertia), best: choice.knee)
    chart.inertiaTitle =
      switch comparison.costName {
      case "inertia": "Sum of squares within groups"
      case "dispersion": "Mean distance within groups, summed"
      default: "Sum of distances to centers"
      }
    let costs = rows.map { unit.plain($0.inertia, power: power) }
    if costs.contains(where: \.isNaN) {
      chart.inertiaTitle += " (÷ \(unit.text(1, power: power)))"
    } else {
      chart.inertia?.values = costs
    }
    // What the method or the metric does not have gets no pane.
    if let gap = choice.gap {
      chart.gapNote =
        "Tibs2001SEmax \(gap.tibs2001SEmax), firstSEmax \(gap.firstSEmax), globalSEmax "
        + "\(gap.globalSEmax)"
      chart.gap = .init(
        values: rows.map(\.gap), errors: rows.map(\.gapError), best: gap.count)
    }
    if rows.contains(where: { $0.distortion != nil }) {
      chart.distortionLimit = CountRow.distortionLimit
      chart.distortionRatio = .init(values: rows.map(\.distortion), best: choice.distortionCount)
    }
    chart.silhouette = .init(values: rows.map(\.silhouette), best: choice.silhouetteCount)
    if choice.calinskiHarabaszCount != nil {
      chart.calinskiHarabasz = .init(
        values: rows.map(\.calinskiHarabasz), best: choice.calinskiHarabaszCount)
      chart.daviesBouldin = .init(
        values: rows.map(\.daviesBouldin), best: choice.daviesBouldinCount)
    }
    return chart
  }

  private var silhouette: SilhouettePlot? {
    guard let silhouettes = report.fit.silhouettes else { return nil }
    let known = silhouettes.values.indices.filter { silhouettes.values[$0] != nil }
    var chart = SilhouettePlot(
      values: known.map { silhouettes.values[$0] ?? 0 },
      clusters: known.map { report.fit.optionalLabels[$0] })
    chart.subtitle =
      "Mean \(Decimals.text(silhouettes.mean, 3)): 1 is well inside its cluster, 0 on a border, "
      + "below 0 nearer to another"
    return chart
  }

  private func dendrogram(
    _ tree: Clustering.Dendrogram, _ labels: [String?]
  ) -> Cartography.Dendrogram {
    let finite = tree.merges.prefix { $0.height.isFinite }
    var chart = Cartography.Dendrogram(
      leafCount: tree.placeCount,
      merges: finite.map { .init($0.one, $0.other, height: $0.height * report.unit.factor) })
    chart.labels = report.prepared.rows.indices.map { place in
      let label = labels.indices.contains(place) ? labels[place] : nil
      return label ?? report.input.id(report.prepared.rows[place])
    }
    chart.heightName = "\(report.settings.linkage.rawValue) linkage\(report.unit.suffix)"
    let below = tree.placeCount - report.fit.clusterCount - 1
    if finite.indices.contains(below + 1), below >= 0 {
      chart.cut =
        (finite[below].height + finite[below + 1].height) / 2 * report.unit.factor
    }
    chart.clusters = report.fit.optionalLabels
    return chart
  }

  static func confusion(
    _ truth: TruthReport, _ settings: ClusterSettings
  ) -> ConfusionMatrix {
    let table = truth.table
    // Each class beside the cluster that stands for it, and then the clusters that stand for none.
    var order: [Int] = []
    for name in table.truth {
      if let found = table.found.firstIndex(where: { truth.meaning[$0] == name }) {
        order.append(found)
      }
    }
    order += table.found.indices.filter { !order.contains($0) }
    var chart = ConfusionMatrix(
      counts: table.truth.indices.map { column in order.map { table.counts[$0][column] } },
      rowNames: table.truth,
      columnNames: order.map { table.found[$0] < 0 ? "none" : String(table.found[$0]) })
    chart.rowTitle = settings.truth ?? "true class"
    chart.subtitle = "Accuracy \(Decimals.text(truth.accuracy, 4))"
    return chart
  }

  private var scatter: ScatterMatrix? {
    guard let matrix = report.prepared.matrix, matrix.columnCount > 2 else { return nil }
    let codings = report.prepared.codings
    let names = codings.flatMap(\.shownNames)
    var columns = [[Double]](repeating: [], count: matrix.columnCount)
    for row in 0..<matrix.rowCount {
      let plain = codings.shown(matrix.row(row))
      for column in columns.indices { columns[column].append(plain[column]) }
    }
    var chart = ScatterMatrix(
      columnNames: names, columns: columns, clusters: report.fit.optionalLabels)
    let axes = PrincipalAxes(matrix)
    let total = axes.variances.reduce(0, +)
    guard total > 0 else { return chart }
    let plane = (0..<2).map { axis in
      (0..<matrix.rowCount).map { row in
        zip(matrix.row(row), zip(axes.center, axes.directions[axis]))
          .reduce(0.0) { $0 + ($1.0 - $1.1.0) * $1.1.1 }
      }
    }
    chart.plane = .init(
      first: plane[0], second: plane[1], firstShare: axes.variances[0] / total,
      secondShare: axes.variances[1] / total)
    return chart
  }
}
