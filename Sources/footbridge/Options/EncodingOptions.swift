import ArgumentParser
import Exchange
import Foundation

/// How the files that a command reads are written.
struct EncodingOptions: ParsableArguments {
  @Option(
    name: .customLong("encoding"),
    help: ArgumentHelp(
      """
      The encoding of text files that are not UTF-8: windows-1250, latin-1, shift_jis, gbk, \
      koi8-r, cp852, utf-16, …; for one file FILE=NAME; repeatable. (default: what the file \
      shows, else UTF-8)
      """, valueName: "name"),
    transform: EncodingOption.init)
  var encodings: [EncodingOption] = []

  var choice: EncodingChoice {
    var choice = EncodingChoice()
    for option in encodings { _ = choice.add(option.text) }
    return choice
  }
}

/// A value of `--encoding` that is known.
struct EncodingOption {
  let text: String

  init(_ text: String) throws {
    var choice = EncodingChoice()
    guard choice.add(text) else { throw ValidationError(EncodingChoice.refusal(of: text)) }
    if let file = EncodingChoice.file(of: text), file != "-",
      !FileManager.default.fileExists(atPath: file)
    {
      throw ValidationError("there is no file \"\(file)\"; FILE=NAME speaks of a file that is read")
    }
    self.text = text
  }
}
