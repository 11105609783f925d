import Exchange

/// The command as somebody may type it again.
///
/// Where results go and how loudly says nothing about them, so it is left out: the same question
/// gives the same bytes. Of a path from the root of this machine the name alone is kept.
enum CommandText {
  static var current: String { text(of: ProgramArguments.all) }

  static func text(of arguments: [String]) -> String {
    var words = ["footbridge"]
    var skipsNext = false
    for argument in arguments {
      if skipsNext {
        skipsNext = false
      } else if ["--out", "-o"].contains(argument) {
        skipsNext = true
      } else if argument.hasPrefix("--out=") || ["--quiet", "--json"].contains(argument) {
        continue
      } else {
        words.append(quoted(SystemPath.shown(withoutFolders(argument))))
      }
    }
    return words.joined(separator: " ")
  }

  private static func withoutFolders(_ argument: String) -> String {
    if argument.hasPrefix("/") {
      return argument.split(separator: "/").last.map(String.init) ?? argument
    }
    guard argument.hasPrefix("--"), let sign = argument.firstIndex(of: "="),
      argument[sign...].hasPrefix("=/")
    else { return argument }
    return argument[...sign] + withoutFolders(String(argument[argument.index(after: sign)...]))
  }

  private static func quoted(_ argument: String) -> String {
    let plain = argument.unicodeScalars.allSatisfy { scalar in
      scalar.properties.isAlphabetic || ("0"..."9").contains(scalar)
        || "-_./=,:@%+".unicodeScalars.contains(scalar)
    }
    if plain && !argument.isEmpty { return argument }
    return "'"
      + argument.split(separator: "'", omittingEmptySubsequences: false)
      .joined(separator: "'\\''") + "'"
  }
}
