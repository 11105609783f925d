/// What the user says about the encodings of the files that a command reads.
public struct EncodingChoice: Hashable, Sendable {
  /// The encoding of files that are not named by themselves; nil for what each file shows.
  public var common: TextEncoding?
  /// The encodings of single files, by their paths as they are given.
  public var byFile: [String: TextEncoding] = [:]

  public init(_ common: TextEncoding? = nil) { self.common = common }

  /// The encoding of a file, if the user names one.
  package func encoding(of path: String) -> TextEncoding? { own(path) ?? common }

  /// The encoding that is named for one file.
  func own(_ path: String) -> TextEncoding? {
    if let named = byFile[path] { return named }
    guard path != "-", !byFile.isEmpty, let real = FileSystem.realPath(path) else { return nil }
    return byFile.first { FileSystem.realPath($0.key) == real }?.value
  }

  /// How a file is read as text.
  package func text(of path: String) -> TextInput { TextInput(encoding: encoding(of: path)) }
}

extension EncodingChoice {
  /// Adds what an option says: `NAME`, or `FILE=NAME` for one file.
  ///
  /// - Parameter option: The value of `--encoding`.
  /// - Returns: False where it names no encoding that is known; nothing is added then.
  public mutating func add(_ option: String) -> Bool {
    if let encoding = TextEncoding(option) {
      common = encoding
      return true
    }
    guard let place = option.lastIndex(of: "="), place > option.startIndex,
      let encoding = TextEncoding(String(option[option.index(after: place)...]))
    else { return false }
    byFile[String(option[..<place])] = encoding
    return true
  }

  /// The file that `FILE=NAME` speaks of; nil for a name alone.
  public static func file(of option: String) -> String? {
    TextEncoding(option) == nil ? option.lastIndex(of: "=").map { String(option[..<$0]) } : nil
  }

  /// What a value is refused with that ``add(_:)`` does not know.
  public static func refusal(of option: String) -> String {
    "the encoding \"\(option)\" is not known; write a name such as \(TextEncoding.examples), utf-16, "
      + "latin-1, cp852 or koi8-r, or FILE=NAME for one file"
  }
}
