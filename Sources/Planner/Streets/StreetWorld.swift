import Exchange
import Geography
import Siting
import Travel

/// The world of streets: built once, with everybody's place beside them.
struct StreetWorld: Sendable {
  /// Where a point stands, or why it stands nowhere.
  enum Standing: Hashable, Sendable {
    case beside(StreetPlace)
    case off(UnservedReason)
  }

  let travel: StreetTravel
  /// What was noticed about the streets.
  let findings: [Finding]
  private let network: NetworkFile
  private let limit: Double
  /// Parts of the network with fewer nodes are passed over where a point looks for its street.
  private let past: Int
  private let barriers: BarrierDistance?
  private var standings: [Location: Standing] = [:]

  var graph: StreetGraph { travel.network.graph }

  /// Builds the network.
  ///
  /// - Parameters:
  ///   - network: The streets as read.
  ///   - settings: Where lines meet, and how far a point may be from its street.
  ///   - frame: The map.
  ///   - barriers: What no way to a street leads over; nil for nothing.
  /// - Throws: A fault with the line of the street that makes no network.
  init(
    _ network: NetworkFile, settings: PlanSettings, frame: MapFrame, barriers: BarrierWorld?
  ) throws(DataFaults) {
    let joints = settings.scenario.streetJoints ?? .vertices
    travel = StreetTravel(
      network: NetworkDistance(
        try network.graph(
          on: frame, joints: joints, nodesFile: settings.scenario.streetNodes)))
    self.network = network
    self.barriers = barriers?.distance
    limit = settings.snapLimit
    past = settings.scenario.snapPast ?? 0
    if let largest = travel.network.graph.partSizes.first, largest < past {
      throw DataFaults(
        DataFault(
          file: network.file, value: "\(past)",
          problem:
            "is more than the \(Decimals.grouped(Double(largest))) nodes of the largest part "
            + "of the streets, so no street is left",
          remedy: "lower --snap-past"))
    }
    findings = travel.network.graph.partsFinding(file: network.file).map { [$0] } ?? []
  }

  /// Where each stands: as found before, or looked up now.
  func standings(of locations: [Location]) throws(DataFaults) -> [Standing] {
    var known: [Standing] = []
    known.reserveCapacity(locations.count)
    for location in locations {
      guard let standing = standings[location] else { return try find(locations) }
      known.append(standing)
    }
    return known
  }

  /// Finds everybody's place, and puts those who name a node on the map there.
  ///
  /// - Parameters:
  ///   - locations: Those with a node move to it where its place is known.
  ///   - noun: What they are called: `demand point`, `site`.
  /// - Returns: Where each stands, and a warning for each that stands nowhere.
  /// - Throws: Those who name no node of the network, or have no coordinates where they need them.
  mutating func settle(
    _ locations: inout [Location], noun: String
  ) throws(DataFaults) -> (standings: [Standing], findings: [Finding]) {
    let found = try find(locations)
    var findings: [Finding] = []
    for (index, standing) in found.enumerated() {
      switch standing {
      case .beside(let place):
        if case .node(let node) = place.place, let point = place.point {
          locations[index].point = point
          locations[index].position = locations[index].position ?? network.nodes?[node].position
        }
      case .off(let reason):
        let location = locations[index]
        findings.append(
          Finding(
            .warning,
            "\(location.source): \(noun) \(location.label) is \(reason); mend its "
              + "coordinates, or raise --snap-limit",
            topic: "\(noun) off the streets"))
      }
      standings[locations[index]] = standing
    }
    return (found, findings)
  }

  /// The same for sites: without a street they are left out, unless they must be open.
  ///
  /// - Throws: Also the sites that must be open and stand nowhere.
  mutating func settle(
    _ locations: inout [Location], of sites: [SiteInput]
  ) throws(DataFaults) -> [Finding] {
    let (standings, findings) = try settle(&locations, noun: "site")
    var faults: [DataFault] = []
    for (index, site) in sites.enumerated() where site.siteStatus.isAlwaysOpen {
      guard case .off(let reason) = standings[index] else { continue }
      faults.append(
        DataFault(
          file: site.file, line: site.record.line, subject: site.record.id,
          problem: "the site is \(site.status.rawValue), but \(reason)",
          remedy: "correct its coordinates, raise --snap-limit, or make it a candidate"))
    }
    if let faults = DataFaults(faults) { throw faults }
    return findings
  }

