import Clustering
import Exchange
import Geography

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
    var conflict = OutputConflict(inputs: [settings.file] + settings.files.all)
    try conflict.add(folder: settings.out)
    try conflict.add(folder: settings.frames)
    var names: Set<String> = []
    for path in settings.animations + [settings.plot].compactMap(\.self) {
      // A name alone is that of a file in the folder.
      if path.contains("/") {
        try AtomicFile.check(path, force: settings.force)
        try conflict.add(file: path)
      } else if !names.insert(path).inserted {
        throw OutputError.sameOutput(path: path, other: path)
      }
    }
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
      if let layer = try report.layer(colours: pictures.colours) {
        out.add("clusters.geojson", layer)
      }
      out.add("model.json", JSON.encode(report.model.json, pretty: true))
      out.add("summary.json", JSON.encode(report.summary(), pretty: true))
      if settings.trace { out.add("steps.json", ClusterSteps(report: report).bytes()) }
      for (name, bytes) in try pictures.files(settings) {
        if name.contains("/") {
          try AtomicFile.write(bytes, to: name, force: settings.force)
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
      var step: JSONObject = [
        "step": .integer(moment.iteration), "kind": .string(moment.kind.rawValue),
        report.costKey: .double(report.plainCost(moment.cost)),
        "centers": .array(plain(moment.middles).map { .array($0.map { JSONValue.double($0) }) }),
      ]
      if case .rows(let rows) = moment.middles {
        step["center_ids"] = .array(
          rows.map { .string(report.input.id(report.prepared.rows[$0])) })
      }
      step["clusters"] = .array(moment.labels.map { $0 < 0 ? .null : .integer($0 + 1) })
      return .object(step)
    }
    let ids = report.prepared.rows.map { JSONValue.string(report.input.id($0)) }
    let object: JSONObject = [
      "columns": .array(names.map(JSONValue.string)), "ids": .array(ids), "steps": .array(steps),
    ]
    return JSON.encode(.object(object), pretty: true)
  }

  /// Centers in the units of the file; none where rows are no numbers.
  private func plain(_ middles: ClusterFit.Middles) -> [[Double]] {
    let (input, prepared) = (report.input, report.prepared)
    if input.comparesPlaces, let places = input.places {
      let points: [PlanarPoint]
      switch middles {
      case .none: points = []
      case .rows(let rows):
        return rows.compactMap { places.positions[prepared.rows[$0]].map { [$0.x, $0.y] } }
      case .places(let found): points = found
      case .coded(let matrix):
        points = (0..<matrix.rowCount).map { PlanarPoint(matrix[$0, 0], matrix[$0, 1]) }
      }
      return ((try? places.frame.positions(points)) ?? []).map { [$0.x, $0.y] }
    }
    switch middles {
    case .none: return []
    case .coded(let matrix):
      return (0..<matrix.rowCount).map { prepared.codings.plain(matrix.row($0)) }
    case .rows(let rows):
      guard let matrix = prepared.matrix else { return [] }
      return rows.map { prepared.codings.plain(matrix.row($0)) }
    case .places(let points): return points.map { prepared.codings.plain([$0.x, $0.y]) }
    }
  }
}

extension ClusterReport {
  var costKey: String { Self.costKey(of: fit.costName) }

  /// How files write the name of a cost: `sum_of_distances`.
  static func costKey(of name: String) -> String { name.replacing(" ", with: "_") }
}
