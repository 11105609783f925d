import Cartography
import Clustering
import Exchange

extension ClusterReport {
  /// What is printed: a sentence, a table of clusters, and what else was asked for.
  package var text: String {
    var lines: [String] = []
    if let comparison { lines += self.lines(comparison) }
    lines.append(headline)
    if fit.clusterCount <= 30 { lines += clusterLines }
    if let agreement { lines += Self.lines(agreement, input, "against `\(settings.truth ?? "")`") }
    if let heldBack {
      lines.append(
        "held back: \(Count.of(heldBack.rows.count, "row")), mean distance to center "
          + "\(unit.text(heldBack.distances.filter(\.isFinite).reduce(0, +) / Double(max(1, heldBack.rows.count)))) "
          + "(the others \(Self.short(meanDistance)))")
      if let heldAgreement { lines += Self.lines(heldAgreement, input, "of those held back") }
    }
    return lines.joined(separator: "\n")
  }

  private var headline: String {
    var text =
      "\(Count.of(fit.clusterCount, "cluster")) of \(Count.of(prepared.rows.count, "row")) by "
      + "\(settings.method.rawValue)"
    if settings.usedMetric != .euclidean { text += ", \(settings.usedMetric.rawValue) distances" }
    if let cost = fit.cost { text += "; \(fit.costName) \(costText(cost))" }
    if let bound = fit.bound, let cost = fit.cost, cost > 0 {
      text += " (at most \(Decimals.text(100 * max(0, 1 - bound / cost), 1)) % above the best)"
    }
    if let spread = fit.spread {
      text += "; \(fit.startCosts.count) starts within \(Decimals.text(100 * spread, 1)) %"
    }
    if let silhouettes = fit.silhouettes {
      text += "; silhouette \(Decimals.text(silhouettes.mean, 3))"
    }
    if fit.looseCount > 0 { text += "; \(Count.of(fit.looseCount, "row")) in no cluster" }
    if fit.end == "interrupted" { text += "; interrupted, the best so far" }
    if fit.end == "iteration limit" {
      text += "; stopped at --max-iterations \(settings.maxIterations)"
    }
    return text
  }

  private var clusterLines: [String] {
    let names = ClusterCenter.names(input, prepared)
    let hasIDs = centers.contains { $0.id != nil }
    let hasValues = centers.contains { !$0.values.isEmpty }
    var header = ["cluster", "rows"] + (hasIDs ? ["center"] : [])
    if hasValues { header += names.prefix(6) + (names.count > 6 ? ["…"] : []) }
    if fit.silhouettes != nil { header.append("silhouette") }
    let decimals = input.comparesPlaces && input.places?.frame.isGeographic == true ? 6 : 4
    var rows = [header]
    for center in centers {
      var row = [String(center.number + 1), Count.grouped(center.size)]
      if hasIDs { row.append(center.id ?? "") }
      if hasValues {
        row += center.values.prefix(6).enumerated().map { column, value in
          let largest = centers.reduce(0) { max($0, $1.values[column].magnitude) }
          return largest >= 1e12 || largest > 0 && largest < 1e-3
            ? NumberText.scientific(value, digits: 5)
            : DecimalText.fixed(value, decimals: decimals) ?? ""
        }
        if names.count > 6 { row.append("…") }
      }
      if fit.silhouettes != nil {
        row.append(center.silhouette.map { Decimals.text($0, 3) } ?? "")
      }
      rows.append(row)
    }
    return Self.aligned(rows)
  }

