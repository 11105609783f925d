/// Which colour and which shape tells a facility from the others around it.
package struct FacilityLook: Hashable, Sendable {
  /// Index into ``Palette/facilities``.
  package let colour: Int
  /// Index into ``MarkerShape/allCases``.
  package let shape: Int
}

/// Gives facilities that lie or serve near each other different colours.
package enum FacilityColouring {
  /// A look for each facility; as long as there are colours enough, each has its own.
  ///
  /// Otherwise the most entangled facility is coloured first (D. Brélaz, DSATUR, 1979,
  /// <https://doi.org/10.1145/359094.359101>), each with the colour whose bearers are least entangled
  /// with it; those that share a colour differ in shape.
  ///
  /// - Parameters:
  ///   - positions: Of the facilities, in pixels.
  ///   - people: Where the people of each facility are, in pixels, thinned or not.
  ///   - colours: How many colours there are.
  /// - Returns: A look for each facility, in order.
  /// - Complexity: O(*n* + *p*² log *p*) for *n* people and *p* facilities.
  package static func looks(
    positions: [CanvasPoint], people: [(place: CanvasPoint, facility: Int)],
    colours: Int = Palette.facilities.count
  ) -> [FacilityLook] {
    let count = positions.count
    guard count > colours else { return (0..<count).map { FacilityLook(colour: $0, shape: 0) } }
    let bonds = entanglement(positions: positions, people: people)
    var colourOf = [Int?](repeating: nil, count: count)
    var bearers = [Int](repeating: 0, count: colours)
    // So few bearers that shapes tell them apart, where that is possible at all.
    let most = max(MarkerShape.allCases.count, (count + colours - 1) / colours)
    for _ in 0..<count {
      guard let next = mostConstrained(bonds: bonds, colourOf: colourOf) else { break }
      let best = (0..<colours).map { colour in
        var choice = Choice(colour: colour, bearers: bearers[colour], most: most)
        for other in 0..<count where colourOf[other] == colour {
          choice.add(bond: bonds[next][other])
        }
        return choice
      }.min()
      let colour = best?.colour ?? 0
      colourOf[next] = colour
      bearers[colour] += 1
    }
    var used = [Int](repeating: 0, count: colours)
    return colourOf.map { chosen in
      let colour = chosen ?? 0
      defer { used[colour] += 1 }
      return FacilityLook(colour: colour, shape: used[colour] % MarkerShape.allCases.count)
    }
  }

  /// How bad it would be to give a colour once more; the least is the best.
  private struct Choice: Comparable {
    let colour: Int
    let bearers: Int
    let isUsedUp: Bool
    var touches = false
    var clash = 0.0

    init(colour: Int, bearers: Int, most: Int) {
      self.colour = colour
      self.bearers = bearers
      isUsedUp = bearers >= most
    }

    mutating func add(bond: Double) {
      clash += bond
      if bond >= 1 { touches = true }
    }

    static func < (a: Choice, b: Choice) -> Bool {
      if a.touches != b.touches { return b.touches }
      if a.isUsedUp != b.isUsedUp { return b.isUsedUp }
      return (a.clash, a.bearers, a.colour) < (b.clash, b.bearers, b.colour)
    }
  }

  /// How much two facilities would be confused if they had one colour: by the length of the border
  /// between their people, and by their distance.
  private static func entanglement(
    positions: [CanvasPoint], people: [(place: CanvasPoint, facility: Int)]
  ) -> [[Double]] {
    let count = positions.count
    var bonds = [[Double]](repeating: Array(repeating: 0, count: count), count: count)
    for a in 0..<count {
      for b in 0..<count where a != b {
        let distance = max(positions[a].distance(to: positions[b]), 10)
        bonds[a][b] += 1000 / (distance * distance)
      }
    }
    let cellSize = 20.0
    var cells: [Cell: Set<Int>] = [:]
    for person in people where positions.indices.contains(person.facility) {
      let cell = Cell(
        column: Int(clamping: (person.place.x / cellSize).rounded(.down)),
        row: Int(clamping: (person.place.y / cellSize).rounded(.down)))
      cells[cell, default: []].insert(person.facility)
    }
    for (cell, here) in cells {
      for neighbour in cell.halfNeighbourhood {
        guard let there = cells[neighbour] else { continue }
        for a in here {
          for b in there where a != b {
            bonds[a][b] += 1
            bonds[b][a] += 1
          }
        }
      }
    }
    return bonds
  }

  private struct Cell: Hashable {
    var column: Int
    var row: Int

    /// Itself and one of each pair of opposite neighbours.
    var halfNeighbourhood: [Cell] {
      [(0, 0), (1, 0), (0, 1), (1, 1), (1, -1)].map {
        Cell(column: column + $0.0, row: row + $0.1)
      }
    }
  }

  private static func mostConstrained(bonds: [[Double]], colourOf: [Int?]) -> Int? {
    var best: (colours: Int, bond: Double, index: Int)?
    for index in colourOf.indices where colourOf[index] == nil {
      var seen: Set<Int> = []
      var bond = 0.0
      for (other, strength) in bonds[index].enumerated() {
        bond += strength
        if strength >= 1, let colour = colourOf[other] { seen.insert(colour) }
      }
      if let known = best, (known.colours, known.bond) >= (seen.count, bond) { continue }
      best = (seen.count, bond, index)
    }
    return best?.index
  }
}
