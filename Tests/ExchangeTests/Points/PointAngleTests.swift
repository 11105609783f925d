import Exchange
import Testing

/// Places of tables in whatever way people write degrees.
@Suite struct PointAngleTests {
  private func read(_ text: String) throws -> PointFile {
    try PointFile.read(utf8(text), file: "homes.csv", options: PointFile.Options(role: .demand))
  }

  @Test(
    "Degrees as people write them: minutes, seconds, N, S, E, W, decimal commas, lone returns",
    arguments: [
      "id,lat,lon\r1,47.5,-19.01\r",
      "id,lat,lon\n1,47.5N,19.01 W\n",
      "id,lat,lon\n1,\"47°30'00\"\" N\",\"19° 0' 36\"\" W\"\n",
      "id,lat,lon\n1,47:30:00,-19:00:36\n",
      "id;lat;lon\n1;47,5°;-19,01°\n",
      "id,latlon\n1,\"47.5,-19.01\"\n",
      "id;latlon\n1;47,5 -19,01\n",
      "id;latlon\n1;47°30'N 19°0'36\"\"W\n",
      "id,latlon\n1,19.01W 47.5N\n",
      "id,Coordinates\n1,\"47.5, -19.01\"\n",
      "id,coords,lat,lon\n1,none,47.5,-19.01\n",
      "id,wkt\n1,POINT (-19.01 47.5)\n",
    ])
  func angles(_ text: String) throws {
    let position = try #require(try read(text).records.first?.position)
    #expect(abs(position.x + 19.01) < 1e-12 && abs(position.y - 47.5) < 1e-12, "\(position)")
  }

  @Test(
    "What only looks like degrees is refused",
    arguments: [
      "id,lat,lon\n1,47.5E,19.01N\n", "id,lat,lon\n1,47°61',19\n", "id,lat,lon\n1,47 500,19\n",
      "id,lat,lon\n1,-47.5S,19\n", "id,lat,lon\n1,\"47,5\",19\n", "id,latlon\n1,47.5N 19.01N\n",
    ])
  func noAngles(_ text: String) {
    #expect(throws: DataFaults.self) { try read(text) }
  }

  @Test("UTF-16 is refused with what to do")
  func utf16() throws {
    let text = "id,lat,lon\n1,47,19\n"
    for bytes in [
      text.utf16.flatMap { [UInt8($0 & 255), UInt8($0 >> 8)] },
      text.utf16.flatMap { [UInt8($0 >> 8), UInt8($0 & 255)] },
    ] {
      let faults = #expect(throws: DataFaults.self) { try PointFile.read(bytes, file: "a.csv") }
      #expect(faults?.description.contains("UTF-16, not UTF-8; save it as UTF-8") == true)
    }
  }
}
