/// Where the shapes of a shapefile stand, by its `.shx`: programs that change shapes in place leave gaps and old
/// versions behind in the `.shp`.
struct ShapeIndex {
  private var file: BinaryFile
  /// How many shapes there are.
  let count: Int

  /// Reads the head; nil where it is not one.
  init?(_ source: ByteSource) throws(DataFault) {
    var file = BinaryFile(source)
    guard let head = try file.take(100), head.bigInt32(0) == 9994 else { return nil }
    let length = Int(head.word32(24).byteSwapped) * 2
    guard length >= 100, (length - 100).isMultiple(of: 8) else { return nil }
    count = (length - 100) / 8
    self.file = file
  }

  /// The byte of the `.shp` where the next shape begins, 0 for none; nil at the end.
  mutating func next() throws(DataFault) -> Int? {
    guard let entry = try file.take(8) else { return nil }
    return Int(entry.word32(0).byteSwapped) * 2
  }
}
