/// A run of features as text, cut but not read.
struct RawFeatures: Sendable {
  /// Whole features and what stands between them, and zeros behind.
  var text: [UInt8]
  /// Where each feature stands.
  var spans: [ByteSpan]
  /// Where the text stands in the file.
  var offset: Int
  /// The line on which it begins.
  var line: Int
  /// How many features stand before it.
  var number: Int
  /// Whether each is a text of its own, which may be any GeoJSON, else an element of a collection.
  var areTexts: Bool
  /// Whether the member `crs` of the only text was heeded already.
  var hasHeededCRS = false
  /// What was wrong around them.
  var faults: [RecordFault] = []
}
