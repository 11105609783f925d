import Clustering
import Exchange
import Geography

/// Clusters with all that is known about them.
package struct ClusterReport: Sendable {
  /// Rows that were held back, given to the clusters of the others.
  struct HeldBack: Sendable {
    /// Numbers of rows of the file.
    var rows: [Int]
    var labels: [Int]
    var distances: [Double]
  }

  let settings: ClusterSettings
  let input: ClusterInput
  let prepared: PreparedRows
  let fit: ClusterFit
  let model: ClusterModel
  let comparison: CountComparison?
  /// Per row of the file its true class; empty where it has none.
  let truth: [String]?
  let heldBack: HeldBack?

  /// Per row of the file its cluster from 0, −1 for none.
  let labels: [Int]
  /// Per row of the file the distance to the middle of its cluster; NaN where there is none.
  let distances: [Double]
  /// Clusters in the units of the file.
  let centers: [ClusterCenter]
  let scores: ClusterScores?
  let agreement: TruthReport?
  let heldAgreement: TruthReport?
  /// What was read.
  let inputs: [InputDigest]

  init(
    settings: ClusterSettings, input: ClusterInput, prepared: PreparedRows, fit: ClusterFit,
    model: ClusterModel, comparison: CountComparison?, truth: [String]?, heldBack: HeldBack?
  ) {
    self.settings = settings
    self.input = input
    self.prepared = prepared
    self.fit = fit
    self.model = model
    self.comparison = comparison
    self.truth = truth
    self.heldBack = heldBack
    var labels = [Int](repeating: -1, count: input.rowCount)
    var distances = [Double](repeating: .nan, count: input.rowCount)
    let unit = MeasureUnit(exponent: prepared.exponent)
    for (place, row) in prepared.rows.enumerated() {
      labels[row] = fit.labels[place]
      if place < fit.distances.count { distances[row] = unit.plain(fit.distances[place]) }
    }
    if let heldBack {
      for (place, row) in heldBack.rows.enumerated() {
        labels[row] = heldBack.labels[place]
        distances[row] = unit.plain(heldBack.distances[place])
      }
    }
    inputs =
      [InputDigest(path: settings.file, sha256: input.table.sha256)]
      + InputDigest.beside(settings.file) + InputDigest.all(of: settings.files.all)
    self.labels = labels
    self.distances = distances
    centers = ClusterCenter.all(fit, input: input, prepared: prepared)
    scores =
      settings.usedMetric == .euclidean
      ? prepared.matrix.map { ClusterScores($0, labels: fit.optionalLabels) } : nil
    let agreement = truth.map {
      TruthReport(rows: prepared.rows, labels: fit.labels, truth: $0, meaning: nil)
    }
    self.agreement = agreement
    heldAgreement = heldBack.flatMap { held in
      truth.map {
        TruthReport(rows: held.rows, labels: held.labels, truth: $0, meaning: agreement?.meaning)
      }
    }
  }

  /// Whether the caller stopped the search.
  package var wasInterrupted: Bool { fit.end == "interrupted" }
}

/// One cluster as tables show it.
struct ClusterCenter: Sendable {
  /// From 0.
  var number: Int
  var size: Int
  /// The sum of the squared distances to it, or of the distances.
  var cost: Double
  /// In the units of the columns; empty where there is no middle in numbers.
  var values: [Double]
  /// The id of the row that stands for the cluster; nil where none does.
  var id: String?
  var position: Position?
  var silhouette: Double?

  /// What the values are called.
  static func names(_ input: ClusterInput, _ prepared: PreparedRows) -> [String] {
    if input.comparesPlaces, let places = input.places { return [places.names.x, places.names.y] }
    return prepared.codings.flatMap(\.names)
  }

  static func all(
    _ fit: ClusterFit, input: ClusterInput, prepared: PreparedRows
  ) -> [ClusterCenter] {
    let sizes = fit.sizes
    var costs = [Double](repeating: 0, count: fit.clusterCount)
    let isSquared = fit.costName == "inertia"
    for (label, distance) in zip(fit.labels, fit.distances) where label >= 0 && distance.isFinite {
      costs[label] += isSquared ? distance * distance : distance
    }
    let places = middlesOnMap(fit, input: input, prepared: prepared)
    return (0..<fit.clusterCount).map { number in
      var center = ClusterCenter(
        number: number, size: sizes[number], cost: costs[number], values: [])
      if let means = fit.silhouettes?.clusterMeans, means.indices.contains(number) {
        center.silhouette = means[number]
      }
      center.position = number < places.count ? places[number] : nil
      switch fit.middles {
      case .coded(let matrix) where !input.comparesPlaces:
        center.values = prepared.codings.plain(matrix.row(number))
      case .rows(let rows):
        center.id = input.id(prepared.rows[rows[number]])
        if !input.comparesPlaces, let matrix = prepared.matrix {
          center.values = prepared.codings.plain(matrix.row(rows[number]))
        }
      default: break
      }
      if input.comparesPlaces, let position = center.position {
        center.values = [position.x, position.y]
      } else if center.values.isEmpty, case .places(let points) = fit.middles {
        center.values = prepared.codings.plain([points[number].x, points[number].y])
      }
      return center
    }
  }

