import Clustering

/// Whether one column decides the clusters all but alone, because its numbers spread more widely.
struct SpreadHint {
  let finding: Finding

  /// How many times as widely as the narrowest.
  private static let limit = 10.0

  /// - Returns: Nil where columns are scaled, are coordinates, or spread about as widely as each other.
  init?(_ input: ClusterInput, _ prepared: PreparedRows, _ settings: ClusterSettings) {
    guard settings.scale == .none, !input.comparesPlaces, !input.comparesCoordinates,
      [.euclidean, .manhattan, .chebyshev].contains(settings.usedMetric),
      let matrix = prepared.matrix
    else { return nil }
    var spreads: [(name: String, deviation: Double)] = []
    var place = 0
    for coding in prepared.codings {
      if coding.kind != .words {
        let column = place
        let measures = ColumnMeasures((0..<matrix.rowCount).lazy.map { matrix[$0, column] })
        if measures.deviation > 0 { spreads.append((coding.name, measures.deviation)) }
      }
      place += coding.width
    }
    guard let widest = spreads.max(by: { $0.deviation < $1.deviation }),
      let narrowest = spreads.min(by: { $0.deviation < $1.deviation }),
      widest.deviation > Self.limit * narrowest.deviation
    else { return nil }
    let times = ClusterReport.short((widest.deviation / narrowest.deviation).rounded())
    finding = Finding(
      .warning,
      "column `\(widest.name)` spreads \(times) times as widely as `\(narrowest.name)`, which therefore "
        + "hardly counts; add --scale standard if both should count alike")
  }
}
