import Clustering

/// Why there can be no plan.
public enum SitingError: Error, Equatable, Sendable {
  case noDemand
  case weightCount(weights: Int, demand: Int)
  /// A weight that is negative, infinite or not a number.
  case badWeight(demand: Int, weight: Double)
  /// The weights add up to more than can be counted.
  case totalWeight(Double)
  case facilityCount(Int)
  case moreFacilitiesThanSites(facilities: Int, usable: Int, closed: Int)
  case moreFacilitiesThanDemand(facilities: Int, demand: Int, fixed: Int)
  case moreRequiredThanFacilities(required: Int, facilities: Int)
  /// No demand point can reach any site that may be open.
  case nobodyReachesASite(demand: Int, sites: Int)
  /// A negative distance or one that is not a number came from the provider.
  case badDistance(demand: Int, distance: Double)
  /// What a demand point would cost is more than can be counted.
  case costTooLarge(demand: Int, weight: Double, distance: Double)
  case badTimeLimit(Double)
  case badGap(Double)
  case badRestarts(Int)
  case badCores(Int)
  /// A largest distance, or that of one demand point, which is negative or not a number.
  case badLimit(demand: Int?, limit: Double)
  case limitCount(limits: Int, demand: Int)
  /// `coverage` and `coverAll` ask who is within a distance.
  case missingLimit
  /// A share that is not a number from 0 to 1, or a `worst` share of 0.
  case badShare(name: String, share: Double)
  /// Only `median` and `means`, without limits of single demand points, place facilities anywhere.
  case needsListOfSites
  /// The question is one for plans in which everybody goes to the nearest open site.
  case unsupportedRules
  /// The rules cannot all be kept.
  case infeasible(Infeasibility)
  /// The rules on who is served where cannot be used as they are given, or no plan was found that
  /// keeps them.
  case allocation(AllocationFault)
}

extension SitingError {
  /// A fault of a distance: its own, or that of its product with the weight.
  init(_ fault: DistanceFault, weights: [Double]) {
    self =
      fault.distance >= 0
      ? .costTooLarge(
        demand: fault.origin, weight: weights[fault.origin], distance: fault.distance)
      : .badDistance(demand: fault.origin, distance: fault.distance)
  }
}

extension SitingError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .noDemand:
      "there are no demand points; give at least one"
    case .weightCount(let weights, let demand):
      "\(demand) demand points need as many weights, but got \(weights); give one each"
    case .badWeight(let demand, let weight):
      "the weight \(weight) of demand point number \(demand + 1) cannot be used; "
        + "weights are finite numbers from 0 up"
    case .totalWeight(let total):
      "the weights add up to \(total), too much to reckon with; give them in a larger unit"
    case .facilityCount(let count):
      "cannot open \(count) facilities; ask for at least 1"
    case .moreFacilitiesThanSites(let facilities, let usable, let closed):
      "cannot open \(facilities) facilities: \(usable) sites may be open"
        + (closed > 0 ? " and \(closed) are closed" : "")
        + "; add sites or lower the number of facilities"
    case .moreFacilitiesThanDemand(let facilities, let demand, let fixed):
      "cannot open \(facilities) facilities at \(demand) demand points"
        + (fixed > 0 ? " and \(fixed) fixed places" : "") + "; lower the number of facilities"
    case .moreRequiredThanFacilities(let required, let facilities):
      "\(required) sites must be open, but only \(facilities) facilities are asked for; "
        + "raise the number of facilities or make some sites candidates"
    case .nobodyReachesASite(let demand, let sites):
      "none of the \(demand) demand points can reach any of the \(sites) sites; "
        + "add sites on their side of the barriers, or open a crossing"
    case .badDistance(let demand, let distance):
      "the distance provider gave \(distance) from demand point number \(demand + 1); "
        + "distances are numbers from 0 up, or infinity where there is no way"
    case .costTooLarge(let demand, let weight, let distance):
      "weight times distance overflows at demand point number \(demand + 1), whose weight is "
        + "\(weight) and whose distance is \(distance) m; give "
        + (weight > distance ? "weights" : "distances") + " in a larger unit"
    case .badTimeLimit(let seconds):
      "a time limit of \(seconds) seconds cannot be used; give a number above 0"
    case .badGap(let gap):
      "a gap of \(gap) cannot be proven; give a number from 0 up, 0.005 for half a per cent"
    case .badRestarts(let count):
      "cannot restart \(count) times; give 0 or more"
    case .badCores(let count):
      "cannot run on \(count) cores; give at least 1"
    case .badLimit(let demand, let limit):
      "a largest distance of \(limit) m"
        + (demand.map { " for demand point number \($0 + 1)" } ?? "")
        + " cannot be used; give a number from 0 up"
    case .limitCount(let limits, let demand):
      "\(demand) demand points need as many limits, but got \(limits); give one each, or none"
    case .missingLimit:
      "who is covered depends on a distance; give a largest distance"
    case .badShare(let name, let share):
      "the share \(share) for \(name) cannot be used; give a number from 0 to 1"
        + (name == "worst" ? ", and more than 0" : "")
    case .needsListOfSites:
      "this objective, or a limit of single demand points, needs sites to choose from; "
        + "list sites, or let the demand points be the sites"
    case .unsupportedRules:
      "people here go to the nearest open site; leave out capacities, least loads and limits on moves"
    case .infeasible(let why): why.description
    case .allocation(let fault): fault.description
    }
  }
}
