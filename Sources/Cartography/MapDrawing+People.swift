public import Geography

extension MapDrawing {
  /// A place where people live, and where they are served.
  public struct DemandPoint: Hashable, Sendable {
    public var position: PlanarPoint
    /// How many people; a heavier point is a larger dot where weights differ.
    public var weight: Double
    /// Index into ``MapDrawing/facilities``; nil for people who are not served.
    public var facility: Int?
    /// Shown on hovering over an unserved mark: `007 Ana`.
    public var name: String
    /// Why nobody serves them: `no open crossing over Danube`; of no meaning where they are served.
    public var reason: String

    public init(
      position: PlanarPoint, weight: Double = 1, facility: Int?, name: String = "",
      reason: String = ""
    ) {
      self.position = position
      self.weight = weight
      self.facility = facility
      self.name = name
      self.reason = reason
    }
  }

  /// A site that the plan opens.
  public struct Facility: Hashable, Sendable {
    public enum Status: String, Hashable, Sendable, CaseIterable {
      /// Opened by this plan.
      case new
      /// Opened because the scenario says that it must be.
      case required
      /// Open already.
      case existing
    }

    public var position: PlanarPoint
    /// Its label on the map; shortened where it is long.
    public var name: String
    public var status: Status
    /// How many people it serves, for the legend; nil where that should not be said.
    public var people: Double?

    public init(
      position: PlanarPoint, name: String, status: Status = .new, people: Double? = nil
    ) {
      self.position = position
      self.name = name
      self.status = status
      self.people = people
    }
  }

  /// A site where nothing is open.
  public struct UnusedSite: Hashable, Sendable {
    public enum Status: String, Hashable, Sendable, CaseIterable {
      /// Was free to be chosen, and was not.
      case candidate
      /// May no longer be used.
      case closed
    }

    public var position: PlanarPoint
    public var name: String
    public var status: Status

    public init(position: PlanarPoint, name: String = "", status: Status = .candidate) {
      self.position = position
      self.name = name
      self.status = status
    }
  }
}
