import Geography
import TestSupport
import Testing
import Travel

@Suite struct NetworkDistanceTests {
  @Test("All distances are those of Floyd and Warshall, metre by metre")
  func bruteForce() throws {
    try forEverySeed(in: 0...399) { rng in
      let world = try NetworkWorld(&rng)
      let truth = world.bruteForce()
      let streets = NetworkDistance(world.graph)
      let origins = (0..<12).map { _ in world.place(&rng) }
      let sites = (0..<4).map { _ in world.place(&rng) } + [origins[0]]
      let table = streets.distances(
        from: streets.prepare(origins), to: streets.prepare(sites), chosen: [4, 0, 2, 1, 3])
      for (row, site) in [4, 0, 2, 1, 3].enumerated() {
        for (column, origin) in origins.enumerated() {
          let expected = truth.distance(origin, sites[site])
          guard table[row, column] == expected,
            streets.distance(from: origin, to: sites[site]) == expected,
            streets.lowerBound(from: origin, to: sites[site]) <= expected
          else { return false }
        }
      }
      return true
    }
  }

  @Test("Routes are as long as they say, and follow streets in their direction")
  func routes() throws {
    try forEverySeed(in: 0...299) { rng in
      let world = try NetworkWorld(&rng)
      let streets = NetworkDistance(world.graph)
      let origins = (0..<6).map { _ in world.place(&rng) }
      let site = world.place(&rng)
      let prepared = streets.prepare(origins)
      let sites = streets.prepare([site])
      let routes = streets.routes(
        from: prepared, members: Array(origins.indices), to: 0, of: sites)
      let lines = streets.lines(from: prepared, members: Array(origins.indices), to: 0, of: sites)
      for (index, origin) in origins.enumerated() {
        let distance = streets.distance(from: origin, to: site)
        let steps = streets.steps(from: origin, to: site)
        guard (routes[index] == nil) == (distance == .infinity),
          (steps == nil) == (distance == .infinity), (lines[index] == nil) == (steps == nil)
        else { return false }
        guard let route = routes[index], let steps else { continue }
        guard route.distance == distance, route.path.first == origin, route.path.last == site,
          route.crossings.isEmpty, route == streets.route(from: origin, to: site)
        else { return false }
        let access = origin == site ? 0 : origin.access + site.access
        guard steps.reduce(access, { $0 + abs($1.end - $1.start) }) == distance else {
          return false
        }
        for step in steps {
          let edge = world.graph.edges[step.edge]
          if step.end > step.start, edge.direction == .backward { return false }
          if step.end < step.start, edge.direction == .forward { return false }
        }
        // The nodes of the path are a way of the same length: its legs add up.
        let legs = zip(route.path, route.path.dropFirst()).reduce(0.0) {
          $0 + streets.distance(from: $1.0, to: $1.1)
        }
        guard legs == distance else { return false }
        guard let line = lines[index], line.first == world.graph.position(of: origin),
          line.last == world.graph.position(of: site), line.count > 1
        else { return false }
      }
      return true
    }
  }

  @Test("Never longer than over a third place; symmetric without one-way streets")
  func metric() throws {
    try forEverySeed { rng in
      let world = try NetworkWorld(&rng, oneWay: false)
      let streets = NetworkDistance(world.graph)
      guard streets.isSymmetric else { return false }
      let places = (0..<8).map { _ in world.place(&rng) }
      for a in places {
        guard streets.distance(from: a, to: a) == 0 else { return false }
        for b in places {
          let direct = streets.distance(from: a, to: b)
          guard direct == streets.distance(from: b, to: a) else { return false }
          for c in places
          where direct > streets.distance(from: a, to: c) + streets.distance(from: c, to: b) {
            return false
          }
        }
      }
      return true
    }
  }

