import Clustering
import Exchange
import Geography

/// All that is needed to give new points to the clusters of old ones.
struct ClusterModel: Sendable {
  /// The columns that points are compared by.
  enum Columns: Sendable {
    case places(names: (x: String, y: String), crs: String)
    /// The file of the model is for messages.
    case features([ColumnCoding], model: String)
  }

  /// A row that is a center, where the metric asks for more than its numbers or its place.
  struct Site: Hashable, Sendable {
    var id: String
    var zone: String?
    var node: String?
    /// For Gower's distance a number, a rank or a word's number for each column.
    var values: [Double?] = []
  }

  static let format = "footbridge-clusters"

  var method: ClusterMethod
  var metric: ClusterMetric
  var columns: Columns
  /// As rows are coded; nil where centers have no numbers, and for clusters without centers.
  var centers: PointMatrix?
  /// Nil where centers are no rows, or their numbers say all about them.
  var sites: [Site]?
  /// For Gower's distance the range of each column; empty for other metrics.
  var ranges: [ClosedRange<Double>?] = []
  /// Distances are to be multiplied by 2 to this power to be those of the columns.
  var exponent = 0

  var codings: [ColumnCoding] {
    if case .features(let codings, _) = columns { codings } else { [] }
  }

  /// How many centers there are; nil for none.
  var centerCount: Int? { sites?.count ?? centers?.rowCount }

  // MARK: Writing

  var json: JSONValue {
    var object: JSONObject = [
      "format": .string(Self.format), "format_version": 1,
      "footbridge": .string(FootbridgeVersion.current),
      "method": .string(method.rawValue), "metric": .string(metric.rawValue),
    ]
    switch columns {
    case .places(let names, let crs):
      object["places"] = [
        "x": .string(names.x), "y": .string(names.y), "crs": .string(crs),
      ]
    case .features(let codings, _):
      object["columns"] = .array(codings.map(Self.json))
    }
    object["centers"] =
      centers.map { centers in
        .array(
          (0..<centers.rowCount).map { row in
            .array(centers.row(row).map { JSONValue.double($0) })
          })
      } ?? .null
    if let sites { object["center_rows"] = .array(sites.map(Self.json)) }
    if exponent != 0 { object["distance_unit"] = .double(Self.unit(exponent)) }
    if !ranges.isEmpty {
      object["ranges"] = .array(
        ranges.map { range in
          range.map { .array([.double($0.lowerBound), .double($0.upperBound)]) } ?? .null
        })
    }
    return .object(object)
  }

  private static func json(_ site: Site) -> JSONValue {
    var object: JSONObject = ["id": .string(site.id)]
    if let zone = site.zone { object["zone"] = .string(zone) }
    if let node = site.node { object["node"] = .string(node) }
    if !site.values.isEmpty {
      object["values"] = .array(site.values.map { $0.map { .double($0) } ?? .null })
    }
    return .object(object)
  }

  private static func json(_ coding: ColumnCoding) -> JSONValue {
    var object: JSONObject = [
      "name": .string(coding.name), "kind": .string(coding.kind.rawValue),
    ]
    if !coding.levels.isEmpty { object["levels"] = .array(coding.levels.map(JSONValue.string)) }
    if let fill = coding.fill { object["missing"] = .double(fill) }
    if coding.kind != .words {
      object["shift"] = .double(coding.shift)
      object["scale"] = .double(coding.scale)
      if coding.exponent != 0 { object["unit"] = .double(unit(coding.exponent)) }
    }
    return .object(object)
  }

  private static func unit(_ exponent: Int) -> Double {
    Double(sign: .plus, exponent: exponent, significand: 1)
  }

  /// The power of two that a unit is; nil where it is none.
  private static func exponent(of unit: JSONValue?) -> Int? {
    guard let unit else { return 0 }
    guard let unit = unit.doubleValue, unit > 0, unit.isFinite, unit.significand == 1 else {
      return nil
    }
    return unit.exponent
  }

  // MARK: Reading

  /// Reads a model that ``json`` wrote.
  ///
  /// - Throws: ``ClusterError/notAModel(file:why:)``, or the fault of a file that is no JSON.
  init(path: String) throws {
    func fault(_ why: String) -> ClusterError { .notAModel(file: path, why: why) }
    let value: JSONValue
    do {
      value = try JSON.read(path: path)
    } catch {
      // A file that is there, and is something else.
      guard error.faults.first?.line != nil else { throw error }
      throw fault("it is no JSON")
    }
    guard let object = value.objectValue, object["format"]?.stringValue == Self.format else {
      throw fault("it does not say \"format\": \"\(Self.format)\"")
    }
    guard object["format_version"]?.doubleValue == 1 else {
      throw fault("its format_version is not 1")
    }
    guard let method = object["method"]?.stringValue.flatMap(ClusterMethod.init),
      let metric = object["metric"]?.stringValue.flatMap(ClusterMetric.init)
    else { throw fault("its method or metric is not known") }
    self.method = method
    self.metric = metric
    if let places = object["places"]?.objectValue {
      guard let x = places["x"]?.stringValue, let y = places["y"]?.stringValue,
        let crs = places["crs"]?.stringValue
      else { throw fault("its places name no columns") }
      columns = .places(names: (x, y), crs: crs)
    } else {
      guard let list = object["columns"]?.arrayValue else { throw fault("it has no columns") }
      let codings = try list.map { value in
        guard let coding = Self.coding(value) else { throw fault("a column of it is damaged") }
        return coding
      }
      columns = .features(codings, model: path)
    }
    guard let exponent = Self.exponent(of: object["distance_unit"]) else {
      throw fault("its distance_unit is no power of two")
    }
    self.exponent = exponent
    sites = try object["center_rows"]?.arrayValue?.map { value in
      guard let site = Self.site(value) else { throw fault("a center of it is damaged") }
      return site
    }
    ranges = (object["ranges"]?.arrayValue ?? []).map { value in
      guard let ends = value.arrayValue?.compactMap(\.doubleValue), ends.count == 2,
        ends[0] <= ends[1]
      else { return nil }
      return ends[0]...ends[1]
    }
    if metric == .gower, let sites {
      guard ranges.count == codings.count, sites.allSatisfy({ fits($0) }) else {
        throw fault("its centers do not fit its columns")
      }
    }
    guard let rows = object["centers"]?.arrayValue else { return }
    let width = codings.isEmpty ? 2 : codings.width
    let centers = rows.map { $0.arrayValue?.compactMap(\.doubleValue) ?? [] }
    guard !centers.isEmpty, centers.allSatisfy({ $0.count == width }),
      sites.map({ $0.count == centers.count }) ?? true
    else {
      throw fault("its centers do not fit its columns")
    }
    self.centers = try PointMatrix(rows: centers)
  }