  private static func middlesOnMap(
    _ fit: ClusterFit, input: ClusterInput, prepared: PreparedRows
  ) -> [Position?] {
    guard let places = input.places else { return [] }
    let points: [PlanarPoint]
    switch fit.middles {
    case .none: return []
    case .rows(let rows): return rows.map { places.positions[prepared.rows[$0]] }
    case .places(let found):
      if !input.comparesPlaces {
        guard isPlane(input, places) else { return [] }
        points = found.map { point in
          let plain = prepared.codings.plain([point.x, point.y])
          return PlanarPoint(plain[0], plain[1])
        }
      } else {
        points = found
      }
    case .coded(let matrix):
      if input.comparesPlaces {
        points = (0..<matrix.rowCount).map { PlanarPoint(matrix[$0, 0], matrix[$0, 1]) }
      } else if isPlane(input, places) {
        points = (0..<matrix.rowCount).map { row in
          let plain = prepared.codings.plain(matrix.row(row))
          return PlanarPoint(plain[0], plain[1])
        }
      } else {
        return []
      }
    }
    return ((try? places.frame.positions(points)) ?? []).map { $0 }
  }

  /// Whether the two columns that are compared are x and y of the map.
  static func isPlane(_ input: ClusterInput, _ places: ClusterPlaces) -> Bool {
    guard let pair = places.columns, !places.frame.isGeographic else { return false }
    return input.features.map(\.name) == [input.table.columns[pair.x], input.table.columns[pair.y]]
  }
}

/// How clusters agree with true classes.
struct TruthReport: Sendable {
  /// How well one class was found.
  struct ClassScore: Sendable {
    var name: String
    /// From 1; nil where no cluster stands for it.
    var cluster: Int?
    var support: Int
    var precision = 0.0
    var recall = 0.0
    var f1 = 0.0
  }

  /// Clusters from 1, −1 for none.
  let table: LabelTable<Int, String>
  private(set) var classes: [ClassScore] = []
  /// Which class each cluster stands for.
  let meaning: [Int: String]
  let accuracy: Double
  /// Numbers of rows of the file whose cluster stands for another class.
  let misplaced: [Int]

  /// - Parameters:
  ///   - rows: Numbers of rows of the file.
  ///   - labels: Their clusters.
  ///   - truth: Per row of the file its class; rows without one are left out.
  ///   - meaning: Which class each cluster stands for; nil for the best matching.
  init(rows: [Int], labels: [Int], truth: [String], meaning: [Int: String]?) {
    let known = rows.indices.filter { !truth[rows[$0]].isEmpty }
    let found = known.map { labels[$0] < 0 ? -1 : labels[$0] + 1 }
    let classes = known.map { truth[rows[$0]] }
    table = LabelTable(found: found, truth: classes)
    // Rows in no cluster are no cluster of their own.
    let placed = found.indices.filter { found[$0] > 0 }
    let used =
      meaning
      ?? LabelMatching(
        LabelTable(found: placed.map { found[$0] }, truth: placed.map { classes[$0] })
      ).meaning
    self.meaning = used
    misplaced = zip(known, zip(found, classes)).filter { used[$1.0] != $1.1 }
      .map { rows[$0.0] }
    accuracy = known.isEmpty ? 0 : 1 - Double(misplaced.count) / Double(known.count)
    for (column, name) in table.truth.enumerated() {
      var score = ClassScore(name: name, cluster: nil, support: table.truthCounts[column])
      if let row = table.found.firstIndex(where: { used[$0] == name }) {
        let right = Double(table.counts[row][column])
        score.cluster = table.found[row]
        score.precision = right / Double(table.foundCounts[row])
        score.recall = right / Double(score.support)
        if right > 0 { score.f1 = 2 * right / Double(table.foundCounts[row] + score.support) }
      }
      self.classes.append(score)
    }
  }
}
