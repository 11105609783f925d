import Exchange
import Foundation
import Geography
import Siting

/// From files to a plan: load, check, put on the map, search, measure.
///
///     var scenario = Scenario()
///     scenario.demand = .init(file: "homes.csv")
///     scenario.facilities = 5
///     let plan = try Planning(PlanSettings(scenario)).plan()
///     print(plan.headline)
public struct Planning: Sendable {
  public let settings: PlanSettings

  public init(_ settings: PlanSettings) { self.settings = settings }

  /// Makes the plan.
  ///
  /// - Parameters:
  ///   - shouldStop: Asked now and then; true ends the search with the best plan so far.
  ///   - told: Findings as soon as they are known, before the search begins.
  ///   - progress: How far the plan has come.
  /// - Returns: The plan, not written anywhere yet.
  /// - Throws: ``SettingsError``, `DataFaults`, `BarrierWorldError`, `ProjectionError`,
  ///   `SitingError` or ``PlanningError``.
  public func plan(
    shouldStop: @escaping @Sendable () -> Bool = { false },
    told: ([Finding]) -> Void = { _ in },
    progress: @escaping (PlanProgress) -> Void = { _ in }
  ) throws -> Plan {
    let start = Date()
    try settings.validate()
    progress(.reading)
    let data = try InputData.read(settings)
    try check(data)
    let checked = try CheckedData(settings, data)
    told(checked.findings)
    let maker = PlanMaker(
      settings: settings, frame: checked.frame, people: checked.people, demand: data.demand,
      sites: data.sites, siteLocations: checked.siteLocations, shouldStop: shouldStop,
      progress: progress)
    var outcome = try checked.builder.build(for: maker)
    outcome.search.seconds = Date().timeIntervalSince(start)
    return Plan(outcome, settings: settings, data: data, checked: checked)
  }

  /// Compares what is asked for with what there is.
  private func check(_ data: InputData) throws(PlanningError) {
    let facilities = settings.scenario.facilities ?? 0
    guard !data.demand.isEmpty else { throw .noDemand(file: data.demandFile) }
    let fixed = data.sites.count { $0.siteStatus.isAlwaysOpen }
    let least = settings.scenario.leastFacilities ?? facilities
    guard least >= fixed || facilities == 0 else {
      throw .tooFewFacilities(asked: least, fixed: fixed)
    }
    if [.coverage, .coverAll].contains(settings.objective), settings.scenario.maxDistance == nil,
      !data.demand.contains(where: { $0.cutoff != nil })
    {
      throw .noLimit(objective: settings.objective.optionName)
    }
    // As many as it takes, and at most so many: more than there are is no mistake.
    if settings.objective == .coverAll { return }
    switch settings.sites {
    case .candidates:
      let usable = data.sites.count { $0.status != .closed }
      guard facilities <= usable else {
        throw .tooManyFacilities(asked: facilities, available: usable, what: "candidate sites")
      }
    case .demand, .anywhere:
      let available = data.demand.count + fixed
      guard facilities <= available else {
        throw .tooManyFacilities(asked: facilities, available: available, what: "demand points")
      }
    }
  }
}
