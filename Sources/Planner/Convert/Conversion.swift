import Exchange
import Geography

/// Turns a file of one format into one of another, in little memory whatever its size.
public struct Conversion: Sendable {
  public let settings: ConversionSettings
  private let from: DataFormat
  private let to: DataFormat
  private let input: InputPlace

  /// - Throws: A ``ConversionError``, an `OutputError` for a file that may not be replaced, or the fault of an input
  ///   that is not there.
  public init(_ settings: ConversionSettings) throws {
    self.settings = settings
    let isArchive = settings.input.lowercased().hasSuffix(".zip")
    guard settings.from != nil || isArchive || DataFormat(path: settings.input) != nil else {
      throw ConversionError.formatUnknown(path: settings.input, option: "--from")
    }
    guard let to = settings.to ?? DataFormat(path: settings.output) else {
      throw ConversionError.formatUnknown(path: settings.output, option: "--to")
    }
    self.to = to
    guard settings.input == "-" || !OutputConflict.areSame(settings.input, settings.output) else {
      throw ConversionError.sameFile(path: settings.input)
    }
    var conflict = OutputConflict(inputs: [settings.input])
    try conflict.add(file: settings.output)
    guard to != .gpkg || settings.output != "-" else {
      throw ConversionError.needsOutputFile(format: to)
    }
    try AtomicFile.check(settings.output, force: settings.force)
    guard to.isWritable else { throw ConversionError.notWritable(format: to) }
    if let crs = settings.targetCRS, to.isGeographic, !WellKnownCRS.isNamedLongitudeLatitude(crs) {
      throw ConversionError.crsNotWritable(crs: crs, format: to)
    }
    let wanted = settings.from ?? (isArchive ? nil : DataFormat(path: settings.input))
    // What is read feature by feature may be looked at more than once.
    let isReadOnce = wanted.map { $0.isGeoJSON && !to.needsSurvey } ?? false
    input = try InputPlace(
      settings.input, layer: settings.layer, format: settings.from, isReadOnce: isReadOnce)
    // An archive says by the name of the file in it what that is.
    guard let from = settings.from ?? DataFormat(path: input.name) else {
      throw ConversionError.formatUnknown(path: input.name, option: "--from")
    }
    self.from = from
  }

  /// Converts.
  ///
  /// - Parameter told: Gets what was read and what was noticed.
  /// - Throws: All faults of the file, where there are any and they are not to be skipped; nothing is
  ///   written then.
  public func run(told: (Finding) -> Void) throws {
    if settings.encoding != nil, [.gpkg, .fgb].contains(from) {
      told(
        Finding(
          .warning,
          "\(input.name): text in \(from.rawValue) is always UTF-8; --encoding is not used"))
    }
    // To the letter of RFC 8259, JSON is UTF-8.
    let text = TextInput(
      encoding: settings.encoding, detects: !(settings.isStrict && from.isGeoJSON))
    let input = input
    let open = { try FileSource(input, text: text) }
    switch from {
    case .geojson, .geojsonl, .geojsonseq:
      let isSequence = from != .geojson
      let begin = { (crs: String?) in
        try GeoJSONFeatures(
          try open(), rules: rules(crs: crs), isSequence: isSequence)
      }
      var reader = try begin(settings.crs)
      let legacy = settings.crs == nil ? try reader.legacyCRS() : nil
      let crs = settings.crs ?? legacy
      reader.rules = rules(crs: crs)
      try convert(
        reader, members: reader.members.map(\.text), crs: crs,
        legacyLine: legacy == nil ? nil : reader.crsLine,
        open: { try begin(crs) }, told: told)
    case .csv:
      let begin = {
        try CSVFeatures(rules: rules(crs: settings.crs), open: open)
      }
      let reader = try begin()
      if !reader.description.isEmpty {
        told(Finding(.note, "\(reader.name): reading \(reader.description)"))
      }
      if let reason = reader.placelessness {
        told(Finding(.warning, "\(reader.name):1: \(reason)"))
      }
      try convert(
        reader, members: [], crs: settings.crs, legacyLine: nil, open: begin, told: told)
    default: try convertSerially(told: told)
    }
  }

  /// Reads a file whose features come one after another.
  private func convertSerially(told: (Finding) -> Void) throws {
    let options = SerialFeatures.Options(
      layer: input.isMemberNamed(settings.layer) ? nil : settings.layer,
      encoding: settings.encoding,
      crs: settings.crs)
    let open = {
      try SerialFeatures.open(input, format: from, options: options)
    }
    let first = try open()
    let crs = settings.crs ?? first.crs
    for remark in first.remarks { told(Finding(remark)) }
    let rules = rules(crs: crs)
    // What is noticed while reading is known when all is read.
    var last: SerialFeatures?
    func checked(_ features: SerialFeatures) -> SerialFeatures {
      var features = features
      features.rules = rules
      last = features
      return features
    }
    try convert(
      checked(first), members: [], crs: crs, legacyLine: nil, open: { checked(try open()) },
      told: told)
    for remark in last?.remarks ?? [] where !first.earlyRemarks.contains(remark) {
      told(Finding(remark))
    }
  }

