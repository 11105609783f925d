import ArgumentParser
import Clustering
import Foundation
import Geography

/// Points with demands, and the capacity of a facility at each.
struct CapacitatedInstance {
  var name: String
  var ids: [String] = []
  var points: [PlanarPoint] = []
  var demand: [Double] = []
  var capacities: [Double] = []

  /// Reads id, x, y, demand, capacity.
  init(csv file: String) throws {
    name = URL(fileURLWithPath: file).deletingPathExtension().lastPathComponent
    let lines = try String(contentsOfFile: file, encoding: .utf8)
      .split(whereSeparator: \.isNewline).map { $0.split(separator: ",").map(String.init) }
    let header = lines.first ?? []
    func column(_ name: String) throws -> Int {
      guard let column = header.firstIndex(of: name) else {
        throw ValidationError("\(file) has no column \(name); it has \(header)")
      }
      return column
    }
    let (id, x, y) = (try column("id"), try column("x"), try column("y"))
    let (weight, room) = (try column("demand"), try column("capacity"))
    for (number, line) in lines.enumerated().dropFirst() {
      guard line.count == header.count, let x = Double(line[x]), let y = Double(line[y]),
        let weight = Double(line[weight]), let room = Double(line[room])
      else { throw ValidationError("\(file), line \(number + 1): not a point") }
      ids.append(line[id])
      points.append(PlanarPoint(x, y))
      demand.append(weight)
      capacities.append(room)
    }
  }

  /// Points in a square, some in clusters, with demands of 1 to 100.
  init(generating count: Int, facilities: Int, tightness: Double, seed: UInt64) {
    name = "generated-\(count)-\(seed)"
    var generator = SeededGenerator(seed: seed)
    let centres = (0..<20).map { _ in
      PlanarPoint(generator.unit() * 10_000, generator.unit() * 10_000)
    }
    for _ in 0..<count {
      if generator.unit() < 0.5 {
        points.append(PlanarPoint(generator.unit() * 10_000, generator.unit() * 10_000))
      } else {
        let centre = centres[generator.index(below: centres.count)]
        let radius = 800 * (-2 * log(1 - generator.unit())).squareRoot()
        let angle = 2 * Double.pi * generator.unit()
        points.append(
          PlanarPoint(centre.x + radius * cos(angle), centre.y + radius * sin(angle)))
      }
    }
    load(facilities, tightness, &generator)
  }

  /// The points of a TSPLIB file, with demands of 1 to 100.
  init(tsplib file: String, facilities: Int, tightness: Double, seed: UInt64) throws {
    name = URL(fileURLWithPath: file).deletingPathExtension().lastPathComponent
    guard case .points(let places) = try MedianInstance(file: file) else {
      throw ValidationError("\(file) has no points of TSPLIB")
    }
    points = places
    var generator = SeededGenerator(seed: seed)
    load(facilities, tightness, &generator)
  }

  private mutating func load(
    _ facilities: Int, _ tightness: Double, _ generator: inout SeededGenerator
  ) {
    ids = points.indices.map { "\($0 + 1)" }
    demand = points.map { _ in Double(1 + generator.index(below: 100)) }
    let room = (demand.reduce(0, +) / (tightness * Double(facilities))).rounded(.up)
    capacities = points.map { _ in room }
  }

  var csv: String {
    var lines = ["id,x,y,demand,capacity"]
    for index in points.indices {
      lines.append(
        "\(ids[index]),\(points[index].x),\(points[index].y),\(Int(demand[index])),"
          + "\(Int(capacities[index]))")
    }
    return lines.joined(separator: "\n") + "\n"
  }
}
