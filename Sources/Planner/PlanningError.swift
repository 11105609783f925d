import Cartography
import Clustering
import Exchange
import Geocoding
import Geography
import Siting
import Travel

/// Why there is no plan although the files could be read.
public enum PlanningError: Error, Hashable, Sendable, CustomStringConvertible {
  case noDemand(file: String)
  case tooManyFacilities(asked: Int, available: Int, what: String)
  case tooFewFacilities(asked: Int, fixed: Int)
  /// Somebody is unserved although everybody was to be served; the first few by name.
  case unserved(count: Int, of: Int, people: [String])
  /// The rules cannot all be kept.
  case infeasible(InfeasiblePlan)
  /// `coverage` and `cover-all` ask who is within a distance, and none is given.
  case noLimit(objective: String)
  case cannotWriteFile(path: String, reason: String)

  public var description: String {
    switch self {
    case .noDemand(let file):
      "\(file): there is nobody to plan for; give at least one demand point"
    case .tooManyFacilities(let asked, let available, let what):
      "cannot open \(asked) facilities: there are \(available) \(what); "
        + "add some or lower --facilities"
    case .tooFewFacilities(let asked, let fixed):
      "cannot open \(asked) facilities: \(fixed) sites are required or existing already; raise "
        + "--facilities, which counts them, to \(fixed) or more"
    case .infeasible(let why): why.description
    case .noLimit(let objective):
      "--objective \(objective) asks who is within a distance, and none is given; add "
        + "--max-distance, or a column cutoff_m"
    case .unserved(let count, let total, let people):
      "\(count) of \(total) people are not served and --require-served is given: "
        + people.joined(separator: "; ") + (count > people.count ? "; …" : "")
        + "; open a crossing, add a site where they are, or drop --require-served"
    case .cannotWriteFile(let path, let reason):
      "cannot write \(path): \(reason); check the folder and your rights"
    }
  }
}

/// A failure as the command line tells it: one message and an exit code.
public struct PlanningFailure: Sendable {
  public let message: String
  /// 1 internal, 3 bad data, 4 infeasible, 64 wrong usage, 130 interrupted.
  public let exitCode: Int32

  public init(_ error: any Error) {
    message = String(describing: error)
    exitCode =
      switch error {
      case is SettingsError, is ConversionError: 64
      case PlanningError.unserved, PlanningError.infeasible: 4
      case PlanningError.noLimit: 64
      case is PlanningError, is DataFault, is DataFaults, is OutputError: 3
      case is ProjectionError, is BarrierWorldError, is ZoneError, is MatrixError: 3
      case is GenerationError: 3
      case let error as ClusterError: error.isUsage ? 64 : 3
      case let error as PlacesError: error.isUsage ? 64 : 3
      case GeocodingError.interrupted: 130
      case is ClusteringError, is PictureError, is GeocodingError: 3
      case SitingError.nobodyReachesASite, SitingError.infeasible: 4
      case SitingError.allocation(.noPlanFound): 4
      case is SitingError: 3
      default: 1
      }
  }
}