  @Test("The same bytes whether asked all at once or one by one, whatever the order of the rows")
  func determinism() throws {
    try forEverySeed(in: 0...9) { rng in
      let side = 30
      var rows: [StreetRow] = []
      for y in 0..<side {
        for x in 0..<side {
          for (toX, toY) in [(x + 1, y), (x, y + 1)] where toX < side && toY < side {
            rows.append(
              StreetRow(
                from: "\(x),\(y)", to: "\(toX),\(toY)",
                length: Double.random(in: 1...9, using: &rng),
                direction: Int.random(in: 0..<4, using: &rng) == 0 ? .forward : .both))
          }
        }
      }
      let streets = NetworkDistance(try StreetGraph(rows: rows))
      let all = streets.prepare((0..<side * side).map { .node($0) })
      let chosen = (0..<20).map { _ in Int.random(in: 0..<side * side, using: &rng) }
      let table = streets.distances(from: all, to: all, chosen: chosen)
      guard table.values == streets.distances(from: all, to: all, chosen: chosen).values else {
        return false
      }
      for (row, site) in chosen.enumerated() {
        let origin = Int.random(in: 0..<side * side, using: &rng)
        guard streets.distance(from: all[origin], to: all[site]) == table[row, origin] else {
          return false
        }
      }
      let other = NetworkDistance(try StreetGraph(rows: rows.shuffled(using: &rng)))
      for (row, site) in chosen.enumerated() {
        let origin = Int.random(in: 0..<side * side, using: &rng)
        guard let from = other.graph.node(named: streets.graph.nodeIDs[origin]),
          let to = other.graph.node(named: streets.graph.nodeIDs[site]),
          other.distance(from: .node(from), to: .node(to)) == table[row, origin]
        else { return false }
      }
      return true
    }
  }

  @Test(
    "Two places on one street: along it where it leads that way, else around the block",
    arguments: [
      (StreetDirection.both, 20.0, 70.0, 50.0), (.both, 70, 20, 50), (.forward, 20, 70, 50),
      (.forward, 70, 20, 350), (.backward, 20, 70, 350), (.backward, 70, 20, 50),
      (.forward, 0, 100, 100), (.forward, 100, 0, 300), (.both, 0, 100, 100),
    ])
  func sameStreet(
    direction: StreetDirection, from: Double, to: Double, expected: Double
  ) throws {
    let back: StreetDirection = direction == .backward ? .backward : .forward
    let graph = try StreetGraph(rows: [
      StreetRow(from: "a", to: "b", length: 100, direction: direction),
      StreetRow(from: "b", to: "a", length: 300, direction: back),
    ])
    let streets = NetworkDistance(graph)
    #expect(
      streets.distance(
        from: .onEdge(edge: 0, offset: from, access: 3), to: .onEdge(edge: 0, offset: to, access: 4)
      ) == expected + 7)
    #expect(!streets.isSymmetric)
  }

  @Test("A long street between near ends: the way round may be shorter than along it")
  func detour() throws {
    let streets = NetworkDistance(
      try StreetGraph(rows: [
        StreetRow(from: "a", to: "b", length: 100), StreetRow(from: "b", to: "a", length: 1),
      ]))
    let (start, end) = (
      NetworkPlace.onEdge(edge: 0, offset: 1, access: 0),
      NetworkPlace.onEdge(edge: 0, offset: 99, access: 0)
    )
    #expect(streets.distance(from: start, to: end) == 3)
    #expect(streets.route(from: start, to: end)?.path == [start, .node(0), .node(1), end])
  }

  @Test("One-way streets lead one way, and no way is infinity")
  func oneWay() throws {
    let graph = try StreetGraph(rows: [
      StreetRow(from: "mill", to: "church", length: 350),
      StreetRow(from: "church", to: "school", length: 200, direction: .forward),
    ])
    let streets = NetworkDistance(graph)
    let mill = NetworkPlace.node(try #require(graph.node(named: "mill")))
    let school = NetworkPlace.node(try #require(graph.node(named: "school")))
    #expect(streets.distance(from: mill, to: school) == 550)
    #expect(streets.distance(from: school, to: mill) == .infinity)
    #expect(streets.route(from: school, to: mill) == nil)
    #expect(streets.lowerBound(from: mill, to: school) == 0)
    #expect(graph.node(named: "inn") == nil)
    #expect(graph.position(of: mill) == nil)
  }
}
