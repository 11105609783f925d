/// What is wrong with rules on who is served where, or why no plan keeps them.
public enum AllocationFault: Error, Hashable, Sendable {
  case capacityCount(capacities: Int, sites: Int)
  /// A capacity that is negative or not a number.
  case badCapacity(site: Int, capacity: Double)
  /// A slack that is negative, infinite or not a number.
  case badSlack(Double)
  case loadCount(loads: Int, demand: Int)
  /// A load that is negative, infinite or not a number.
  case badLoad(demand: Int, load: Double)
  /// A minimum load that is negative, infinite or not a number.
  case badMinimumLoad(Double)
  case badMaximumMoves(Double)
  /// Moves are limited, but who is served where today is not said.
  case noBaseline
  case baselineCount(entries: Int, demand: Int)
  /// A baseline that is not among the sites.
  case badBaseline(demand: Int, site: Int, sites: Int)
  /// These rules cannot be combined with the objective.
  case objectiveNotOffered(SitingObjective)
  /// Facilities that may stand anywhere have neither capacities nor a baseline.
  case sitesAnywhere
  /// The distances of every pair do not fit into the memory allowed; bytes.
  case tooLarge(demand: Int, sites: Int, needed: Int, allowed: Int)
  /// No plan that keeps the rules was found, though it is not proven that there is none.
  case noPlanFound(facilities: Int)
}

extension AllocationFault: CustomStringConvertible {
  public var description: String {
    switch self {
    case .capacityCount(let capacities, let sites):
      "\(sites) sites need as many capacities, but got \(capacities); give one each"
    case .badCapacity(let site, let capacity):
      "the capacity \(capacity) of site number \(site + 1) cannot be used; "
        + "capacities are numbers from 0 up, or infinity for no limit"
    case .badSlack(let slack):
      "a capacity slack of \(slack) cannot be used; give a share from 0 up, such as 0.02"
    case .loadCount(let loads, let demand):
      "\(demand) demand points need as many loads, but got \(loads); give one each, or none"
    case .badLoad(let demand, let load):
      "the load \(load) of demand point number \(demand + 1) cannot be used; "
        + "loads are finite numbers from 0 up"
    case .badMinimumLoad(let load):
      "a minimum load of \(load) cannot be used; give a finite number from 0 up"
    case .badMaximumMoves(let moves):
      "a limit of \(moves) moves cannot be used; give a number from 0 up"
    case .noBaseline:
      "moves are limited, but nobody's site of today is given; give a baseline, or lift the limit"
    case .baselineCount(let entries, let demand):
      "\(demand) demand points need as many baseline entries, but got \(entries); give one each"
    case .badBaseline(let demand, let site, let sites):
      "the baseline of demand point number \(demand + 1) is site number \(site + 1), "
        + "but there are \(sites) sites; name one of them, or none"
    case .objectiveNotOffered(let objective):
      "capacities, a minimum load and a limit on moves are not offered with the objective "
        + "\(objective); choose median or means, or lift these rules"
    case .sitesAnywhere:
      "capacities, a minimum load and a limit on moves need sites that are known; "
        + "list sites, or put them at demand points"
    case .tooLarge(let demand, let sites, let needed, let allowed):
      "the distances of \(demand) demand points to \(sites) sites take \(needed >> 20) MB, but "
        + "\(allowed >> 20) MB are allowed; list fewer sites or allow more memory"
    case .noPlanFound(let facilities):
      "no plan with \(facilities) \(facilities == 1 ? "facility" : "facilities") was found that keeps "
        + "all rules, and it is not proved that there is none; give the search more time, or loosen "
        + "a rule"
    }
  }
}
