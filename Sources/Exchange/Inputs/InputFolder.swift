#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// Folders of inputs.
package enum InputFolder {
  package static func isFolder(_ path: String) -> Bool { FileSystem.kind(of: path) == .folder }

  /// The files in a folder and in the folders in it, as paths within it, sorted; what begins with a dot is left out.
  ///
  /// - Throws: A fault for a folder that cannot be read.
  package static func files(in folder: String) throws(DataFault) -> [String] {
    try walk(folder, "").sorted()
  }

  private static func walk(_ folder: String, _ prefix: String) throws(DataFault) -> [String] {
    let names: [String]
    do throws(OutputError) {
      names = try FileSystem.names(in: folder)
    } catch {
      throw DataFault(
        file: folder, problem: "the folder cannot be read", remedy: "check its permissions")
    }
    var files: [String] = []
    for name in names where !name.hasPrefix(".") {
      let path = folder.hasSuffix("/") ? folder + name : "\(folder)/\(name)"
      if isFolder(path) {
        files += try walk(path, "\(prefix)\(name)/")
      } else {
        files.append(prefix + name)
      }
    }
    return files
  }
}

extension InputPlace {
  /// The file on the disk that a path leads to: itself, or the archive that it lies in; nil for a stream and for what is
  /// not there.
  package static func diskPath(_ path: String) -> String? {
    guard path != "-" else { return nil }
    if FileSystem.kind(of: path) != .missing { return isRegular(path) ? path : nil }
    var outer = Path.folder(of: path)
    while !outer.isEmpty, outer != "/" {
      if isRegular(outer) { return outer }
      outer = Path.folder(of: outer)
    }
    return nil
  }

  /// Whether a path leads to anything, in an archive as well.
  package static func exists(_ path: String) -> Bool {
    FileSystem.kind(of: path) != .missing || diskPath(path) != nil
  }

  private static func isRegular(_ path: String) -> Bool {
    var facts = stat()
    return stat(path, &facts) == 0 && facts.st_mode & S_IFMT == S_IFREG
  }

  /// Size and time of change of a regular file, which tell whether it is another one; nil for what is none.
  package static func signature(ofFile path: String) -> (size: Int, time: String)? {
    var facts = stat()
    guard stat(path, &facts) == 0, facts.st_mode & S_IFMT == S_IFREG else { return nil }
    return (Int(facts.st_size), "\(facts.st_mtim.tv_sec).\(facts.st_mtim.tv_nsec)")
  }

  /// Some bytes of a regular file.
  ///
  /// - Throws: The fault of a file that cannot be read.
  package static func bytes(
    ofFile path: String, at position: Int, _ count: Int
  ) throws(DataFault) -> [UInt8] {
    let descriptor = OpenDescriptor(Exchange.open(path, O_RDONLY | O_CLOEXEC))
    guard descriptor.number >= 0 else { throw InputFile.fault(path, errno) }
    lseek(descriptor.number, off_t(position), SEEK_SET)
    var bytes: [UInt8] = []
    while bytes.count < count {
      let piece = try [UInt8](reading: count - bytes.count) { (buffer) throws(DataFault) in
        try descriptor.read(buffer, name: path)
      }
      if piece.isEmpty { break }
      bytes += piece
    }
    return bytes
  }
}
