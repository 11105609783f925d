/// Why there are no clusters although the file could be read, or why what is asked for makes no sense.
package enum ClusterError: Error, Hashable, Sendable, CustomStringConvertible {
  // Wrong usage.
  case noCount(method: ClusterMethod)
  case badCount(Int)
  case countNotTaken(method: ClusterMethod)
  case rangeWithSizes
  case metricRefused(method: ClusterMethod, metric: ClusterMetric)
  case linkageRefused(LinkageChoice, metric: ClusterMetric)
  case missingFile(what: String, option: String)
  case notTaken(option: String, why: String)
  case badNumber(option: String, value: String, allowed: String)
  // Bad data.
  case unknownColumn(String, file: String, suggestion: String?, known: [String])
  case noColumns(file: String)
  case noRows(file: String)
  case onePoint(file: String)
  case moreClustersThanRows(count: Int, rows: Int, file: String)
  case fewDistinctRows(distinct: Int, count: Int, file: String)
  case allEqual(rows: Int, file: String)
  case noSpread(column: String, scale: ScalingRule, file: String)
  case emptyColumn(String, file: String)
  case noCoordinates(file: String, metric: String)
  case notAModel(file: String, why: String)
  case otherColumns(model: String, missing: [String], file: String)
  case noCenters(model: String, method: String)
  case notInMatrix(id: String, file: String)
  case badStart(file: String, rows: Int, wanted: Int)
  case tooManyRows(rows: Int, most: Int, what: String)

  package var isUsage: Bool {
    switch self {
    case .noCount, .badCount, .countNotTaken, .rangeWithSizes, .metricRefused, .linkageRefused,
      .missingFile, .notTaken, .badNumber:
      true
    default: false
    }
  }

  package var description: String {
    switch self {
    case .noCount(let method):
      "--method \(method.rawValue) needs a number of clusters; add -k 3, or -k auto to have it found"
    case .badCount(let count): "cannot make \(count) clusters; ask for 1 or more with -k"
    case .countNotTaken(let method):
      "--method \(method.rawValue) finds the number of clusters by itself; drop -k, or use "
        + "--method kmeans or agglomerative"
    case .rangeWithSizes:
      "a range of -k cannot be compared where sizes are bounded, for bounds that suit one number do "
        + "not suit another; give one number, or find it without --min-size, --max-size, --balanced"
    case .metricRefused(let method, let metric):
      "--method \(method.rawValue) does not go with --metric \(metric.rawValue): "
        + Self.reason(method, metric)
    case .linkageRefused(let linkage, let metric):
      "--linkage \(linkage.rawValue) sums squares of straight distances, which --metric "
        + "\(metric.rawValue) has not; use --linkage average or complete"
    case .missingFile(let what, let option): "no \(what) is given; add \(option)"
    case .notTaken(let option, let why): "\(option) cannot be used here: \(why)"
    case .badNumber(let option, let value, let allowed):
      "\(option) is \(value); give \(allowed)"
    case .unknownColumn(let name, let file, let suggestion, let known):
      "\(file): there is no column \"\(name)\"; "
        + (suggestion.map { "did you mean \"\($0)\"? " } ?? "")
        + "it has " + Self.listed(known)
    case .noColumns(let file):
      "\(file): no column holds numbers; name columns with --columns, words count as categories"
    case .noRows(let file): "\(file): there are no rows to cluster; give at least two"
    case .onePoint(let file):
      "\(file): there is only one row to cluster; give at least two"
    case .moreClustersThanRows(let count, let rows, let file):
      "\(file): cannot make \(count) clusters of \(rows) rows; ask for at most \(rows) with -k"
    case .fewDistinctRows(let distinct, let count, let file):
      "\(file): cannot make \(count) clusters: only \(distinct) rows differ; ask for at most "
        + "\(distinct) with -k"
    case .allEqual(let rows, let file):
      "\(file): all \(rows) rows are equal in these columns; choose others with --columns"
    case .noSpread(let column, let scale, let file):
      "\(file): column \(column) cannot be scaled with --scale \(scale.rawValue), "
        + (scale == .robust
          ? "the middle half of its values is equal" : "all its values are equal")
        + "; leave it out with --columns, or use another --scale"
    case .emptyColumn(let column, let file):
      "\(file): column \(column) has no value at all; leave it out with --columns"
    case .noCoordinates(let file, let metric):
      "\(file): \(metric) needs coordinates and there are none; name the columns lon and lat"
    case .notAModel(let file, let why):
      "\(file): this is no model of footbridge cluster (\(why)); give the model.json of its folder"
    case .otherColumns(let model, let missing, let file):
      "\(file): the model \(model) was made of columns that are not here: "
        + missing.map { "\"\($0)\"" }.joined(separator: ", ")
        + "; rename or add them, or cluster this file anew"
    case .noCenters(let model, let method):
      "\(model): clusters of \(method) have no centers that new points could be given to; cluster "
        + "old and new points together, or use --method kmeans or kmedoids"
    case .notInMatrix(let id, let file):
      "\(file): id \"\(id)\" has no distances; add its row and column"
    case .badStart(let file, let rows, let wanted):
      "\(file): there are \(rows) rows to start from for \(wanted) clusters; give as many as -k"
    case .tooManyRows(let rows, let most, let what):
      "\(rows) rows are too many for \(what), which compares all pairs; give at most \(most), or "
        + "use --method kmeans"
    }
  }

  private static func reason(_ method: ClusterMethod, _ metric: ClusterMetric) -> String {
    if method == .kmedians {
      return "medians of columns suit --metric manhattan alone; use --method kmedoids"
    }
    if method == .hybrid {
      return "its centers move freely on a map; use --method kmedoids, whose centers are rows"
    }
    return switch metric {
    case .manhattan: "a mean is not the middle for sums of differences; use --method kmedians"
    case .chebyshev:
      "a mean is not the middle for largest differences; use --method kmedoids"
    case .cosine: "a mean has no direction of its own; use --method kmedoids"
    case .geodesic:
      "means of degrees lie wrong on a globe; use --method kmedoids or hybrid, or leave --metric "
        + "out and coordinates are projected to metres"
    case .gower: "categories have no mean; use --method kmedoids"
    case .matrix: "a table of distances says nothing of means; use --method kmedoids"
    case .barriers: "a mean can lie in the river; use --method hybrid or kmedoids"
    case .zones: "a mean can lie in the wrong zone; use --method kmedoids"
    case .network: "a mean need not lie on a street; use --method kmedoids"
    case .euclidean: "use --method kmeans"
    }
  }

  private static func listed(_ names: [String]) -> String {
    names.prefix(20).map { "\"\($0)\"" }.joined(separator: ", ") + (names.count > 20 ? ", …" : "")
  }
}
