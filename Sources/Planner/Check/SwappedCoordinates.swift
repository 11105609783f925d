import Exchange

/// Points whose latitude and longitude stand in each other's place: the rest of the data tells.
///
/// Budapest read as (47.5, 19.05) is a good place in Saudi Arabia, so one point alone says nothing.
/// A point counts as swapped that lies far from all the others and among them when turned round; a
/// file, where that holds for its middle and the other files.
struct SwappedCoordinates {
  /// The points of one file, in degrees.
  struct Group {
    var file: String
    var records: [PointRecord]
  }

  private let groups: [Group]
  private let clouds: [Cloud?]
  /// Where barriers and crossings lie.
  private let world: [Cloud]

  init(_ data: InputData) {
    var groups = [Group(file: data.demandFile, records: data.demand)]
    for site in data.sites {
      if let number = groups.dropFirst().firstIndex(where: { $0.file == site.file }) {
        groups[number].records.append(site.record)
      } else {
        groups.append(Group(file: site.file, records: [site.record]))
      }
    }
    self.groups = groups
    clouds = groups.map { Cloud($0.records.compactMap(\.position)) }
    world = [
      Cloud(Self.positions(data.barriers.map(\.geometry))),
      Cloud(Self.positions(data.crossings.compactMap(\.geometry))),
    ].compactMap(\.self)
    for number in groups.indices { look(atGroup: number) }
  }

  private static func positions(_ geometries: [Geometry]) -> [Position] {
    var positions: [Position] = []
    for geometry in geometries { geometry.forEachPosition { positions.append($0) } }
    return positions
  }

  /// Files that are swapped as a whole.
  private(set) var fileFaults: [DataFault] = []
  /// Single rows that are swapped, with their files.
  private(set) var rowFaults: [DataFault] = []

  private mutating func look(atGroup number: Int) {
    guard let cloud = clouds[number] else { return }
    let group = groups[number]
    let others = world + clouds.enumerated().compactMap { $0 == number ? nil : $1 }
    let isSwapped =
      !others.isEmpty
      && others.allSatisfy { $0.isFar(cloud.middle) && $0.isNear(cloud.middle.turnedRound) }
    // Of two files that contradict each other the first is told.
    if isSwapped, world.count > 0 || others.count > 1 || number == 0 {
      guard let record = group.records.first(where: { $0.position != nil }) else { return }
      fileFaults.append(
        fault(
          in: group.file, record,
          "and all of the file lies far from the other files, but among them with latitude and "
            + "longitude swapped",
          "correct the names of the columns, or read them the other way round with --swap"))
      return
    }
    guard group.records.count > 2 else { return }
    for record in group.records {
      guard let position = record.position, cloud.isFar(position),
        cloud.isNear(position.turnedRound)
      else { continue }
      rowFaults.append(
        fault(
          in: group.file, record,
          "lies far from the other points, but among them with latitude and longitude swapped",
          "swap them in this row, or leave it out (--skip-bad)"))
    }
  }

  private func fault(
    in file: String, _ record: PointRecord, _ problem: String, _ remedy: String
  ) -> DataFault {
    let place = record.position.map { "\($0.x), \($0.y)" } ?? ""
    return DataFault(
      file: file, line: record.line, subject: record.id, value: place, problem: problem,
      remedy: remedy)
  }
}

/// Where most of some positions lie, whatever a few of them say.
private struct Cloud {
  var middle: Position
  /// Degrees around the middle, along either axis, that nine in ten lie within.
  var spread: Double

  init?(_ positions: [Position]) {
    guard !positions.isEmpty else { return nil }
    let xs = positions.map(\.x).sorted()
    let ys = positions.map(\.y).sorted()
    let middle = Position(xs[xs.count / 2], ys[ys.count / 2])
    let distances = positions.map { $0.degrees(to: middle) }.sorted()
    self.middle = middle
    spread = distances[(distances.count - 1) * 9 / 10]
  }

  func isFar(_ position: Position) -> Bool { position.degrees(to: middle) > 4 * spread + 1 }

  func isNear(_ position: Position) -> Bool { position.degrees(to: middle) < 1.5 * spread + 0.5 }
}

extension Position {
  fileprivate var turnedRound: Position { Position(y, x) }

  /// The larger of the differences in longitude and in latitude.
  fileprivate func degrees(to other: Position) -> Double { max(abs(x - other.x), abs(y - other.y)) }
}

extension InputData {
  /// What looks swapped; nothing where coordinates are metres.
  ///
  /// With `skipBad`, single rows are left out and told as warnings; a whole file never is.
  mutating func takeSwapFaults(_ settings: PlanSettings) -> [DataFault] {
    guard settings.crs.coordinates == .geographic else { return [] }
    let swapped = SwappedCoordinates(self)
    guard settings.skipBad else { return swapped.fileFaults + swapped.rowFaults }
    for fault in swapped.rowFaults {
      demand.removeAll { demandFile == fault.file && $0.id == fault.subject }
      sites.removeAll { $0.file == fault.file && $0.record.id == fault.subject }
      findings.append(Finding(.warning, "left out: \(fault)"))
    }
    return swapped.fileFaults
  }
}
