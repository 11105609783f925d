public import Exchange

/// Students to be made up from a file of districts: a demand to try things out with.
public struct StudentRequest: Hashable, Sendable {
  /// The districts with their people, as CSV.
  public var districts: String
  /// What nobody lives in, as GeoJSON.
  public var barriers: String?
  public var count = 20_000
  public var seed: UInt64 = 1
  /// Metres that homes keep from barriers.
  public var clearance = 20.0
  /// Metres that homes keep from each other.
  public var spacing = 0.0
  /// What ids begin with.
  public var idPrefix = "S"
  /// The encodings of files, where they do not show it and are not UTF-8.
  public var encodings = EncodingChoice()
  /// Whether a file with something in it may be replaced.
  public var force = false

  public init(districts: String) { self.districts = districts }

  /// Writes `id,lon,lat,district,weight` to a file, whole or not at all; `-` is standard output.
  ///
  /// - Throws: `DataFaults`, a `GenerationError` or an `OutputError`.
  public func run(writingTo path: String) throws {
    try AtomicFile.check(path, force: force)
    var conflict = OutputConflict(inputs: [districts] + [barriers].compactMap(\.self))
    try conflict.add(file: path)
    let districts = try DistrictFile.read(path: districts, encodings: encodings)
    var records: [BarrierRecord] = []
    if let barriers {
      let input = try InputFile(path: barriers, encodings: encodings)
      records = try BarrierFile.read(input.bytes, file: input.name).records
    }
    let generator = StudentGenerator(
      barriers: GenerationBarriers(records), clearance: clearance, spacing: spacing,
      idPrefix: idPrefix)
    let students = try generator.generate(count, in: districts, seed: seed)
    try AtomicFile.write(Array(StudentTable.csv(students).utf8), to: path, force: force)
  }
}
