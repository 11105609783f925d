/// What a scenario file asks for; nil or empty where it says nothing.
public struct Scenario: Hashable, Sendable {
  /// A file of points and the columns to read.
  public struct Points: Hashable, Sendable {
    /// As a path that can be opened from the working directory.
    public var file: String
    public var columns: [ColumnRole: String]
    /// The status of points whose file does not say it.
    public var status: PointStatus?

    public init(file: String, columns: [ColumnRole: String] = [:], status: PointStatus? = nil) {
      self.file = file
      self.columns = columns
      self.status = status
    }
  }

  /// Where facilities may stand.
  public enum Sites: String, Hashable, Sendable, CaseIterable {
    case candidates, demand, anywhere
  }

  /// How distances are measured.
  public enum Distance: String, Hashable, Sendable, CaseIterable {
    case barriers, straight, manhattan, geodesic, matrix, zones, network
  }

  /// Where streets that are drawn as lines meet.
  public enum StreetJoints: String, Hashable, Sendable, CaseIterable {
    case ends, vertices
  }

  public enum Objective: String, Hashable, Sendable, CaseIterable {
    case median, means, center, coverage
    case coverAll = "cover_all"
    case fair
  }

  /// What the drawn way from a home to its facility follows.
  public enum Routes: String, Hashable, Sendable, CaseIterable {
    case paths, lines, none
  }

  /// The file it was read from; nil where options made it.
  public var file: String?
  /// The SHA-256 of that file in hexadecimal digits.
  public var sha256: String?
  public var name: String?
  public var title: String?
  /// What the key `description` says.
  public var summary: String?
  public var demand: Points?
  /// Files of addresses with their places, for a demand that has addresses and no coordinates.
  public var references: [String] = []
  public var candidates: Points?
  /// More files of sites, existing ones where neither they nor the scenario say otherwise.
  public var existing: [Points] = []
  public var sites: Sites?
  public var barriers: String?
  public var crossings: String?
  /// More files of barriers and crossings, for what would be if they were there.
  public var addedBarriers: [String] = []
  public var addedCrossings: [String] = []
  /// Costs of crossings by id, in metres, in place of those in their files.
  public var costs: [String: Double] = [:]
  /// A file of crossings between zones.
  public var zones: String?
  public var matrix: String?
  /// The names of its columns, where from, where to, how far; none to find them by their names.
  public var matrixColumns: [String] = []
  /// A file of streets: a table of their ends and lengths, or lines.
  public var streets: String?
  /// A file of the places of the nodes that a table of streets names.
  public var streetNodes: String?
  public var streetJoints: StreetJoints?
  /// Metres within which a point finds its street.
  public var snapLimit: Double?
  /// Parts of the street network with fewer nodes are passed over where a point finds its street.
  public var snapPast: Int?
  public var distance: Distance?
  /// The encodings of the files, where they do not show it and are not UTF-8.
  public var encodings = EncodingChoice()
  /// `planar`, or what PROJ knows: `EPSG:32634`.
  public var crs: String?
  public var objective: Objective?
  /// The share of people who are worst off, for ``Objective/fair``: 0.1 is a tenth.
  public var worst: Double?
  /// How much of the mean of all is mixed into ``Objective/fair``, from 0 to 1.
  public var mix: Double?
  /// How many are open in the end; the largest of several numbers.
  public var facilities: Int?
  /// The smallest of several numbers that are compared; nil for a single number.
  public var leastFacilities: Int?
  /// Of several numbers the one that the plan is made for; nil for the largest.
  public var planFor: Int?
  /// Share by which a capacity may be exceeded: 0.02 is two per cent.
  public var capacitySlack: Double?
  /// Capacities are read and kept, and nothing more.
  public var ignoresCapacities: Bool?
  /// The least weight that every facility serves.
  public var minAssigned: Double?
  /// The column of the demand with the id of the site that serves it today.
  public var baseline: String?
  /// The most weight that may go elsewhere than today.
  public var maxMoves: Double?
  /// How many other plans, nearly as good, are told.
  public var alternatives: Int?
  /// How much worse they may be, as a share: 0.01 is one per cent.
  public var alternativesWithin: Double?
  /// The gap to reach, as a share: 0.01 is one per cent.
  public var gap: Double?
  /// It is an error if somebody is not served.
  public var requiresServed: Bool?
  public var seed: UInt64?
  /// Seconds.
  public var timeLimit: Double?
  /// Metres that a demand point may be moved out of the water.
  public var snapDemand: Double?
  /// Metres that an end of a barrier may be moved to close a gap.
  public var snapBarriers: Double?
  /// Metres within which a crossing finds its barrier.
  public var crossingTolerance: Double?
  /// Metres for which the shares within are reported.
  public var thresholds: [Double] = []
  /// Metres beyond which nobody is sent.
  public var maxDistance: Double?
  public var open: [String] = []
  public var close: [String] = []
  public var routes: Routes?
  public var credits: [String] = []
  /// The folder to write to.
  public var out: String?
  /// The lines of the keys that the file has, counted from 1.
  public var lines: [String: Int] = [:]

  public init() {}

  /// A fault of this scenario with the line of the key, for checks that need all of it.
  public func fault(
    key: String, value: String? = nil, _ problem: String, _ remedy: String? = nil
  ) -> DataFault {
    DataFault(
      file: file, line: lines[key], field: .key(key), value: value, problem: problem,
      remedy: remedy)
  }
}
