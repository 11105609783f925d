import Foundation
import Geography
import Travel

/// A published *p*-median instance.
enum MedianInstance {
  /// Shortest paths of a graph: nodes are demand and sites.
  case graph(lengths: [Double], nodes: Int, facilities: Int)
  case points([PlanarPoint])

  struct Malformed: Error, CustomStringConvertible {
    var description: String
  }

  /// Reads a graph of the OR-Library (`n edges p`, then `u v cost`) or points of TSPLIB
  /// (`NODE_COORD_SECTION`).
  init(file: String) throws {
    let text = try String(contentsOfFile: file, encoding: .utf8)
    if text.contains("NODE_COORD_SECTION") {
      self = .points(try Self.points(of: text))
    } else {
      self = try Self.graph(of: text)
    }
  }

  private static func points(of text: String) throws -> [PlanarPoint] {
    var points: [PlanarPoint] = []
    var isInside = false
    for line in text.split(whereSeparator: \.isNewline) {
      if line.hasPrefix("NODE_COORD_SECTION") {
        isInside = true
      } else if isInside {
        let fields = line.split(whereSeparator: \.isWhitespace)
        guard fields.count >= 3, let x = Double(fields[1]), let y = Double(fields[2]) else { break }
        points.append(PlanarPoint(x, y))
      }
    }
    guard !points.isEmpty else { throw Malformed(description: "the file has no coordinates") }
    return points
  }

  /// All shortest paths by Floyd's and Warshall's rule; a later duplicate edge overwrites.
  private static func graph(of text: String) throws -> MedianInstance {
    let numbers = text.split(whereSeparator: \.isWhitespace).compactMap { Int($0) }
    guard numbers.count >= 3, numbers.count >= 3 + 3 * numbers[1] else {
      throw Malformed(description: "the file is neither a graph of the OR-Library nor of TSPLIB")
    }
    let nodes = numbers[0]
    var lengths = [Double](repeating: .infinity, count: nodes * nodes)
    for node in 0..<nodes { lengths[node * nodes + node] = 0 }
    for edge in 0..<numbers[1] {
      let (u, v) = (numbers[3 + 3 * edge] - 1, numbers[4 + 3 * edge] - 1)
      lengths[u * nodes + v] = Double(numbers[5 + 3 * edge])
      lengths[v * nodes + u] = Double(numbers[5 + 3 * edge])
    }
    lengths.withUnsafeMutableBufferPointer { lengths in
      for middle in 0..<nodes {
        for row in 0..<nodes {
          let first = lengths[row * nodes + middle]
          guard first < .infinity else { continue }
          for column in 0..<nodes {
            lengths[row * nodes + column] = min(
              lengths[row * nodes + column], first + lengths[middle * nodes + column])
          }
        }
      }
    }
    return .graph(lengths: lengths, nodes: nodes, facilities: numbers[2])
  }
}
