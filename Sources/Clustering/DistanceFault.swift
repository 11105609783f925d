/// A provider gave a distance that cannot be one: negative, not a number, or so long that its
/// weighted cost overflows.
public struct DistanceFault: Error, Hashable, Sendable, CustomStringConvertible {
  /// Index of the demand point, or of the place being clustered.
  public var origin: Int
  public var distance: Double

  public init(origin: Int, distance: Double) {
    self.origin = origin
    self.distance = distance
  }

  public var description: String {
    "the distance provider gave \(distance) from place number \(origin + 1); "
      + "distances are numbers from 0 up, or infinity where there is no way"
  }
}
