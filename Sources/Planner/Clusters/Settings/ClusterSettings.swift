import Clustering
import Exchange

/// Everything that a clustering is asked for.
package struct ClusterSettings: Sendable {
  package var file: String
  /// Empty for the coordinates, else all columns of numbers.
  package var columns: [String] = []
  /// Columns that are not compared.
  package var exclude: [String] = []
  /// The column that names rows; nil for one that is called so.
  package var id: String?
  /// Whether the first line names the columns.
  var header = HeaderRule.automatic
  /// Columns of words that have an order, with the words from the lowest to the highest.
  package var ordinals: [String: [String]] = [:]
  package var weight: String?
  /// `auto`, `planar`, or the name of a projected system.
  package var crs: String?
  /// Longitudes beyond ±180 are brought back to that.
  package var wraps = false

  package var method = ClusterMethod.kmeans
  package var metric: ClusterMetric?
  package var count: CountRequest?
  package var minSize: Double?
  package var maxSize: Double?
  package var isBalanced = false
  package var linkage = LinkageChoice.ward
  /// For dbscan, in the units of the distances.
  package var radius: Double?
  package var minNeighbours: Int?
  package var files = ClusterDistanceFiles()

  package var seeding = SeedingChoice.plusPlus
  package var starts = 10
  package var seed: UInt64 = 1
  package var maxIterations = 300
  package var tolerance = 1e-4
  /// How many sets of evenly spread points the gap statistic compares with.
  package var gapReferences = 20

  package var missing = MissingRule.error
  package var scale = ScalingRule.none
  package var outliers = OutlierRule.keep

  /// A column with the true class of each row.
  package var truth: String?
  /// The share of rows that is held back and scored.
  package var split: Double?
  package var allDistances = false

  /// The command that asks for it; nil where a program does.
  package var command: String?
  /// The folder to write to; nil for none.
  package var out: String?
  package var plot: String?
  package var label: String?
  /// Whether the layer carries the keys of simplestyle, in the colours of the picture.
  package var withStyle = false
  package var trace = false
  package var frames: String?
  package var animations: [String] = []
  /// Whether pictures outside the folder may replace files with something in them.
  package var force = false

  package init(file: String) { self.file = file }

  /// What distances are measured with: what is asked for, else what suits the method and the files.
  var usedMetric: ClusterMetric {
    if let metric { return metric }
    // Barriers beside streets are what no way to a street leads over.
    if files.barriers != nil, files.streets == nil { return .barriers }
    if files.matrix != nil { return .matrix }
    if files.zones != nil { return .zones }
    if files.streets != nil { return .network }
    return method == .kmedians ? .manhattan : .euclidean
  }

  var hasSizes: Bool { minSize != nil || maxSize != nil || isBalanced }
  var sizes: ClusterSizes {
    isBalanced ? .balanced : .between(minimum: minSize ?? 0, maximum: maxSize ?? .infinity)
  }
  var recordsSteps: Bool { trace || frames != nil || !animations.isEmpty }
  var drawsPictures: Bool { plot != nil || frames != nil || !animations.isEmpty }
}

extension ClusterSettings {
  /// Says whether the first line names the columns; nil for finding out.
  package mutating func namesColumns(_ does: Bool?) { header = HeaderRule(does) }
}

extension ClusterAssigner {
  /// Says whether the first line names the columns; nil for finding out.
  package mutating func namesColumns(_ does: Bool?) { header = HeaderRule(does) }
}

extension HeaderRule {
  fileprivate init(_ isPresent: Bool?) {
    self = isPresent.map { $0 ? .present : .absent } ?? .automatic
  }
}
