import Clustering
import Exchange
import Geography
import Travel

/// All that any metric may want to know of some rows: of those that are clustered, of those held back,
/// or of the centers of a model.
struct MeasuredRows: Sendable {
  /// What messages call the file that they stand in.
  var file: String
  var count: Int
  var ids: [String] = []
  /// The lines that they begin on.
  var lines: [Int] = []
  /// Columns as they are coded; nil where rows are compared by something else.
  var matrix: PointMatrix?
  /// As the file has them; nil where some row has no place.
  var positions: [Position]?
  /// Metres on the map; nil where some row has no place.
  var points: [PlanarPoint]?
  /// What zones and street networks ask for; empty for other metrics.
  var zones: [String?] = []
  var nodes: [String?] = []
  /// For Gower's distance row after row a number, a rank or a word's number for each column.
  var mixed: [[Double?]] = []

  init(file: String, count: Int) {
    self.file = file
    self.count = count
  }

  /// Rows of a file.
  init(_ input: ClusterInput, _ prepared: PreparedRows, for metric: ClusterMetric) {
    let rows = prepared.rows
    file = input.table.file
    count = rows.count
    matrix = prepared.matrix
    points = prepared.points
    if metric.comparesColumns && metric != .gower { return }
    if let places = input.places, points != nil {
      positions = rows.compactMap { places.positions[$0] }
    }
    ids = rows.map(input.id)
    lines = rows.map(input.table.line)
    zones = Self.texts(metric == .zones ? .zone : nil, rows, input)
    nodes = Self.texts(metric == .network ? .node : nil, rows, input)
    if metric == .gower {
      mixed = rows.map { row in
        zip(input.features, prepared.codings).map { feature, coding in
          switch feature {
          case .numbers(_, let values), .ranks(_, let values, _):
            values[row].isNaN ? coding.fill : values[row]
          case .words(_, let codes, _): codes[row] < 0 ? coding.fill : Double(codes[row])
          }
        }
      }
    }
  }

  private static func texts(
    _ role: ColumnRole?, _ rows: [Int], _ input: ClusterInput
  ) -> [String?] {
    let column = role.flatMap(input.table.column)
    return rows.map { row in column.flatMap { input.table.text(row, $0) } }
  }

  /// As planning knows them.
  var locations: [Location] {
    (0..<count).map { row in
      Location(
        id: ids[row], position: positions?[row], point: points?[row], zone: zones[row],
        node: nodes[row], file: file, line: lines[row])
    }
  }

  /// The range of each column of numbers or ranks; nil for words.
  func ranges(of codings: [ColumnCoding]) -> [ClosedRange<Double>?] {
    codings.indices.map { column in
      let known = mixed.compactMap { $0[column] }
      guard codings[column].kind != .words, let least = known.min(), let most = known.max() else {
        return nil
      }
      return least...most
    }
  }
}

extension ClusterMetric {
  /// Whether rows are compared by columns, unless these are coordinates on a map.
  var comparesColumns: Bool {
    switch self {
    case .euclidean, .manhattan, .chebyshev, .cosine, .gower: true
    case .geodesic, .matrix, .barriers, .zones, .network: false
    }
  }

  /// Whether every row must lie somewhere.
  var needsPlaces: Bool { self == .geodesic || self == .barriers || self == .zones }
}
