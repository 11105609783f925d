extension ClusterSettings {
  /// Finds what contradicts itself before any file is read.
  ///
  /// - Throws: The first ``ClusterError``, all of them wrong usage.
  package func validate() throws(ClusterError) {
    try validateCount()
    let metric = usedMetric
    if method.usesMeans, metric != .euclidean {
      throw .metricRefused(method: method, metric: metric)
    }
    if method == .kmedians, metric != .manhattan {
      throw .metricRefused(method: method, metric: metric)
    }
    if method == .hybrid, ![.euclidean, .geodesic, .barriers].contains(metric) {
      throw .metricRefused(method: method, metric: metric)
    }
    if method == .agglomerative, linkage == .ward, metric != .euclidean {
      throw .linkageRefused(.ward, metric: metric)
    }
    try validateDistances()
    if method == .dbscan, radius == nil {
      throw .missingFile(what: "radius for dbscan", option: "--radius, in the units of the columns")
    }
    try validateSizes()
    try validateNumbers()
    if split != nil, !method.hasCenters {
      throw .notTaken(
        option: "--split", why: "\(method.rawValue) has no centers to give held-back rows to")
    }
    try validateNames()
    if !exclude.isEmpty, !columns.isEmpty {
      throw .notTaken(
        option: "--exclude", why: "--columns says already what is compared; drop one of the two")
    }
    if out == nil, plot != nil || trace || !animations.isEmpty {
      throw .missingFile(what: "folder for pictures and steps", option: "--out DIR")
    }
  }

  /// Finds files that the metric needs and that are not given.
  func validateDistances() throws(ClusterError) {
    switch usedMetric {
    case .barriers where files.barriers == nil:
      throw .missingFile(what: "file of barriers", option: "--barriers FILE")
    case .matrix where files.matrix == nil:
      throw .missingFile(what: "table of distances", option: "--matrix FILE")
    case .zones where files.zones == nil && files.crossings == nil:
      throw .missingFile(
        what: "file of crossings between zones", option: "--crossings FILE or --zones FILE")
    case .network where files.streets == nil:
      throw .missingFile(what: "file of streets", option: "--streets FILE")
    default: break
    }
  }

  private func validateNames() throws(ClusterError) {
    let rules = [
      ("--plot", plot.map { [$0] } ?? [], [".svg", ".png"]),
      ("--animate", animations, [".gif", ".apng"]),
    ]
    for (option, names, endings) in rules {
      for name in names {
        let last = name.split(separator: "/", omittingEmptySubsequences: false).last ?? ""
        guard !last.hasPrefix("."), endings.contains(where: { name.lowercased().hasSuffix($0) })
        else {
          throw .badNumber(
            option: option, value: name,
            allowed: "a name that ends in " + endings.joined(separator: " or "))
        }
      }
    }
  }

  private func validateCount() throws(ClusterError) {
    guard method.takesCount else {
      if count != nil { throw .countNotTaken(method: method) }
      return
    }
    switch count {
    case nil: throw .noCount(method: method)
    case .fixed(let count): if count < 1 { throw .badCount(count) }
    case .automatic: if hasSizes { throw .rangeWithSizes }
    case .range(let range):
      if range.lowerBound < 1 { throw .badCount(range.lowerBound) }
      if hasSizes { throw .rangeWithSizes }
    }
  }

  private func validateSizes() throws(ClusterError) {
    guard hasSizes else { return }
    if method == .hdbscan, maxSize == nil, !isBalanced {
      guard let minSize, minSize >= 2 else {
        throw .badNumber(option: "--min-size", value: "\(minSize ?? 0)", allowed: "2 or more")
      }
      return
    }
    guard method == .kmeans || method == .kmedoids else {
      throw .notTaken(
        option: "--min-size, --max-size and --balanced", why: "they go with kmeans and kmedoids")
    }
    if isBalanced, minSize != nil || maxSize != nil {
      throw .notTaken(
        option: "--balanced", why: "--min-size and --max-size say something else; drop one")
    }
    if let minSize, !(minSize >= 0) {
      throw .badNumber(option: "--min-size", value: "\(minSize)", allowed: "0 or more")
    }
    if let maxSize, !(maxSize > 0) {
      throw .badNumber(option: "--max-size", value: "\(maxSize)", allowed: "a number above 0")
    }
  }

  private func validateNumbers() throws(ClusterError) {
    if starts < 1 { throw .badNumber(option: "--starts", value: "\(starts)", allowed: "1 or more") }
    if maxIterations < 0 {
      throw .badNumber(option: "--max-iterations", value: "\(maxIterations)", allowed: "0 or more")
    }
    if !(tolerance >= 0 && tolerance.isFinite) {
      throw .badNumber(option: "--tolerance", value: "\(tolerance)", allowed: "0 or more")
    }
    if let split, !(split > 0 && split < 1) {
      throw .badNumber(
        option: "--split", value: "\(split)", allowed: "a share between 0 and 1, such as 0.3")
    }
    if let radius, !(radius > 0 && radius.isFinite) {
      throw .badNumber(option: "--radius", value: "\(radius)", allowed: "a number above 0")
    }
    if let snapLimit = files.snapLimit, !(snapLimit > 0 && snapLimit.isFinite) {
      throw .badNumber(option: "--snap-limit", value: "\(snapLimit)", allowed: "metres above 0")
    }
    if let minNeighbours, minNeighbours < 1 {
      throw .badNumber(
        option: "--min-neighbours", value: "\(minNeighbours)", allowed: "1 or more")
    }
  }
}
