import Foundation
import Testing

@testable import Exchange

/// What comes out of packed files, and what must not.
@Suite struct UnpackingTests {
  private static func packed(_ bytes: [UInt8]) -> [UInt8] {
    var packed: [UInt8] = []
    bytes.withUnsafeBufferPointer { buffer in
      Deflater(.gzip).pack(buffer, isLast: true) { packed += $0 }
    }
    return packed
  }

  /// Reads to the end in small pieces, and counts what came out until then.
  private static func read(
    _ bytes: [UInt8], _ limit: UnpackingLimit
  ) -> (count: Int, fault: DataFault?) {
    let source = FileSource(bytes: bytes, name: "a.gz", limit: limit)
    var count = 0
    do throws(DataFault) {
      while true {
        var piece: [UInt8] = []
        try source.read(1000, into: &piece)
        if piece.isEmpty { return (count, nil) }
        count += piece.count
      }
    } catch {
      return (count, error)
    }
  }

  @Test("A small file that unpacks to very much is refused before it does")
  func bombs() {
    var limit = UnpackingLimit()
    limit.bytes = 100_000
    limit.ratio = 250
    let found = Self.read(Self.packed([UInt8](repeating: 0x20, count: 5_000_000)), limit)
    #expect(found.fault?.remedy == "unpack it first if that is meant")
    // 5 MB of spaces are packed to some 5 kB.
    #expect(found.count < 2_000_000)
    // Beyond the limit, but not by so many times.
    let line = Array(#"{"type": "Feature", "properties": null, "geometry": null}"#.utf8)
    let lines = (0..<5000).flatMap { Array("\($0)".utf8) + line }
    let whole = Self.read(Self.packed(lines), limit)
    #expect(whole.fault == nil && whole.count == lines.count)
    // Many times, but not beyond the limit.
    let few = Self.read(Self.packed([UInt8](repeating: 0x20, count: 90_000)), limit)
    #expect(few.fault == nil && few.count == 90_000)
  }

  @Test("A packed file within a packed file is refused by all who read it")
  func twice() throws {
    let bytes = Self.packed(
      Self.packed(Array(#"{"type": "FeatureCollection", "features": []}"#.utf8)))
    let words = "the packed file holds another packed file"
    #expect(Self.read(bytes, UnpackingLimit()).fault?.problem == words)
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let path = folder.appending(path: "a.geojson.gz").path
    try Data(bytes).write(to: URL(fileURLWithPath: path))
    let fault = #expect(throws: DataFault.self) { try InputFile(path: path) }
    #expect(fault?.problem == words)
    // One byte at a time, too.
    let source = FileSource(bytes: bytes, name: "a.gz")
    var first: [UInt8] = []
    #expect(throws: DataFault.self) { for _ in 0..<3 { try source.read(1, into: &first) } }
  }
}
