import Exchange
import Siting
import Travel

extension PlanMaker {
  /// Plans for those who have a place in the world; the others are unserved, with their reasons.
  ///
  /// - Parameters:
  ///   - world: How distances are measured.
  ///   - outside: Why somebody or a site has no place there; nil for those who have one.
  /// - Returns: An outcome for everybody.
  /// - Throws: ``PlanningError/tooManyFacilities(asked:available:what:)`` where too few sites are
  ///   left, or that nobody is.
  func plan<Provider>(
    in world: TravelWorld<Provider>, without outside: (Location) throws -> UnservedReason?
  ) throws -> Outcome {
    let isStreets = settings.distance == .network
    // People without a place are unreachable to any search, and no site where they could be one.
    let dropsPeople = isStreets || settings.sites != .candidates
    let reasons = dropsPeople ? try people.map(outside) : people.map { _ in nil }
    let keptPeople = people.indices.filter { reasons[$0] == nil }
    let siteReasons = try siteLocations.map(outside)
    try refuse(siteReasons)
    let keptSites = siteLocations.indices.filter { siteReasons[$0] == nil }
    let facilities = settings.scenario.facilities ?? 0
    guard !keptPeople.isEmpty else {
      throw DataFault(
        file: people.first?.file,
        problem: "none of the \(people.count) demand points "
          + "\(isStreets ? "is near a street" : "can be left"): "
          + "\(reasons.first.flatMap(\.self)?.description ?? "")",
        remedy: "do the files lie in one place (--crs)? else "
          + (isStreets ? "raise --snap-limit" : "move them to land with --snap-demand METRES"))
    }
    // Where everybody has a place there is nothing to renumber.
    if keptPeople.count == people.count, keptSites.count == sites.count {
      return try plan(in: world)
    }
    let maker = PlanMaker(
      settings: settings, frame: frame, people: keptPeople.map { people[$0] },
      demand: keptPeople.map { demand[$0] }, sites: keptSites.map { sites[$0] },
      siteLocations: keptSites.map { siteLocations[$0] }, shouldStop: shouldStop,
      progress: progress)
    let usable = maker.sites.count {
      settings.sites == .candidates ? $0.status != .closed : $0.siteStatus.isAlwaysOpen
    }
    let available = usable + (settings.sites == .candidates ? 0 : maker.people.count)
    guard facilities <= available else {
      throw PlanningError.tooManyFacilities(
        asked: facilities, available: available,
        what: settings.sites == .candidates
          ? "candidate sites \(isStreets ? "beside a street" : "on land")"
          : "demand points \(isStreets ? "beside a street" : "on land")")
    }
    var outcome = try maker.plan(in: world)
    outcome.spread(people: keptPeople, sites: keptSites, reasons: reasons, weights: weights)
    if let moves = outcome.moves {
      var all = MoveFacts(
        column: moves.column, demand: demand, assignments: outcome.assignments,
        facilities: outcome.facilities.map(\.id), limit: moves.limit)
      (all.worsePeople, all.largestIncrease) = (moves.worsePeople, moves.largestIncrease)
      outcome.moves = all
    }
    return outcome
  }
}

extension PlanMaker {
  /// Ends where a facility that must be open cannot be reached where it stands.
  ///
  /// - Parameter reasons: Why each site has no place; nil for those that have one.
  /// - Throws: All of them at once.
  private func refuse(_ reasons: [UnservedReason?]) throws(DataFaults) {
    let faults = zip(sites, reasons).compactMap { site, reason -> DataFault? in
      guard let reason, site.siteStatus.isAlwaysOpen else { return nil }
      return DataFault(
        file: site.file, line: site.record.line, subject: site.record.id,
        problem: "the site is \(site.status.rawValue), but \(reason)",
        remedy: "correct its coordinates, or make it a candidate, which is left out")
    }
    if let faults = DataFaults(faults) { throw faults }
  }
}

extension PlanMaker.Outcome {
  /// Renumbers an outcome that was made for a part of the people and sites.
  ///
  /// - Parameters:
  ///   - people: The number of each whom it was made for.
  ///   - sites: Likewise.
  ///   - reasons: Why the others are unserved; an entry for everybody.
  ///   - weights: As many.
  fileprivate mutating func spread(
    people: [Int], sites: [Int], reasons: [UnservedReason?], weights: [Double]
  ) {
    var all = reasons.map { reason in
      var assignment = Assignment()
      assignment.unserved = reason
      return assignment
    }
    for (person, assignment) in zip(people, assignments) { all[person] = assignment }
    assignments = all
    for index in audit.mistakes.indices {
      audit.mistakes[index].person = people[audit.mistakes[index].person]
    }
    for index in facilities.indices {
      switch facilities[index].source {
      case .site(let site): facilities[index].source = .site(sites[site])
      case .demand(let person): facilities[index].source = .demand(people[person])
      case .free: break
      }
    }
    for person in reasons.indices where reasons[person] != nil {
      blind?.peopleCutOff += 1
      blind?.weightCutOff += weights[person]
      blind?.peopleUnserved += 1
      blind?.weightUnserved += weights[person]
    }
  }
}
