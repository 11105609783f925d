import Exchange

/// What `footbridge generate students` asks for: two files and a few numbers.
package struct StudentRequest: Hashable, Sendable {
  /// CSV, see ``DistrictFile``.
  package var districts: String
  /// GeoJSON in degrees; nil where nothing stands in the way.
  package var barriers: String?
  package var count: Int
  package var seed: UInt64
  /// Metres between any home and the barriers.
  package var clearance: Double
  /// Metres between any two homes; 0 for any.
  package var spacing: Double
  package var idPrefix: String

  package init(
    districts: String, barriers: String? = nil, count: Int, seed: UInt64 = 1,
    clearance: Double = 20, spacing: Double = 0, idPrefix: String = "S"
  ) {
    self.districts = districts
    self.barriers = barriers
    self.count = count
    self.seed = seed
    self.clearance = clearance
    self.spacing = spacing
    self.idPrefix = idPrefix
  }

  /// Reads the files and makes up the students.
  ///
  /// - Throws: `DataFaults` for what is wrong in a file, ``GenerationError`` for what cannot be
  ///   generated.
  /// - Returns: `count` students; ``StudentTable/csv(_:)`` makes them a text.
  package func students() throws -> [GeneratedStudent] {
    let districts = try DistrictFile.read(path: districts)
    let records = try barriers.map { try BarrierFile.read(path: $0).records } ?? []
    let generator = StudentGenerator(
      barriers: GenerationBarriers(records), clearance: clearance, spacing: spacing,
      idPrefix: idPrefix)
    return try generator.generate(count, in: districts, seed: seed)
  }
}
