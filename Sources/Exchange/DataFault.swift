/// One thing that is wrong in one file: where it is, what it says, and how to mend it.
///
/// Its description is one line, made to be clicked on in a terminal:
///
///     homes.csv:17: column lat: "abc" is not a number; write degrees such as 47.5
public struct DataFault: Error, Hashable, Sendable {
  /// What part of a record is at fault.
  public enum Field: Hashable, Sendable {
    /// A column of a table, by the name in its header.
    case column(String)
    /// A property of a GeoJSON feature.
    case property(String)
    /// A key of a scenario file.
    case key(String)
  }

  /// The file as the user named it; nil for a fault that no file has.
  public var file: String?
  /// Counted from 1, the header included; nil where the file has no lines.
  public var line: Int?
  /// Which record it is where lines do not say it: `feature 3 (id B07)`.
  public var subject: String?
  public var field: Field?
  /// The text as it was read; written in front of the problem.
  public var value: String?
  /// What is wrong, in words that follow the value.
  public var problem: String
  /// What to do about it.
  public var remedy: String?
  /// How many faults it stands for.
  package var count = 1

  /// Says what is wrong; a `line` of 0 is none.
  public init(
    file: String? = nil, line: Int? = nil, subject: String? = nil, field: Field? = nil,
    value: String? = nil, problem: String, remedy: String? = nil
  ) {
    self.file = file
    self.line = line == 0 ? nil : line
    self.subject = subject
    self.field = field
    self.value = value
    self.problem = problem
    self.remedy = remedy
  }

  /// Faults that were counted and not kept; `line` is where the first of them is.
  package static func others(_ count: Int, file: String?, line: Int?) -> DataFault {
    var fault = DataFault(
      file: file, line: line, problem: "\(Count.of(count, "more fault")) from here on")
    fault.count = count
    return fault
  }

  /// What messages call a record that came before: `line 7`, or `an earlier feature` where there are no lines.
  package static func earlier(line: Int) -> String {
    line > 0 ? "line \(line)" : "an earlier feature"
  }

  /// The name of the column, property or key.
  public var column: String? {
    switch field {
    case .column(let name), .property(let name), .key(let name): name
    case nil: nil
    }
  }
}

extension DataFault: CustomStringConvertible {
  public var description: String {
    var parts: [String] = []
    if let file {
      parts.append(line.map { "\(file):\($0)" } ?? file)
    } else if let line {
      parts.append("line \(line)")
    }
    if let subject { parts.append(subject) }
    switch field {
    case .column(let name): parts.append("column \(Self.shown(name))")
    case .property(let name): parts.append("property \(Self.shown(name))")
    case .key(let name): parts.append("key \(Self.shown(name))")
    case nil: break
    }
    var sentence = value.map { "\(Self.quoted($0)) \(problem)" } ?? problem
    if let remedy { sentence += "; \(remedy)" }
    parts.append(sentence)
    return parts.joined(separator: ": ")
  }

  /// A value in quotes, on one line, cut where it is long.
  package static func quoted(_ value: String) -> String { "\"\(shown(value))\"" }

  /// A value on one line, cut where it is long.
  package static func shown(_ value: String) -> String {
    var text = ""
    for (count, scalar) in SystemPath.shown(value).unicodeScalars.enumerated() {
      if count == 60 {
        text += "…"
        break
      }
      VisibleText.append(scalar, to: &text)
    }
    return text
  }
}
