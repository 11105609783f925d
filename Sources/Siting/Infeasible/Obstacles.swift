import Travel

/// What proves, without any search, that not all demand can be served as the rules ask.
///
/// A problem without an obstacle may still have no plan.
struct Obstacles<Provider: DistanceProvider> {
  let problem: SitingProblem<Provider>
  let measured: MeasuredCosts<Provider>
  var facilities: Int
  private let loads: [Double]
  /// Per column what it may serve, slack included.
  private let rooms: [Double]
  /// As in the case that is searched, so that both round alike.
  private let units: WholeUnits
  /// Per column all the load that may go there and fits in.
  private let potentials: [Double]
  /// Per column its room, those that are always open first, then by falling room, added up.
  private let roomOfFirst: [Double]

  init(
    _ problem: SitingProblem<Provider>, _ measured: MeasuredCosts<Provider>, facilities: Int
  ) {
    self.problem = problem
    self.measured = measured
    self.facilities = facilities
    loads = measured.served.map { problem.load(of: $0) }
    rooms = measured.usable.map { problem.rules.room(at: $0) }
    units = WholeUnits(for: loads)
    let isFixed = measured.statuses.map(\.isAlwaysOpen)
    let rooms = rooms
    let order = rooms.indices.sorted {
      isFixed[$0] != isFixed[$1] ? isFixed[$0] : (-rooms[$0], $0) < (-rooms[$1], $1)
    }
    roomOfFirst = order.reduce(into: [0]) { $0.append($0[$0.count - 1] + rooms[$1]) }
    guard problem.rules.minimumLoad > 0 else {
      potentials = rooms.map { _ in .infinity }
      return
    }
    var sums = [Double](repeating: 0, count: rooms.count)
    for (row, index) in measured.served.enumerated() {
      for column in rooms.indices
      where measured.allows(index, column)
        && units.amount(loads[row]) <= units.most(rooms[column])
      { sums[column] += loads[row] }
    }
    potentials = sums.indices.map { min(sums[$0], rooms[$0]) }
  }

  /// Up to how many pairs a flow is looked for.
  private static var mostPairs: Int { 20_000_000 }

  /// Whether some obstacle is there; stops at the first.
  var areThere: Bool { dependOnNumber || standForAnyNumber }

  /// Whether one is there that is found without a flow, which takes long where there are many pairs.
  var arePlain: Bool { dependOnNumber || standAlone }

  /// Whether one is there that fewer or more facilities might take away.
  var dependOnNumber: Bool {
    missingRoom > 0 || totalTooSmall || potentials.count { $0 >= floor } < facilities
  }

  /// Whether one is there that stays whatever the number of facilities.
  var standForAnyNumber: Bool { standAlone || flow?.crowd != nil }

  private var standAlone: Bool {
    !measured.blockers.isEmpty || unavoidableMoves != nil || !shortSites.isEmpty
      || !oversized.isEmpty
  }

  /// All of them, without remedies.
  var facts: Infeasibility {
    var why = Infeasibility(blockers: measured.blockers)
    // Who has no site at all has none that is large enough.
    why.oversized = oversized
    if why.blockers.isEmpty, why.oversized.isEmpty, let crowd = flow?.crowd {
      why.crowd = named(crowd)
    }
    if missingRoom > 0 { why.missingCapacity = missingRoom }
    if totalTooSmall {
      why.totalLoad = total
    } else {
      why.shortSites = shortSites
      let viable = potentials.count { $0 >= floor }
      if viable < facilities { why.sitesWithEnoughDemand = viable }
    }
    why.unavoidableMoves = unavoidableMoves
    return why
  }

  // MARK: Room

  private var total: Double { loads.reduce(0, +) }

  private var hasCapacities: Bool { rooms.contains { $0 < .infinity } }

  /// What the roomiest sites that may be open together lack; 0 for nothing.
  var missingRoom: Double {
    guard hasCapacities else { return 0 }
    let room = roomOfFirst[min(facilities, rooms.count)]
    return room < total * (1 - 1e-12) ? total - room : 0
  }

  private var oversized: [Infeasibility.Oversized] {
    guard hasCapacities else { return [] }
    var found: [Infeasibility.Oversized] = []
    for (row, index) in measured.served.enumerated() where loads[row] > 0 {
      var roomiest: Int?
      for column in rooms.indices where measured.allows(index, column) {
        if roomiest.map({ rooms[column] > rooms[$0] }) ?? true { roomiest = column }
      }
      guard let roomiest, units.amount(loads[row]) > units.most(rooms[roomiest]) else { continue }
      found.append(
        Infeasibility.Oversized(
          demand: index, load: loads[row], site: measured.usable[roomiest], room: rooms[roomiest]))
    }
    return found
  }

  /// Who goes where if demand may be cut and all sites are open; nil where there are too many pairs.
  private var flow: SeatFlow? {
    guard hasCapacities, loads.count * rooms.count <= Self.mostPairs else { return nil }
    return SeatFlow(
      loads: loads.map { units.amount($0) }, rooms: rooms.map { units.most($0) },
      sites: measured.served.map { index in
        rooms.indices.filter { measured.allows(index, $0) }.map { Int32(truncatingIfNeeded: $0) }
      })
  }

  private func named(_ crowd: SeatFlow.Crowd) -> Infeasibility.Crowd {
    let load = crowd.rows.reduce(0) { $0 + loads[$1] }
    let room = crowd.columns.reduce(0) { $0 + rooms[$1] }
    // Seats that no whole demand point fills do not count where there seem to be enough.
    let usable = crowd.columns.reduce(0) { $0 + units.most(rooms[$1]) / units.scale }
    return Infeasibility.Crowd(
      demand: crowd.rows.map { measured.served[$0] },
      sites: crowd.columns.map { measured.usable[$0] },
      load: load, room: room < load ? room : min(room, usable))
  }

  // MARK: Minimum load

  /// The least that a site has to serve, but for rounding.
  private var floor: Double { problem.rules.minimumLoad * (1 - 1e-12) }

  private var totalTooSmall: Bool { floor * Double(facilities) > total }

  private var shortSites: [Infeasibility.ShortSite] {
    potentials.indices.filter {
      measured.statuses[$0].isAlwaysOpen && potentials[$0] < floor
    }.map { Infeasibility.ShortSite(site: measured.usable[$0], load: potentials[$0]) }
  }

  // MARK: Moves

  /// What moves even if everyone whose site of today may be open stays there; nil where that may.
  private var unavoidableMoves: Double? {
    guard let most = problem.rules.maximumMoves, !problem.rules.baseline.isEmpty else { return nil }
    var columns: [Int: Int] = [:]
    for (column, site) in measured.usable.enumerated() { columns[site] = column }
    var moves = 0.0
    for index in measured.served {
      guard let today = problem.rules.baseline[index] else { continue }
      let stays = columns[today].map { measured.allows(index, $0) } ?? false
      if !stays { moves += problem.weights[index] }
    }
    return moves > most * (1 + 1e-12) ? moves : nil
  }
}
