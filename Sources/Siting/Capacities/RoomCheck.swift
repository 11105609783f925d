import Travel

/// Whether the sites together have room enough, and people enough.
struct RoomCheck {
  private let total: Double
  /// Room of sites that are always open.
  private let fixed: [Double]
  /// Room of the other sites, the roomiest first.
  private let others: [Double]
  private let minimumLoad: Double

  init<Provider: DistanceProvider>(
    _ measured: MeasuredCosts<Provider>, _ problem: SitingProblem<Provider>
  ) {
    total = measured.served.reduce(0) { $0 + problem.load(of: $1) }
    let room = measured.usable.map { problem.rules.room(at: $0) }
    fixed = room.indices.filter { measured.statuses[$0].isAlwaysOpen }.map { room[$0] }
    others = room.indices.filter { !measured.statuses[$0].isAlwaysOpen }.map { room[$0] }
      .sorted(by: >)
    minimumLoad = problem.rules.minimumLoad
  }

  /// What the roomiest so many sites lack.
  private func missing(_ facilities: Int) -> Double {
    let room =
      fixed.reduce(0, +) + others.prefix(max(0, facilities - fixed.count)).reduce(0, +)
    return room < total * (1 - 1e-12) ? total - room : 0
  }

  /// Throws where no allocation whatever can keep the rules.
  ///
  /// - Parameters:
  ///   - facilities: How many are to be open.
  ///   - enough: Tells whether there is a plan with so many facilities.
  /// - Throws: ``SitingError`` with what is missing.
  func check(facilities: Int, enough: (Int) -> Bool) throws {
    let lack = missing(facilities)
    if lack > 0 {
      // With fewer there is no room, so that the first number with room is the smallest that can
      // do; whether it does is tried.
      let first = (facilities + 1..<fixed.count + others.count + 1).first { missing($0) == 0 }
      let smallest = first.flatMap { enough($0) ? $0 : nil }
      throw SitingError.infeasible(
        Infeasibility(smallestFacilities: smallest, missingCapacity: lack))
    }
    if minimumLoad * Double(facilities) > total * (1 + 1e-12) {
      throw SitingError.allocation(
        .minimumLoadTooHigh(minimumLoad: minimumLoad, facilities: facilities, total: total))
    }
  }
}
