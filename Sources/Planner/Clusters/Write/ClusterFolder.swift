import Exchange

/// The folder of a clustering: written whole, or not at all.
package struct ClusterFolder {
  private let settings: ClusterSettings
  private let out: OutputFolder?
  private let frames: OutputFolder?

  /// Finds out before the work whether the folders can be written to.
  ///
  /// - Throws: An `OutputError`.
  package init(_ settings: ClusterSettings) throws {
    self.settings = settings
    out = settings.out.map { OutputFolder(path: $0) }
    frames = settings.frames.map { OutputFolder(path: $0) }
    try out?.check()
    try frames?.check()
  }

  /// Writes everything that was asked for.
  ///
  /// - Parameters:
  ///   - report: The clusters.
  ///   - told: What could not be drawn, and why.
  /// - Returns: A line for each place that was written to.
  /// - Throws: An `OutputError`, or a `PictureError`.
  package func write(
    _ report: ClusterReport, told: ([Finding]) -> Void
  ) throws -> [String] {
    var lines: [String] = []
    let pictures = try ClusterPictures(report)
    told(pictures.findings)
    if var out {
      out.add("clusters.csv", ClusterTable(report: report).bytes())
      if report.fit.clusterCount > 0 { out.add("centers.csv", report.centersTable()) }
      if let layer = try report.layer() { out.add("clusters.geojson", layer) }
      out.add("model.json", JSON.encode(report.model.json, pretty: true))
      out.add("summary.json", JSON.encode(report.summary(), pretty: true))
      if settings.trace { out.add("steps.json", ClusterSteps(report: report).bytes()) }
      for (name, bytes) in try pictures.files(settings) {
        if name.contains("/") {
          try AtomicFile.write(bytes, to: name)
          lines.append(name)
        } else {
          out.add(name, bytes)
        }
      }
      try out.write()
      lines.insert("\(out.path): \(out.names.joined(separator: ", "))", at: 0)
    }
    if var frames {
      for (name, bytes) in try pictures.frames() { frames.add(name, bytes) }
      try frames.write()
      lines.append("\(frames.path): \(Count.of(frames.names.count, "file"))")
    }
    return lines
  }
}

/// `steps.json`: centers and clusters at each step, for programs that draw them.
struct ClusterSteps {
  let report: ClusterReport

  func bytes() -> [UInt8] {
    let names = ClusterCenter.names(report.input, report.prepared)
    let steps = report.fit.steps.map { moment -> JSONValue in
      [
        "kind": .string(moment.kind.rawValue), report.costKey: .double(moment.cost),
        "centers": .array(plain(moment).map { .array($0.map { JSONValue.double($0) }) }),
        "clusters": .array(moment.labels.map { $0 < 0 ? .null : .integer($0 + 1) }),
      ]
    }
    let ids = report.prepared.rows.map { JSONValue.string(report.input.id($0)) }
    let object: JSONObject = [
      "columns": .array(names.map(JSONValue.string)), "ids": .array(ids), "steps": .array(steps),
    ]
    return JSON.encode(.object(object), pretty: true)
  }

  /// Centers in the units of the file.
  private func plain(_ moment: ClusterMoment) -> [[Double]] {
    let input = report.input
    if input.comparesPlaces, let places = input.places {
      let points = moment.points
      let positions = (try? places.frame.positions(points)) ?? []
      return positions.map { [$0.x, $0.y] }
    }
    let width = max(1, report.prepared.codings.width)
    return stride(from: 0, to: moment.centers.count, by: width).map { start in
      report.prepared.codings.plain(
        moment.centers[start..<min(start + width, moment.centers.count)])
    }
  }
}

extension ClusterReport {
  var costKey: String { fit.costName == "inertia" ? "inertia" : "sum_of_distances" }
}
