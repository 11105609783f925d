import Clustering
import Exchange

extension ClusterReport {
  /// `summary.json`: what was asked for and what came out.
  func summary() -> JSONValue {
    var object: JSONObject = [
      "footbridge": .string(FootbridgeVersion.current), "file": .string(input.table.file),
      "method": .string(settings.method.rawValue), "metric": .string(settings.usedMetric.rawValue),
      "seed": .integer(settings.seed), "rows": .integer(input.rowCount),
      "rows_clustered": .integer(prepared.rows.count), "clusters": .integer(fit.clusterCount),
      "rows_in_no_cluster": .integer(fit.looseCount),
    ]
    let columns =
      input.comparesPlaces ? ClusterCenter.names(input, prepared) : input.features.map(\.name)
    object["columns"] = .array(columns.map(JSONValue.string))
    if input.comparesPlaces, let places = input.places {
      object["projection"] = .string(places.frame.description)
    }
    object["command"] = .text(settings.command)
    object["inputs"] = provenance.inputsDocument
    object["scale"] = .string(settings.scale.rawValue)
    object["missing"] = .string(settings.missing.rawValue)
    object["rows_with_missing_values"] = ids(prepared.incomplete)
    if settings.outliers != .keep { object["outliers"] = ids(prepared.outliers) }
    if let cost = fit.cost {
      object[costKey] = .double(plainCost(cost))
    }
    if let bound = fit.bound { object["lower_bound"] = .double(plainCost(bound)) }
    object["ended"] = .string(fit.end)
    if let iterations = fit.iterations { object["iterations"] = .integer(iterations) }
    if fit.startCosts.count > 1 {
      object["starts"] = .array(
        fit.startCosts.map { JSONValue.double(plainCost($0)) })
      if let spread = fit.spread { object["spread_of_starts"] = .double(spread) }
    }
    addQuality(to: &object)
    object["centers"] = .array(centers.map(json))
    if let comparison { object["choice"] = .object(json(comparison)) }
    if let agreement { object["truth"] = json(agreement) }
    if let heldBack {
      let finite = heldBack.distances.filter(\.isFinite)
      let mean = unit.plain(finite.reduce(0, +) / Double(max(1, finite.count)))
      var held: JSONObject = [
        "rows": .integer(heldBack.rows.count), "mean_distance_to_center": .double(mean),
        "mean_distance_of_the_others": .double(meanDistance),
      ]
      if let heldAgreement { held["truth"] = json(heldAgreement) }
      object["held_back"] = .object(held)
    }
    return .object(object)
  }

  /// Of the rows that were clustered.
  var meanDistance: Double {
    let finite = fit.distances.filter(\.isFinite)
    return unit.plain(finite.reduce(0, +) / Double(max(1, finite.count)))
  }

  private func addQuality(to object: inout JSONObject) {
    if let silhouettes = fit.silhouettes {
      object["silhouette"] = .double(silhouettes.mean)
      if let sampled = silhouettes.sampled { object["silhouette_of_rows"] = .integer(sampled) }
    }
    guard let scores else { return }
    if let score = scores.calinskiHarabasz { object["calinski_harabasz"] = .double(score) }
    if let score = scores.daviesBouldin { object["davies_bouldin"] = .double(score) }
  }

  private func ids(_ rows: [Int]) -> JSONValue {
    .array(rows.prefix(10_000).map { .string(input.id($0)) })
  }

  private func json(_ center: ClusterCenter) -> JSONValue {
    var object: JSONObject = [
      "cluster": .integer(center.number + 1), "size": .integer(center.size),
    ]
    if let id = center.id { object["id"] = .string(id) }
    for (name, value) in zip(ClusterCenter.names(input, prepared), center.values) {
      object.addOwn(name, .double(value))
    }
    if let silhouette = center.silhouette { object.addOwn("silhouette", .double(silhouette)) }
    return .object(object)
  }

  func json(_ comparison: CountComparison) -> JSONObject {
    let choice = comparison.choice
    let costKey = Self.costKey(of: comparison.costName)
    let rows = choice.rows.map { row -> JSONValue in
      func value(_ number: Double?) -> JSONValue { number.map { JSONValue.double($0) } ?? .null }
      return [
        "k": .integer(row.count), costKey: .double(plainCost(row.inertia)), "gap": value(row.gap),
        "gap_error": value(row.gapError), "f_k": value(row.distortion),
        "silhouette": value(row.silhouette), "calinski_harabasz": value(row.calinskiHarabasz),
        "davies_bouldin": value(row.daviesBouldin),
      ]
    }
    var object: JSONObject = [
      "verdict": .string(choice.verdict), "k": .integer(choice.count), "table": .array(rows),
    ]
    if let gap = choice.gap {
      object["gap_rules"] = [
        "Tibs2001SEmax": .integer(gap.tibs2001SEmax), "firstSEmax": .integer(gap.firstSEmax),
        "globalSEmax": .integer(gap.globalSEmax),
      ]
    }
    object["may_be_more"] = .bool(choice.mayBeMore)
    return object
  }

  private func json(_ truth: TruthReport) -> JSONValue {
    let classes = truth.classes.map { score -> JSONValue in
      [
        "class": .string(score.name), "rows": .integer(score.support),
        "cluster": score.cluster.map { JSONValue.integer($0) } ?? .null,
        "precision": .double(score.precision), "recall": .double(score.recall),
        "f1": .double(score.f1),
      ]
    }
    return [
      "column": .text(settings.truth), "accuracy": .double(truth.accuracy),
      "adjusted_rand_index": .double(truth.table.adjustedRandIndex),
      "normalized_mutual_information": .double(truth.table.normalizedMutualInformation),
      "classes": .array(classes),
      "contingency": [
        "clusters": .array(truth.table.found.map { $0 < 0 ? "none" : .integer($0) }),
        "classes": .array(truth.table.truth.map(JSONValue.string)),
        "counts": .array(truth.table.counts.map { .array($0.map { .integer($0) }) }),
      ],
      "misplaced": ids(truth.misplaced),
    ]
  }
}

extension ClusterReport {
  /// `summary.json` as text.
  package var summaryText: String {
    String(decoding: JSON.encode(summary(), pretty: true), as: UTF8.self)
  }
}
