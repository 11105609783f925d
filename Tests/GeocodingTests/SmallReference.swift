@testable import Geocoding

/// Houses of a street that runs east: number n stands n times ten metres along it.
func street(
  _ name: String, _ numbers: [String], city: String = "", postcode: String = "", south: Double = 0
) -> [ReferenceAddress] {
  numbers.map { number in
    let value = Double(number.prefix { $0.isNumber }) ?? 0
    return ReferenceAddress(
      street: name, number: number, city: city, postcode: postcode,
      longitude: -8.6 + value * 0.00012, latitude: 41.15 - south)
  }
}
