public import Geography

/// A place where a barrier can be crossed: a bridge, an underpass, a level crossing, a ferry.
public struct Crossing: Hashable, Sendable {
  public enum Shape: Hashable, Sendable {
    /// A place on a barrier.
    case point(PlanarPoint)
    /// A bridge deck from one end to the other; its length counts.
    case line([PlanarPoint])
    /// A bridge in parts. Parts whose ends meet are one deck; others are decks of their own, which
    /// share the cost, the direction and whether they are open.
    case lines([[PlanarPoint]])
  }

  /// The lines of a crossing that is no point.
  var parts: [[PlanarPoint]] {
    switch shape {
    case .point: []
    case .line(let points): [points]
    case .lines(let parts): parts
    }
  }

  /// Which way it may be used.
  public enum Direction: String, Hashable, Sendable, CaseIterable {
    case both
    /// For a point on a line barrier: from its left to its right, as the barrier is drawn.
    case leftToRight = "left_to_right"
    case rightToLeft = "right_to_left"
    /// For a line: from its first point to its last, as the crossing is drawn.
    case forward
    case backward
  }

  public var id: String
  public var name: String
  public var kind: String
  public var shape: Shape
  /// The barrier that a point crossing lies on; nil for the nearest.
  public var barrierID: String?
  /// Metres that using it adds to the way.
  public var cost: Double
  public var isOpen: Bool
  public var direction: Direction

  public init(
    id: String, name: String = "", kind: String = "", shape: Shape, barrierID: String? = nil,
    cost: Double = 0, isOpen: Bool = true, direction: Direction = .both
  ) {
    self.id = id
    self.name = name
    self.kind = kind
    self.shape = shape
    self.barrierID = barrierID
    self.cost = cost
    self.isOpen = isOpen
    self.direction = direction
  }
}

extension Crossing {
  /// The name to show to people.
  var title: String { name.isEmpty ? id : "\(id) (\(name))" }
}