  private func find(_ locations: [Location]) throws(DataFaults) -> [Standing] {
    var places: [StreetPlace?] = []
    var faults: [DataFault] = []
    var bare = 0
    var loose: [Int] = []
    var points: [PlanarPoint] = []
    for (index, location) in locations.enumerated() {
      var place: StreetPlace?
      if let id = location.node, !network.hasLines {
        if let node = graph.node(named: id) {
          place = StreetPlace(place: .node(node), point: graph.position(of: .node(node)))
        } else {
          // Looking for a name that is nearly right takes a while in a large network.
          faults.append(
            location.unknownNode(
              id, in: network, known: faults.count < DataFaults.shownLimit ? graph.nodeIDs : []))
        }
      } else if let point = location.point, graph.hasPositions {
        loose.append(index)
        points.append(point)
      } else {
        faults.append(location.withoutStreet(in: network))
        bare += 1
      }
      places.append(place)
    }
    // Of a whole file without coordinates one line says enough.
    if bare > 1, bare == locations.count {
      faults = [locations[0].withoutStreet(in: network)]
      faults[0].problem += ", and so it is with all \(bare)"
    }
    if let faults = DataFaults(faults) { throw faults }
    var standings = places.map { Standing.beside($0 ?? StreetPlace()) }
    guard !points.isEmpty else { return standings }
    let snaps = graph.snap(
      points, limit: limit, past: past, allowed: barriers?.allowsLeg(from:to:))
    for (number, index) in loose.enumerated() {
      standings[index] = .beside(StreetPlace(place: snaps.places[number], point: points[number]))
    }
    for miss in snaps.misses {
      standings[loose[miss.index]] = .off(
        miss.isBlocked ? .cutFromStreets : .noStreet(within: limit, nearest: miss.nearest))
    }
    return standings
  }
}

extension StreetWorld {
  /// The part of the network that a location stands beside; nil beside none.
  private func part(of location: Location) -> Int? {
    guard case .beside(let place)? = standings[location], let place = place.place else {
      return nil
    }
    return graph.part(of: place)
  }

  /// Why somebody can get to none of the facilities.
  private func reason(for person: Location, facilities: [Location]) -> UnservedReason {
    guard let own = part(of: person), !facilities.compactMap(part).contains(own) else {
      return .noWay
    }
    return .isolatedStreet(nodes: graph.partSizes[own])
  }

  /// Names those beside bits of the network that hang together with nothing else.
  ///
  /// - Parameters:
  ///   - people: Settled before.
  ///   - sites: Likewise.
  /// - Returns: A warning for each home on a bit without a site, and for each site off the largest
  ///   part of the network.
  func findings(aboutPartsOf people: [Location], sites: [Location]) -> [Finding] {
    guard graph.partSizes.count > 1 else { return [] }
    let sitesOn = Set(sites.compactMap(part))
    func finding(_ location: Location, _ noun: String) -> Finding? {
      guard let own = part(of: location), own > 0 else { return nil }
      if noun == "demand point", sitesOn.contains(own) { return nil }
      let nodes = graph.partSizes[own]
      return Finding(
        .warning,
        "\(location.source): \(noun) \(location.label) stands beside an isolated bit of the streets "
          + "(\(nodes == 1 ? "1 node" : "\(Decimals.grouped(Double(nodes))) nodes")), which no street "
          + "joins to the rest; draw the missing street, or pass over such bits with --snap-past "
          + "\(nodes + 1)",
        topic: "\(noun)_isolated".replacing(" ", with: "_"), place: .at(location),
        ids: [location.id])
    }
    return people.compactMap { finding($0, "demand point") }
      + sites.compactMap { finding($0, "site") }
  }

  /// The world as plans and queries see it.
  ///
  /// - Parameter drawsWays: Whether ways are wanted as lines along the streets.
  /// - Returns: A world in which those without a street are outside.
  func travelWorld(drawsWays: Bool) -> TravelWorld<StreetTravel> {
    let world = self
    let travel = travel
    let places: @Sendable ([Location]) throws -> [StreetPlace] = { locations in
      zip(locations, try world.standings(of: locations)).map { location, standing in
        switch standing {
        case .beside(let place): place
        case .off: StreetPlace(place: nil, point: location.point)
        }
      }
    }
    var made = TravelWorld(
      provider: travel, origins: places, destinations: places,
      point: { $0.point },
      straight: { $0.straightDistance(to: $1) },
      reason: { world.reason(for: $0, facilities: $1) }, crossings: [],
      hasBarriers: graph.hasPositions)
    // Streets wind of themselves: only a barrier on the straight line itself is one between the two.
    made.barsWay = { origin, destination in
      guard let barriers = world.barriers, let start = origin.point, let end = destination.point
      else { return false }
      return !barriers.allowsLeg(from: start, to: end)
    }
    made.outside = { location in
      guard case .off(let reason) = try world.standings(of: [location]).first else { return nil }
      return reason
    }
    if drawsWays { made.lines = { travel.lines(from: $0, members: $1, to: $2, of: $3) } }
    return made
  }
}

extension Location {
  fileprivate func unknownNode(
    _ node: String, in network: NetworkFile, known: [String]
  ) -> DataFault {
    DataFault(
      file: file, line: line, subject: id, value: node, problem: "is no node of \(network.file)",
      remedy: Suggestion.nearest(to: node, among: known).map { "did you mean \"\($0)\"?" }
        ?? "use one of the nodes there, or give coordinates in place of it")
  }

  /// Why there is no way to look for a street.
  fileprivate func withoutStreet(in network: NetworkFile) -> DataFault {
    var problem = "the point has no coordinates"
    var remedy = "add them; streets that are drawn lines have no nodes to name"
    if !network.hasLines {
      problem = "the point has no node"
      remedy =
        network.nodes == nil
        ? "add a column node with the id of a node of \(network.file), or say where the nodes lie "
          + "with --street-nodes FILE"
        : "add a column node with the id of a node of \(network.file), or coordinates"
    }
    return DataFault(file: file, line: line, subject: id, problem: problem, remedy: remedy)
  }
}
