package import Geography

/// A part of a city that people are generated for.
package struct District: Hashable, Sendable {
  /// A round patch of homes, dense in the middle and empty at the rim.
  package struct Disc: Hashable, Sendable {
    package var center: GeoCoordinate
    /// Metres, more than 0.
    package var radius: Double
    /// The part of the district's people who live here, in any unit: 2 and 3 are 40 % and 60 %.
    package var share: Double

    package init(center: GeoCoordinate, radius: Double, share: Double = 1) {
      self.center = center
      self.radius = radius
      self.share = share
    }
  }

  /// As the file gives it; it comes out with every student.
  package var id: String
  package var name: String
  package var population: Double
  package var discs: [Disc]

  package init(id: String, name: String = "", population: Double, discs: [Disc]) {
    self.id = id
    self.name = name
    self.population = population
    self.discs = discs
  }
}
