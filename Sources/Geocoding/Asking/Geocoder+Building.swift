public import Exchange
import Foundation

func activeCores() -> Int { ProcessInfo.processInfo.activeProcessorCount }

extension Geocoder {
  /// Reads references, or the index that an earlier call made of them.
  ///
  /// - Parameters:
  ///   - references: OpenAddresses as CSV or GeoJSON lines, BAN, or any CSV whose columns can be
  ///     told by their names; packed with gzip or not; a folder stands for the files in it.
  ///   - encodings: What the user says about the encodings of references.
  ///   - indexPath: Where the index is kept; nil for the folder for such files of the user.
  ///   - wraps: Whether longitudes beyond ±180 are brought back to that.
  /// - Throws: `DataFaults` for a reference that cannot be read, ``GeocodingError``.
  public init(
    references: [String], encodings: EncodingChoice = EncodingChoice(),
    index indexPath: String? = nil, wraps: Bool = false
  ) throws {
    let files = try AddressFile.list(references)
    let fingerprint = try ReferenceFingerprint.of(files, encodings) + (wraps ? "|wrap" : "")
    var path = indexPath ?? Self.usualPath(references)
    var notes: [String] = []
    if let path, FileManager.default.fileExists(atPath: path) {
      do {
        if let index = try IndexFile.read(path, fingerprint: fingerprint) {
          notes.append("\(path): index of \(index.addressCount) addresses, used again")
          self.init(index: index, path: path, notes: notes)
          return
        }
        notes.append("\(path): made anew, for it is of another version or of other references")
      } catch {
        notes.append("\(path): the index is damaged and is made anew")
      }
    }
    if indexPath == nil, let usual = path, !IndexFile.isPlain(usual) {
      notes.append("\(usual): this is no file; the index is not kept")
      path = nil
    }
    // What lies in a place that the user named and is no index is not ours to replace.
    if let indexPath, !IndexFile.mayReplace(indexPath) {
      throw GeocodingError.notAnIndex(path: indexPath)
    }
    var content = IndexContent()
    for file in files {
      let note = try ReferenceReader.read(file, encodings: encodings, wraps: wraps) {
        content.add($0)
      }
      notes.append(note)
    }
    guard content.addressCount > 0 else {
      throw GeocodingError.emptyReference(files: references)
    }
    if content.namelessCount > 0 {
      notes.append("\(content.namelessCount) addresses have neither street nor place: left out")
    }
    try self.init(content, fingerprint: fingerprint, path: path, isChosen: indexPath != nil, notes)
  }

  private init(
    _ content: IndexContent, fingerprint: String, path: String?, isChosen: Bool, _ notes: [String]
  ) throws {
    var notes = notes
    var kept: String?
    if let path {
      do {
        try FileManager.default.createDirectory(
          at: URL(fileURLWithPath: path).deletingLastPathComponent(),
          withIntermediateDirectories: true)
        try IndexFile.write(content, fingerprint: fingerprint, to: path)
        kept = path
        notes.append("\(path): index of \(content.addressCount) addresses, made")
      } catch {
        // In its usual place the index is a convenience; where the user wants it, it is a result.
        if isChosen {
          if let error = error as? GeocodingError { throw error }
          throw GeocodingError.cannotWriteIndex(path: path, reason: "\(error)")
        }
        notes.append("the index cannot be kept in \(path)")
      }
    }
    self.init(index: AddressIndex(content.parts), path: kept, notes: notes)
  }

  /// In the user's folder for files that can be made again; nil where there is none.
  private static func usualPath(_ references: [String]) -> String? {
    guard let folder = CacheFolder.path else { return nil }
    let paths = references.map { URL(fileURLWithPath: $0).standardizedFileURL.path }
    return "\(folder)/addresses-\(ReferenceFingerprint.short(paths)).sqlite"
  }
}
