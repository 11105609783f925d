import Exchange
import Geocoding

extension Scenario {
  /// All files that are read for it, the scenario file among them; a folder of references stands for
  /// the files in it.
  var inputFiles: [String] {
    let points = [demand, candidates].compactMap { $0?.file } + existing.map(\.file)
    let world = [barriers, crossings, zones, matrix, streets, streetNodes].compactMap(\.self)
    return [file].compactMap(\.self) + points + world + addedBarriers + addedCrossings
      + AddressFile.inputs(references)
  }
}

extension AddressFile {
  /// The files that references stand for; those that cannot be found as they were given, for the fault
  /// is told where they are read.
  static func inputs(_ references: [String]) -> [String] {
    references.flatMap { (try? list([$0])) ?? [$0] }
  }
}
