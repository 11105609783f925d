package import Foundation

/// How files of fixes are read.
package struct TraceReading: Sendable {
  /// Whose fixes they are where the file does not say.
  package var person: String?
  /// The zone of times that name none; nil for UTC.
  package var assumedZone: TimeZone?
  /// Latitude and longitude stand in each other's place.
  package var swap = false
  /// Longitudes beyond ±180 are brought back to that.
  package var wraps = false
  /// The encodings of files, where they do not show it and are not UTF-8.
  package var encodings = EncodingChoice()
  /// Cores to use; nil for all.
  package var cores: Int?

  /// Bytes of fixes in memory; what is beyond goes to a temporary file.
  package var memory = TraceReading.usualMemory
  package static let usualMemory = 96 << 20

  /// Bytes of a table that one core reads at a time.
  package var pieceSize = 2 << 20

  package init() {}

  /// The person of files that do not say whose they are.
  package static let somebody = "me"
}

/// Where fixes of one file come from.
struct TraceOrigin: Sendable {
  /// What messages call the file.
  var file: String
  /// What ids of fixes that have none begin with.
  var stem: String
  var person: String
}
