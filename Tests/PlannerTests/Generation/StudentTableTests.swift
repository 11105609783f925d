import Geography
import Testing

@testable import Planner

@Suite struct StudentTableTests {
  @Test("Six decimals, signs and quotes")
  func text() {
    let students = [
      GeneratedStudent(
        id: "S1", home: GeoCoordinate(longitude: 19, latitude: -0.5), district: "XIII"),
      GeneratedStudent(
        id: "S2", home: GeoCoordinate(longitude: -0.000001, latitude: 47.123456),
        district: "Old, \"new\"", weight: 3),
    ]
    #expect(
      StudentTable.csv(students) == """
        id,lon,lat,district,weight
        S1,19.000000,-0.500000,XIII,1
        S2,-0.000001,47.123456,"Old, ""new""\",3

        """)
  }

  @Test("The cosine is right to 1e-15 and exact at 0", arguments: [0.0, 30, -47.5, 60, 89.9])
  func cosine(degrees: Double) {
    // Seventeen digits of the true values.
    let known = [
      0.0: 1, 30: 0.86602540378443865, -47.5: 0.67559020761566024, 60: 0.5,
      89.9: 0.0017453283658983088,
    ]
    #expect(abs(LocalPlane.cosine(degrees: degrees) - (known[degrees] ?? .nan)) < 1e-15)
  }
}