  func lines(_ comparison: CountComparison) -> [String] {
    let choice = comparison.choice
    func cell(_ value: Double?, _ decimals: Int) -> String {
      value.flatMap { DecimalText.fixed($0, decimals: decimals) } ?? ""
    }
    var columns = [
      ["k"] + choice.rows.map { String($0.count) },
      [comparison.costName] + choice.rows.map { costText($0.inertia) },
      ["gap"] + choice.rows.map { cell($0.gap, 3) },
      ["±"] + choice.rows.map { cell($0.gapError, 3) },
      ["f(k)"] + choice.rows.map { cell($0.distortion, 3) },
      ["silhouette"] + choice.rows.map { cell($0.silhouette, 3) },
      ["Calinski-Harabasz"] + choice.rows.map { cell($0.calinskiHarabasz, 1) },
      ["Davies-Bouldin"] + choice.rows.map { cell($0.daviesBouldin, 3) },
    ]
    // What the method or the metric does not have is not shown.
    columns.removeAll { $0.dropFirst().allSatisfy(\.isEmpty) }
    let rows = (0...choice.rows.count).map { row in columns.map { $0[row] } }
    var votes: [String] = []
    for (name, vote) in [
      ("gap", choice.gap?.count), ("f(k)", choice.distortionCount), ("elbow", choice.knee),
      ("silhouette", choice.silhouetteCount), ("Calinski-Harabasz", choice.calinskiHarabaszCount),
      ("Davies-Bouldin", choice.daviesBouldinCount),
    ] {
      if let vote { votes.append("\(name) \(vote)") }
    }
    var lines = Self.aligned(rows)
    if let gap = choice.gap {
      lines.append(
        "gap by its rules: Tibs2001SEmax \(gap.tibs2001SEmax), firstSEmax \(gap.firstSEmax), "
          + "globalSEmax \(gap.globalSEmax)")
    }
    lines.append(
      choice.verdict + (votes.isEmpty ? "" : " (each by itself: \(votes.joined(separator: ", ")))"))
    if choice.mayBeMore, let last = choice.rows.last?.count {
      lines.append(
        "up to \(last), the largest that was tried, more are better: try -k 2...\(2 * last)")
    }
    return lines
  }

  private static func lines(
    _ truth: TruthReport, _ input: ClusterInput, _ what: String
  ) -> [String] {
    var lines = [
      "\(what): accuracy \(Decimals.text(truth.accuracy, 4)), "
        + "ARI \(Decimals.text(truth.table.adjustedRandIndex, 4)), "
        + "NMI \(Decimals.text(truth.table.normalizedMutualInformation, 4))"
    ]
    var rows = [["class", "rows", "cluster", "precision", "recall", "F1"]]
    for score in truth.classes.prefix(30) {
      rows.append([
        score.name, String(score.support), score.cluster.map { String($0) } ?? "",
        Decimals.text(score.precision, 3), Decimals.text(score.recall, 3),
        Decimals.text(score.f1, 3),
      ])
    }
    lines += aligned(rows)
    if !truth.misplaced.isEmpty {
      lines.append(
        "\(Count.of(truth.misplaced.count, "row")) misplaced: "
          + PreparedRows.listed(truth.misplaced.prefix(21).map(input.id)))
    }
    return lines
  }

  /// Columns under each other, numbers to the right.
  static func aligned(_ rows: [[String]]) -> [String] {
    let columns = rows.map(\.count).max() ?? 0
    let widths = (0..<columns).map { column in
      rows.map { $0.count > column ? $0[column].count : 0 }.max() ?? 0
    }
    return rows.map { row in
      row.enumerated().map { column, cell in
        String(repeating: " ", count: widths[column] - cell.count) + cell
      }.joined(separator: "  ")
    }
  }

  /// A number as people read it: `611,605.88`, `0.00321`.
  static func short(_ value: Double) -> String {
    guard value.isFinite else { return "\(value)" }
    let size = value.magnitude
    if size >= 1e12 { return "\(value)" }
    if size > 0, size < 1e-8 { return NumberText.scientific(value, digits: 5) }
    if size >= 1000 {
      let cents = Decimals.text(value, 2)
      let parts = cents.split(separator: ".")
      let whole = parts.first.flatMap { Int($0) }.map(Count.grouped) ?? cents
      return parts.count == 2 ? "\(whole).\(parts[1])" : whole
    }
    var decimals = 4
    var scaled = size
    while scaled > 0, scaled < 1, decimals < 12 {
      scaled *= 10
      decimals += 1
    }
    return DecimalText.trimmed(value, decimals: decimals) ?? "\(value)"
  }
}