  private func rules(crs: String?) -> ReadingRules {
    let isDegrees =
      crs.map {
        WellKnownCRS.isNamedLongitudeLatitude($0)
          || $0.lowercased() != "planar" && (try? CoordinateSystem($0))?.isGeographic == true
      } ?? true
    var rules = ReadingRules(
      isStrict: settings.isStrict, coordinates: isDegrees ? .geographic : .planar,
      swap: settings.swap, wraps: settings.wraps)
    rules.hasCRS = settings.crs != nil
    return rules
  }

  private func convert<Reader: FeatureStream>(
    _ first: Reader, members: [[UInt8]], crs: String?, legacyLine: Int?, open: () throws -> Reader,
    told: (Finding) -> Void
  ) throws {
    var reader = first
    let plan = try frame(crs: crs, name: reader.name, legacyLine: legacyLine, told: told)
    let change = plan.transformation.map { way in
      { @Sendable (batch: inout FeatureBatch) in way.change(&batch) }
    }
    var output = TextOutput(format: to, coordinates: plan.coordinates)
    output.members = members
    output.keepsBoxes = plan.transformation == nil && !settings.wraps
    output.stopsAtFaults = !settings.skipBad
    if to.needsSurvey {
      let found = try FeatureWork.survey(&reader)
      try refuse(found.tally, reader.name, reader.unit)
      output.survey = found.survey
      reader = try open()
    }
    if to == .gpkg {
      let crs = plan.transformation == nil ? crs : settings.targetCRS
      let isPlanar = crs?.lowercased() == "planar"
      let tally = try writeLayer(
        &reader, output.survey, crs: isPlanar ? nil : crs ?? "EPSG:4326", change: change, told: told
      )
      return tell(tally, reader.name, reader.unit, told)
    }
    let sink = try ByteSink(path: settings.output, force: settings.force)
    let tally: FeatureTally
    do {
      tally = try output.write(&reader, to: sink, change: change)
      try refuse(tally, reader.name, reader.unit)
    } catch {
      sink.abandon()
      throw error
    }
    try sink.finish()
    for (name, column) in output.renamed {
      told(
        Finding(
          .warning,
          "property \(DataFault.quoted(name)) is column \(DataFault.quoted(column)), which is read back as the "
            + "property: by its own name it would be an id or a coordinate"))
    }
    tell(tally, reader.name, reader.unit, told)
  }

  private func writeLayer<Reader: FeatureStream>(
    _ reader: inout Reader, _ survey: FeatureSurvey, crs: String?, change: FeatureWork.Change?,
    told: (Finding) -> Void
  ) throws -> FeatureTally {
    let stem = settings.output.split(separator: "/").last?.split(separator: ".").first
    let name = settings.layer ?? stem.map(String.init) ?? "features"
    let isDegrees = crs.map(WellKnownCRS.isNamedLongitudeLatitude) ?? false
    let writer = try GeoPackageWriter(path: settings.output, force: settings.force)
    do {
      let layer = try writer.begin(
        GeoPackageWriter.Layer(
          name: name, survey: survey, crs: isDegrees ? "EPSG:4326" : crs))
      let tally = try FeatureWork.forEachBatch(&reader, change: change) { try layer.add($0) }
      try refuse(tally, reader.name, reader.unit)
      try layer.finish()
      try writer.finish()
      for (name, column) in layer.renamed {
        told(
          Finding(
            .warning,
            "property \(DataFault.quoted(name)) is column \(DataFault.quoted(column)), for that name is "
              + "taken in a GeoPackage"))
      }
      return tally
    } catch {
      writer.abandon()
      throw error
    }
  }

