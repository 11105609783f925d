import Cartography
import Clustering
import Exchange
import Geography
import Travel

/// The pictures of a clustering.
struct ClusterPictures {
  private let report: ClusterReport
  private let plane: ClusterPlane?
  private let labels: [String?]
  private(set) var findings: [Finding] = []

  /// More steps than these are thinned out for animations.
  private static let mostFrames = 80

  init(_ report: ClusterReport) throws {
    self.report = report
    let settings = report.settings
    plane = settings.drawsPictures || settings.withStyle ? ClusterPlane(report) : nil
    if settings.drawsPictures, plane == nil {
      findings.append(
        Finding(
          .warning, "no picture of points: rows have neither numbers nor places to be drawn at"))
    }
    if let name = settings.label {
      let column = try report.input.column(name)
      labels = report.prepared.rows.map { report.input.table.text($0, column) }
    } else {
      labels = []
    }
    if settings.recordsSteps, report.fit.steps.isEmpty {
      findings.append(
        Finding(
          .warning,
          "--method \(settings.method.rawValue) records no steps; pictures show its end alone"))
    }
  }

  /// Per cluster the colour that it has in pictures; nil where no style is asked for.
  var colours: [String]? {
    guard report.settings.withStyle else { return nil }
    let count = report.fit.clusterCount
    guard let plane else { return (0..<count).map(ClusterFigure.plainColour) }
    let figure = figure(plane, lastStep(plane))
    return (0..<count).map(figure.colour)
  }

  // MARK: Files

  /// Name and content of each picture that goes into the folder.
  func files(_ settings: ClusterSettings) throws -> [(name: String, bytes: [UInt8])] {
    var files: [(name: String, bytes: [UInt8])] = []
    if let plot = settings.plot, let plane {
      let last = lastStep(plane)
      let svg = figure(plane, last).svg(last)
      files.append((plot, try Self.bytes(svg, for: plot)))
    }
    if !settings.animations.isEmpty, let plane {
      let frames = steps(plane)
      let figure = figure(plane, frames[frames.count - 1])
      var animation = Animation(secondsPerFrame: 0.7, lastFrameSeconds: 3)
      for step in frames { try animation.add(try Picture(svg: figure.svg(step))) }
      for name in settings.animations {
        files.append((name, name.hasSuffix(".gif") ? animation.gif() : animation.apng()))
      }
    }
    let charts = ClusterCharts(report: report)
    for (name, svg) in charts.pages(all: settings.plot != nil, labels: labels) {
      // Charts are of the kind that the picture is of.
      let isPNG = settings.plot?.lowercased().hasSuffix(".png") == true
      let file = isPNG ? name.replacing(".svg", with: ".png") : name
      let isTaken = files.contains { $0.name == file }
      files.append((isTaken ? "chart-\(file)" : file, try Self.bytes(svg, for: file)))
    }
    return files
  }

  /// An SVG and a PNG for each step.
  func frames() throws -> [(name: String, bytes: [UInt8])] {
    guard let plane else { return [] }
    let steps = steps(plane, limit: .max)
    let figure = figure(plane, steps[steps.count - 1])
    var files: [(name: String, bytes: [UInt8])] = []
    for (number, step) in steps.enumerated() {
      let digits = String(number)
      let name = "step-" + String(repeating: "0", count: max(0, 3 - digits.count)) + digits
      let svg = figure.svg(step)
      files.append(("\(name).svg", Array(svg.utf8)))
      files.append(("\(name).png", try Picture(svg: svg).png()))
    }
    return files
  }

  private static func bytes(_ svg: String, for name: String) throws -> [UInt8] {
    name.lowercased().hasSuffix(".png") ? try Picture(svg: svg).png() : Array(svg.utf8)
  }

  // MARK: Steps

  private func figure(_ plane: ClusterPlane, _ last: ClusterStep) -> ClusterFigure {
    var content = ClusterFigure.Content(points: plane.points, axes: plane.axes)
    content.title = title
    content.labels = labels
    content.noun = "rows"
    if case .map = plane.kind {
      content.barriers = report.fit.barriers.map(MapDrawing.Barrier.init)
    }
    return ClusterFigure(content, last: last)
  }

  private var title: String {
    let name = report.input.table.file.split(separator: "/").last.map(String.init) ?? ""
    let count = report.fit.clusterCount
    return "\(name): \(count) cluster\(count == 1 ? "" : "s") by \(report.settings.method.rawValue)"
  }

  private func lastStep(_ plane: ClusterPlane) -> ClusterStep {
    let fit = report.fit
    let centers = plane.places(fit.middles)
    var step = ClusterStep(clusters: fit.optionalLabels, centers: centers)
    step.regions = plane.regions(report, centers: centers)
    var parts: [String] = []
    if let cost = fit.cost { parts.append("\(fit.costName) \(report.costText(cost))") }
    if let silhouettes = fit.silhouettes {
      parts.append("silhouette \(Decimals.text(silhouettes.mean, 2))")
    }
    if fit.looseCount > 0 { parts.append("\(Count.of(fit.looseCount, "row")) in no cluster") }
    step.caption = parts.joined(separator: " · ")
    return step
  }

  private func caption(_ moment: ClusterMoment) -> String {
    let name = report.fit.costName
    var text = ClusterStep.caption(
      iteration: moment.iteration, inertia: moment.cost, named: name)
    switch moment.kind {
    case .start, .move: break
    case .swap: text += " · a center went to another row"
    case .exchange: text += " · a center was put elsewhere"
    case .cut: text += " · a cluster was cut in two"
    case .end:
      text = "end, the best that was found · \(name) \(report.costText(moment.cost))"
    }
    return text
  }

  private func steps(_ plane: ClusterPlane, limit: Int = mostFrames) -> [ClusterStep] {
    let moments = report.fit.steps
    guard !moments.isEmpty else { return [lastStep(plane)] }
    var chosen = Array(moments.indices)
    if chosen.count > limit {
      chosen = (0..<limit).map { $0 * (moments.count - 1) / (limit - 1) }
    }
    var steps: [ClusterStep] = []
    var before: [PlanarPoint] = []
    for index in chosen {
      let moment = moments[index]
      let centers = plane.places(moment.middles)
      var step = ClusterStep(
        clusters: moment.labels.map { $0 < 0 ? nil : $0 }, centers: centers)
      if moment.kind == .move || moment.kind == .swap, before.count == centers.count {
        step.previousCenters = before
      }
      step.regions = plane.regions(report, centers: centers)
      step.caption = caption(moment)
      before = centers
      steps.append(step)
    }
    return steps
  }
}
