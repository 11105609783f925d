import Exchange
import Siting
import Travel

/// Whether the provider has a place for every point, and whether the rules can be kept at all.
struct FitCheck: TravelWorldUser {
  let settings: PlanSettings
  let data: InputData
  let checked: CheckedData

  /// - Returns: What no plan can change.
  func use<Provider: DistanceProvider>(_ world: TravelWorld<Provider>) throws -> [Finding] {
    let places = try world.origins(checked.people)
    _ = try world.destinations(checked.siteLocations)
    guard !data.demand.isEmpty, settings.sites != .candidates || !data.sites.isEmpty else {
      return []
    }
    let choice = try SitingPlan(
      settings.sites, in: world, demand: places, sites: data.sites,
      siteLocations: checked.siteLocations)
    let question = SitingQuestion(
      settings, provider: world.provider, places: places, demand: data.demand, choice: choice,
      sites: data.sites)
    let facilities = settings.facilities
    guard let never = NeverFits(question.problem(facilities: facilities)) else { return [] }
    let facts = InfeasibleFacts(
      why: never.why, facilities: facilities, rules: question.rules,
      people: checked.people.map(\.label), sites: question.names(checked))
    let ids = never.why.blockers.map(\.demand) + never.why.oversized.map(\.demand)
    return facts.texts.enumerated().map { number, text in
      var finding = Finding(
        never.isCertain ? .fault : .warning,
        text + "; no plan can keep to that: loosen the rule, or correct the files",
        topic: "never_fits")
      guard number == 0 else { return finding }
      finding.ids = ids.map { checked.people[$0].id }
      finding.place = .points(ids.compactMap { checked.people[$0].point })
      if ids.isEmpty { finding.place = nil }
      return finding
    }
  }
}

extension SitingQuestion {
  /// What the sites are called, in the order of the search.
  func names(_ people: [Location], _ sites: [Location]) -> [String] {
    choice.entries(among: people.count).map { source in
      switch source {
      case .site(let index): sites[index].label
      case .demand(let index): people[index].label
      case .free: ""
      }
    }
  }

  fileprivate func names(_ checked: CheckedData) -> [String] {
    names(checked.people, checked.siteLocations)
  }
}
