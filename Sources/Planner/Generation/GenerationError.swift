/// Why no students could be generated.
package enum GenerationError: Error, Hashable, Sendable {
  case noDistricts
  case countNegative(Int)
  case populationInvalid(district: String, population: Double)
  case allPopulationsZero
  case noDisc(district: String)
  case discInvalid(district: String, disc: Int)
  case centerNotOnLand(district: String, disc: Int, barrier: String)
  case noRoom(district: String, disc: Int, tries: Int)
}

extension GenerationError: CustomStringConvertible {
  package var description: String {
    switch self {
    case .noDistricts:
      "there are no districts; give at least one with a population and a disc"
    case .countNegative(let count):
      "cannot generate \(count) students; give a count of 0 or more"
    case .populationInvalid(let district, let population):
      "district \(district) has the population \(population); give a number of 0 or more"
    case .allPopulationsZero:
      "nobody lives in any district; give at least one a population above 0"
    case .noDisc(let district):
      "district \(district) has no disc; give a centre and a radius"
    case .discInvalid(let district, let disc):
      "disc \(disc) of district \(district) needs a centre in degrees, a radius above 0 metres "
        + "and a share of 0 or more, not all of them 0; mend its row"
    case .centerNotOnLand(let district, let disc, let barrier):
      "the centre of disc \(disc) of district \(district) lies inside the barrier \(barrier); "
        + "move it to land"
    case .noRoom(let district, let disc, let tries):
      "found no free place in disc \(disc) of district \(district) in \(tries) tries; make its "
        + "radius larger or the spacing smaller"
    }
  }
}