  private static func site(_ value: JSONValue) -> Site? {
    guard let object = value.objectValue, let id = object["id"]?.stringValue else { return nil }
    var site = Site(id: id)
    site.zone = object["zone"]?.stringValue
    site.node = object["node"]?.stringValue
    site.values = (object["values"]?.arrayValue ?? []).map(\.doubleValue)
    return site
  }

  /// Whether a value of a row is one that its column can have.
  private func fits(_ site: Site) -> Bool {
    guard site.values.count == codings.count else { return false }
    return zip(site.values, codings).allSatisfy { value, coding in
      guard let value, coding.kind != .numbers else { return true }
      return coding.levels.indices.contains(Int(exactly: value) ?? -1)
    }
  }

  private static func coding(_ value: JSONValue) -> ColumnCoding? {
    guard let object = value.objectValue, let name = object["name"]?.stringValue,
      let kind = object["kind"]?.stringValue.flatMap(ColumnCoding.Kind.init)
    else { return nil }
    var coding = ColumnCoding(name: name, kind: kind)
    coding.levels = object["levels"]?.arrayValue?.compactMap(\.stringValue) ?? []
    coding.fill = object["missing"]?.doubleValue
    if kind == .words, let fill = coding.fill {
      guard let level = Int(exactly: fill), coding.levels.indices.contains(level) else {
        return nil
      }
    }
    coding.shift = object["shift"]?.doubleValue ?? 0
    coding.scale = object["scale"]?.doubleValue ?? 1
    guard let exponent = exponent(of: object["unit"]) else { return nil }
    coding.exponent = exponent
    guard coding.scale > 0, kind == .numbers || !coding.levels.isEmpty else { return nil }
    return coding
  }
}

extension ClusterModel {
  /// The model of clusters, or of the columns alone where there is no fit.
  init(
    _ settings: ClusterSettings, _ input: ClusterInput, _ prepared: PreparedRows, _ fit: ClusterFit?
  ) {
    method = settings.method
    metric = settings.usedMetric
    exponent = prepared.exponent
    if input.comparesPlaces, let places = input.places {
      columns = .places(names: places.names, crs: places.frame.description)
    } else {
      columns = .features(prepared.codings, model: "model.json")
    }
    guard let fit, settings.method.hasCenters else { return }
    switch fit.middles {
    case .none: break
    case .coded(let found): centers = found
    case .rows(let rows):
      centers = prepared.matrix.flatMap { matrix in
        try? PointMatrix(rows: rows.map { Array(matrix.row($0)) })
      }
      if metric == .gower || !metric.comparesColumns, metric != .geodesic, metric != .barriers {
        let measured = MeasuredRows(input, prepared, for: metric)
        sites = rows.map { row in
          Site(
            id: measured.ids[row],
            zone: measured.zones.indices.contains(row) ? measured.zones[row] : nil,
            node: measured.nodes.indices.contains(row) ? measured.nodes[row] : nil,
            values: measured.mixed.indices.contains(row) ? measured.mixed[row] : [])
        }
        if metric == .gower { ranges = measured.ranges(of: prepared.codings) }
      }
    case .places(let places): centers = try? PointMatrix(places)
    }
  }

  /// The centers as rows that distances are measured to.
  ///
  /// - Parameters:
  ///   - file: What messages call the model.
  ///   - frame: The map of the model; nil where centers lie on none.
  /// - Returns: One row per center.
  /// - Throws: A `ProjectionError` where a center is not on the map.
  func measured(file: String, frame: MapFrame?) throws -> MeasuredRows {
    var rows = MeasuredRows(file: file, count: centerCount ?? 0)
    rows.ids = sites?.map(\.id) ?? (0..<rows.count).map { String($0 + 1) }
    rows.lines = Array(repeating: 1, count: rows.count)
    rows.zones = sites?.map(\.zone) ?? Array(repeating: nil, count: rows.count)
    rows.nodes = sites?.map(\.node) ?? Array(repeating: nil, count: rows.count)
    rows.mixed = sites?.map(\.values) ?? []
    rows.matrix = centers
    if case .places = columns, let centers {
      let points = (0..<centers.rowCount).map { PlanarPoint(centers[$0, 0], centers[$0, 1]) }
      rows.points = points
      rows.positions = try frame?.positions(points)
    }
    return rows
  }
}
