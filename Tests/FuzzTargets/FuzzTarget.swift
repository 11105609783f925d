/// Something that must come through anything that is thrown at it.
///
/// A target is a file in this folder and an entry of ``all``. It makes a case of its own kind out
/// of any bytes; running it tells what was answered wrongly, and a crash or a hang tells itself.
///
/// What a target makes of the bytes is also what the found cases in Tests/Cases/fuzz mean: add
/// to the ends of its choices rather than in their middle.
package struct FuzzTarget: Sendable {
  /// What `make fuzz TARGET=` and the folder of its cases call it.
  package var name: String
  /// Makes a case out of bytes.
  package var makeCase: @Sendable (_ bytes: [UInt8]) -> FuzzCase

  package static let all = [
    latticeWorlds, freeWorlds, serviceAreas, addresses, geoJSONTexts, csvTexts, packageGeometries,
    markup, shapefiles, flatGeobufs, traces, windmillWorlds,
  ]
}

/// What a fuzz target made out of some bytes.
package struct FuzzCase {
  /// The case in words, for who has to find out what went wrong.
  package var description: String
  /// Runs the case; a sentence about what is wrong, or nil.
  package var fault: () -> String?
}
