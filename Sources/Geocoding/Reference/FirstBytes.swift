import Exchange
import Foundation

/// The beginning of a file, to tell what it is.
enum FirstBytes {
  static func of(_ path: String, count: Int) throws -> [UInt8] {
    guard let file = FileHandle(forReadingAtPath: path) else {
      throw DataFaults(
        DataFault(file: path, problem: "there is no such file", remedy: "check the path"))
    }
    defer { try? file.close() }
    return Array((try? file.read(upToCount: count)) ?? Data())
  }
}
