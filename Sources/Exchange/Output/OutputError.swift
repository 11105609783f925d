/// Why files could not be written.
public enum OutputError: Error, Hashable, Sendable {
  /// The folder holds files that no plan wrote; the first few by name.
  case folderInUse(path: String, files: [String])
  /// There is a file where the folder should be.
  case notAFolder(path: String)
  /// There is a folder where the file should be.
  case isAFolder(path: String)
  /// There is a file already, and nobody said that it may be replaced.
  case fileExists(path: String)
  /// There is a link that leads nowhere; a file behind it would appear where nobody looks.
  case brokenLink(path: String)
  /// What is to be written is read, too.
  case isInput(path: String, input: String)
  /// What is read lies in the folder that is to be written.
  case holdsInput(folder: String, input: String)
  /// Two outputs are one file or folder, or one lies in the other.
  case sameOutput(path: String, other: String)
  /// The system refuses; with its own words.
  case cannotWrite(path: String, reason: String)
  /// Nobody reads the standard output any more.
  case closedPipe
}

extension OutputError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .folderInUse(let path, let files):
      let shown = files.prefix(3).joined(separator: ", ")
      let more = files.count > 3 ? " and \(files.count - 3) more" : ""
      return "\(path): the folder holds files that are not from an earlier plan (\(shown)\(more)); "
        + "name another folder, or move them away"
    case .notAFolder(let path):
      return "\(path): this is a file, and a folder is needed; name another folder"
    case .isAFolder(let path):
      return "\(path): this is a folder, and a file is needed; name a file in it"
    case .fileExists(let path):
      return "\(path): the file is there already; name another one, or give --force to replace it"
    case .brokenLink(let path):
      return
        "\(path): this is a link to something that is not there; remove it, or name another file"
    case .isInput(let path, let input):
      let same = path == input ? "" : " (as \(input))"
      return "\(path): this file is read as well\(same); name another one to write"
    case .holdsInput(let folder, let input):
      return "\(folder): \(input), which is read, lies in the folder that is to be written; "
        + "name another folder"
    case .sameOutput(let path, let other):
      return path == other
        ? "\(path): two outputs have this name; give each a name of its own"
        : "\(path) and \(other): both are written, and one is, or holds, the other; give each output a "
          + "place of its own"
    case .cannotWrite(let path, let reason):
      return "\(path): cannot be written: \(reason); check the path, its permissions and the disk"
    case .closedPipe:
      return "standard output: nobody reads it any more; write to a file"
    }
  }
}
