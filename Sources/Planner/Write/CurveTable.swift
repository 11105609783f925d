import Cartography
import Exchange

extension Plan {
  /// `curve.csv`: a row for each number of facilities.
  func curveTable() -> [UInt8] {
    let limits = curve.first?.shares.map { "pct_within_\(Decimals.text($0.limit, 0))_m" } ?? []
    var table = CSVWriter(
      header: [
        "facilities", "status", "objective", "bound", "gap_pct", "gain", "mean_m", "p95_m",
        "max_m", "unserved_weight",
      ] + limits + ["facility_ids"])
    for point in curve {
      let hasPlan = point.objective != nil
      table.add(
        [
          String(point.facilities), point.status, point.objective.map(Decimals.precise),
          point.bound.map { Decimals.precise($0.roundedAsBound) },
          point.gap.map { Decimals.text(($0 * 100).rounded(.up, decimals: 7), 7) },
          point.gain.map(Decimals.precise), point.mean.map { Decimals.text($0, 3) },
          point.p95.map { Decimals.text($0, 3) }, point.maximum.map { Decimals.text($0, 3) },
          point.unservedWeight.map(Decimals.precise),
        ] + point.shares.map { hasPlan ? Decimals.text($0.share * 100, 3) : nil }
          + [point.sites.joined(separator: " ")])
    }
    return table.bytes
  }

  /// `curve.svg`: how ways grow shorter, and more people are near, with every facility.
  func curveChart() -> String {
    var chart = CurveChart(
      title: title, xName: "facilities", xs: curve.map(\.facilities))
    chart.subtitle = "What each facility more is worth. The plan is made for \(facilities.count)."
    chart.chosen = facilities.count
    chart.panels = [
      CurveChart.Panel(
        title: "ways (m)",
        series: [
          CurveChart.Series(name: "farthest", values: curve.map(\.maximum)),
          CurveChart.Series(name: "95 of 100 at most", values: curve.map(\.p95)),
          CurveChart.Series(name: "mean", values: curve.map(\.mean)),
        ], includesZero: true)
    ]
    let limits = tellingLimits(3)
    if !limits.isEmpty {
      chart.panels.append(
        CurveChart.Panel(
          title: "people within (%)",
          series: limits.map { index in
            CurveChart.Series(
              name: "\(Decimals.text(curve[0].shares[index].limit, 0)) m",
              values: curve.map { $0.objective == nil ? nil : $0.shares[index].share * 100 })
          }, includesZero: true))
    }
    return chart.svg()
  }

  /// The distances for which numbers of facilities differ most, in their order.
  private func tellingLimits(_ count: Int) -> [Int] {
    guard let first = curve.first else { return [] }
    let plans = curve.filter { $0.objective != nil }
    return first.shares.indices.sorted {
      (-spread(of: $0, plans), $0) < (-spread(of: $1, plans), $1)
    }.prefix(count).sorted()
  }

  /// The curve as lines of a table, for the terminal.
  public var curveLines: [String] {
    guard !curve.isEmpty else { return [] }
    // One distance says enough here, the one that tells most; all are in the files.
    let telling = tellingLimits(1).first ?? 0
    let limit = curve[0].shares.isEmpty ? nil : curve[0].shares[telling].limit
    var rows = [
      ["facilities", "objective", "gain", "mean m", "p95 m", "max m"]
        + (limit.map { ["% within \(Decimals.text($0, 0)) m"] } ?? []) + ["gap %"]
    ]
    for point in curve {
      func cell(_ value: Double?, _ decimals: Int) -> String {
        value.map { Decimals.text($0, decimals) } ?? "–"
      }
      rows.append(
        [
          String(point.facilities),
          point.objective.map { Decimals.text($0, 0) } ?? point.status,
          cell(point.gain, 0), cell(point.mean, 0), cell(point.p95, 0), cell(point.maximum, 0),
        ]
          + (limit == nil
            ? [] : [point.objective == nil ? "–" : cell(point.shares[telling].share * 100, 1)])
          + [
            point.status == "optimal"
              ? "0" : cell(point.gap.map { ($0 * 100).rounded(.up, decimals: 2) }, 2)
          ])
    }
    let widths = rows[0].indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
    return rows.map { row in
      zip(row, widths).map { cell, width in
        String(repeating: " ", count: width - cell.count) + cell
      }.joined(separator: "  ")
    }
  }

  /// How much the share within one of the distances differs among numbers of facilities.
  private func spread(of limit: Int, _ points: [CurvePoint]) -> Double {
    let shares = points.map { $0.shares[limit].share }
    return (shares.max() ?? 0) - (shares.min() ?? 0)
  }
}
