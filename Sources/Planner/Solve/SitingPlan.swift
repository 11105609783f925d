import Exchange
import Geography
import Siting
import Travel

/// The sites of a plan as the search sees them, and the way back from what it opens.
struct SitingPlan<Provider: DistanceProvider> {
  let sites: SiteChoice<Provider.Place>
  /// What each entry of the listed or fixed sites is.
  private let listed: [PlannedFacility.Source]

  /// Lists the sites that a scenario allows.
  ///
  /// - Parameters:
  ///   - choice: Where facilities may stand.
  ///   - world: How distances are measured.
  ///   - demand: The places of the demand.
  ///   - sites: All sites that were read.
  ///   - siteLocations: The same on the map.
  /// - Throws: A fault for a site that the provider knows no place for.
  init(
    _ choice: Scenario.Sites, in world: TravelWorld<Provider>, demand: [Provider.Place],
    sites: [SiteInput], siteLocations: [Location]
  ) throws {
    var wanted: [Int]
    switch choice {
    case .candidates: wanted = Array(sites.indices)
    case .demand, .anywhere: wanted = sites.indices.filter { sites[$0].siteStatus.isAlwaysOpen }
    }
    let places = try world.destinations(wanted.map { siteLocations[$0] })
    var list = zip(wanted, places).map { Site(place: $1, status: sites[$0].siteStatus) }
    var sources = wanted.map(PlannedFacility.Source.site)
    switch choice {
    case .candidates:
      self.sites = .listed(list)
    case .demand where list.isEmpty:
      self.sites = .demand
    case .demand:
      list += demand.map { Site(place: $0) }
      sources += demand.indices.map(PlannedFacility.Source.demand)
      self.sites = .listed(list)
    case .anywhere:
      self.sites = .anywhere(fixed: places)
    }
    listed = sources
  }

  /// What each site that may be named by a position is, among `count` demand points.
  func entries(among count: Int) -> [PlannedFacility.Source] {
    if case .demand = sites { return (0..<count).map(PlannedFacility.Source.demand) }
    return listed
  }

  func source(_ source: SiteSource) -> PlannedFacility.Source {
    switch source {
    case .listed(let index): listed[index]
    case .demand(let index): .demand(index)
    case .free: .free
    }
  }
}

extension SiteInput {
  var siteStatus: SiteStatus { SiteStatus(rawValue: status.rawValue) ?? .candidate }
}
