public import Geography

/// The end of a barrier that was moved to close a gap.
public struct BarrierMove: Hashable, Sendable {
  public var barrier: String
  public var from: PlanarPoint
  public var to: PlanarPoint
  /// How far it was moved.
  public var metres: Double
}

extension Barrier {
  /// Closes the gaps between barriers that nearly meet.
  ///
  /// A free end of a line that comes within `metres` of another barrier, or of another part of its
  /// own, and points towards it within 80°, is moved onto it. Ends that meet already stay.
  ///
  /// - Parameters:
  ///   - barriers: All barriers, in metres.
  ///   - metres: How far an end may be moved.
  /// - Returns: The barriers with their ends moved, in the order given, and every move.
  /// - Complexity: O(ends × segments near them).
  public static func snapping(
    _ barriers: [Barrier], within metres: Double
  ) -> (barriers: [Barrier], moves: [BarrierMove]) {
    var snapped = barriers
    var moves: [BarrierMove] = []
    for barrier in snapped.indices {
      for shape in snapped[barrier].shapes.indices {
        for isLast in [false, true] {
          guard case .line(var line) = snapped[barrier].shapes[shape], line.count >= 2 else {
            continue
          }
          let index = isLast ? line.count - 1 : 0
          let end = FreeEnd(place: line[index], before: line[isLast ? index - 1 : 1])
          let own = OwnPiece(barrier: barrier, shape: shape, segment: isLast ? index - 1 : 0)
          guard let target = end.target(among: snapped, besides: own, within: metres) else {
            continue
          }
          line[index] = target
          snapped[barrier].shapes[shape] = .line(line)
          moves.append(
            BarrierMove(
              barrier: snapped[barrier].id, from: end.place, to: target,
              metres: end.place.distance(to: target)))
        }
      }
    }
    return (snapped, moves)
  }
}

private struct OwnPiece {
  var barrier: Int
  var shape: Int
  var segment: Int
}

/// The end of a line barrier that meets nothing.
struct FreeEnd {
  var place: PlanarPoint
  /// The point of the line before the end.
  var before: PlanarPoint

  /// The nearest place to move to; nil where the end meets something already or nothing is near.
  fileprivate func target(
    among barriers: [Barrier], besides own: OwnPiece, within metres: Double
  ) -> PlanarPoint? {
    let reach = PlanarBox([place]).expanded(by: metres)
    var best: (distance: Double, place: PlanarPoint)?
    for (number, barrier) in barriers.enumerated() {
      for (shapeNumber, shape) in barrier.shapes.enumerated() {
        for (segment, ends) in shape.segments.enumerated() {
          let isOwnLine = number == own.barrier && shapeNumber == own.shape
          // The neighbouring segment of the same line is a bend.
          if isOwnLine, abs(segment - own.segment) <= 1 { continue }
          guard PlanarBox([ends.0, ends.1]).meets(reach) else { continue }
          let nearest = place.nearest(onSegment: ends.0, ends.1)
          let distance = place.distance(to: nearest)
          if distance <= Noder.joint / 1000 { return nil }
          guard distance <= metres, distance < best?.distance ?? .infinity, isAhead(nearest) else {
            continue
          }
          best = (distance, nearest)
        }
      }
    }
    return best?.place
  }

  /// Whether a place lies in the direction in which the end points, within 80°.
  func isAhead(_ target: PlanarPoint) -> Bool {
    let (dx, dy) = (place.x - before.x, place.y - before.y)
    let (ex, ey) = (target.x - place.x, target.y - place.y)
    let lengths = before.distance(to: place) * place.distance(to: target)
    return dx * ex + dy * ey > 0.17 * lengths
  }
}