  /// What stands between the coordinates of the file and those to be written.
  private func frame(
    crs: String?, name: String, legacyLine: Int?, told: (Finding) -> Void
  ) throws -> (transformation: CoordinateTransformation?, coordinates: CoordinateKind) {
    let isPlanar = crs?.lowercased() == "planar"
    let source =
      crs.map { WellKnownCRS.isNamedLongitudeLatitude($0) ? "OGC:CRS84" : $0 } ?? "OGC:CRS84"
    let target =
      settings.targetCRS.map { WellKnownCRS.isNamedLongitudeLatitude($0) ? "OGC:CRS84" : $0 }
      ?? "OGC:CRS84"
    if isPlanar {
      guard !to.isMarkup else { throw ConversionError.planarNotWritable(format: to) }
      return (nil, .planar)
    }
    if source == target {
      let isDegrees = try source == "OGC:CRS84" || CoordinateSystem(source).isGeographic
      return (nil, isDegrees ? .geographic : .planar)
    }
    let way: CoordinateTransformation
    do throws(ProjectionError) {
      way = try CoordinateTransformation(from: source, to: target)
    } catch {
      guard settings.crs == nil, case .unknownCRS(source, _) = error else { throw error }
      throw DataFault(
        file: name, line: legacyLine, value: source,
        problem: "is named as the CRS, and PROJ does not know it",
        remedy: "name the CRS with --crs")
    }
    if legacyLine != nil {
      told(Finding(.note, "\(name): the member crs says \(source), which is heeded"))
    } else if settings.crs == nil, source != "OGC:CRS84" {
      told(Finding(.note, "\(name): the coordinates are in \(Self.label(source))"))
    }
    if let doubt = way.doubt {
      told(
        Finding(.warning, "from \(Self.label(source)) to \(Self.label(target)) \(doubt)"))
    }
    return (way, way.givesDegrees ? .geographic : .planar)
  }

  /// What a message calls a system: the name of one that is given as a long text.
  private static func label(_ crs: String) -> String {
    guard crs.contains("[") else { return crs }
    return (try? CoordinateSystem(crs).name) ?? crs
  }

  private func refuse(_ tally: FeatureTally, _ file: String, _ unit: String) throws {
    guard !settings.skipBad, let faults = tally.allFaults(file: file, unit: unit) else { return }
    throw faults
  }

  private func tell(
    _ tally: FeatureTally, _ file: String, _ unit: String, _ told: (Finding) -> Void
  ) {
    for finding in tally.findings(file: file, unit: unit, hasLines: from.hasLines) { told(finding) }
    if to.isGeometryAlone, !from.isGeometryAlone {
      told(
        Finding(.warning, "\(to.rawValue) holds geometries alone: ids and properties are left out"))
    }
    let outputName = settings.output == "-" ? "standard output" : settings.output
    told(Finding(.note, "\(file): \(Count.of(tally.count, unit)) written to \(outputName)"))
  }
}

extension FeatureTally {
  /// What was mended and what was left out.
  ///
  /// - Parameters:
  ///   - file: What messages call the file.
  ///   - unit: What messages call a feature.
  ///   - hasLines: Whether features have lines, else numbers.
  /// - Returns: One for each kind of thing, and one for each of the first faults.
  func findings(file: String, unit: String, hasLines: Bool = true) -> [Finding] {
    var findings: [Finding] = []
    for mend in mends {
      let times = mend.count == 1 ? "" : ", \(Count.of(mend.count, "time"))"
      let place = mend.first.number > 0 ? ": \(unit) \(mend.first.number)" : ""
      findings.append(
        Finding(
          .warning,
          "\(file):\(mend.first.line)\(place): mended: \(mend.first.kind.rawValue)\(times)",
          topic: "mended"))
    }
    if let repeated = repeatedIDs {
      findings.append(
        Finding(.warning, repeated.warning(file: file, unit: unit, hasLines: hasLines)))
    }
    if let told = replaced.told(file: file, unit: unit) {
      findings.append(Finding(.warning, "\(told)"))
    }
    if let faults = allFaults(file: file, unit: unit) {
      for fault in faults.faults {
        findings.append(Finding(.warning, "left out: \(fault)", topic: ""))
      }
      if faultCount > faults.faults.count {
        findings.append(
          Finding(.warning, "and \(faultCount - faults.faults.count) more were left out"))
      }
    }
    return findings
  }
}

extension Finding {
  init(_ remark: FileRemark) { self.init(remark.isWarning ? .warning : .note, remark.text) }
}

extension RepeatedIDs.Report {
  /// `homes.geojson:7: "A" is the id of line 3 already; 2 ids come more than once, in 5 features`.
  fileprivate func warning(file: String, unit: String, hasLines: Bool) -> String {
    let place = hasLines ? "\(file):\(again)" : "\(file): \(unit) \(again)"
    let earlier = hasLines ? "line \(first)" : "\(unit) \(first)"
    let subject = id.map { DataFault.quoted($0) } ?? "this id"
    return "\(place): \(subject) is the id of \(earlier) already; "
      + "\(Count.of(ids, "id")) \(ids == 1 ? "comes" : "come") more than once, in "
      + Count.of(features, unit)
  }
}
