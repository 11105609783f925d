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

  static let format = "footbridge-clusters"

  var method: ClusterMethod
  var metric: ClusterMetric
  var columns: Columns
  /// As rows are coded; nil for clusters without centers.
  var centers: PointMatrix?

  var codings: [ColumnCoding] {
    if case .features(let codings, _) = columns { codings } else { [] }
  }

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
    }
    return .object(object)
  }

  // MARK: Reading

  init(method: ClusterMethod, metric: ClusterMetric, columns: Columns, centers: PointMatrix?) {
    self.method = method
    self.metric = metric
    self.columns = columns
    self.centers = centers
  }

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
    guard let rows = object["centers"]?.arrayValue else { return }
    let width = codings.isEmpty ? 2 : codings.width
    let centers = rows.map { $0.arrayValue?.compactMap(\.doubleValue) ?? [] }
    guard !centers.isEmpty, centers.allSatisfy({ $0.count == width }) else {
      throw fault("its centers do not fit its columns")
    }
    self.centers = try PointMatrix(rows: centers)
  }

  private static func coding(_ value: JSONValue) -> ColumnCoding? {
    guard let object = value.objectValue, let name = object["name"]?.stringValue,
      let kind = object["kind"]?.stringValue.flatMap(ColumnCoding.Kind.init)
    else { return nil }
    var coding = ColumnCoding(name: name, kind: kind)
    coding.levels = object["levels"]?.arrayValue?.compactMap(\.stringValue) ?? []
    coding.fill = object["missing"]?.doubleValue
    coding.shift = object["shift"]?.doubleValue ?? 0
    coding.scale = object["scale"]?.doubleValue ?? 1
    guard coding.scale > 0, kind == .numbers || !coding.levels.isEmpty else { return nil }
    return coding
  }
}
