import TestSupport
import Testing

@testable import Exchange

/// Tags and text of XML, with what is wrong with it.
@Suite struct XMLReaderTests {
  private func walk(_ bytes: [UInt8], pieceSize: Int = 1 << 20, encoding: String? = nil) -> String {
    let source = ByteSource(bytes: bytes, name: "a.kml", pieceSize: pieceSize)
    var words = ""
    do {
      let reader = try XMLReader(source, .kml, encoding: encoding.flatMap { TextEncoding($0) })
      while true {
        switch try reader.next() {
        case .open:
          words += "<\(reader.qualifiedName)"
          for attribute in reader.allAttributes { words += " \(attribute.name)=\(attribute.value)" }
          words += " \(reader.space) \(reader.line)>"
        case .close: words += "</>"
        case .text: words += reader.wholeText.text
        case .end: return words
        }
      }
    } catch {
      return words + "!\(error)"
    }
  }

  private func walk(_ text: String) -> String { walk(Array(text.utf8)) }

  @Test("Elements come with their lines, and with whose they are")
  func elements() {
    #expect(
      walk(
        """
        <?xml version="1.0"?>
        <!-- <no> -->
        <kml xmlns="http://www.opengis.net/kml/2.2" xmlns:v="urn:v"
          xmlns:k="http://earth.google.com/kml/2.1">
        <v:name/><k:name a="1&amp;2">x &lt; y<![CDATA[<b>]]></k:name>
        <b xmlns="urn:other"><c/></b><d/><gx:e/><f:g/></kml>
        """) == """
          <kml xmlns=http://www.opengis.net/kml/2.2 xmlns:v=urn:v xmlns:k=http://earth.google.com/kml/2.1 own 3>
          <v:name foreign 5></><k:name a=1&2 own 5>x < y<b></>
          <b xmlns=urn:other foreign 6><c foreign 6></></><d own 6></><gx:e own 6></><f:g foreign 6></></>
          """)
  }

  @Test("The namespace of the outermost element is the format's own, whatever it is")
  func root() {
    #expect(walk("<kml xmlns='urn:x'><a/></kml>") == "<kml xmlns=urn:x own 1><a own 1></></>")
    #expect(
      walk("<k:kml xmlns:k='urn:x'><k:a/><a/></k:kml>")
        == "<k:kml xmlns:k=urn:x own 1><k:a own 1></><a own 1></></>")
  }

  @Test(
    "What is no XML is refused with its line and what to do",
    arguments: [
      ("<a>\n<b></a>", "a.kml:2: <b> is closed by </a>"),
      ("<a>\n<b>", "a.kml:2: the text ends inside <b>; the file is cut short; fetch it again"),
      (
        "<a>\n<b x='1'",
        "a.kml:2: the text ends inside a tag; the file is cut short; fetch it again"
      ),
      (
        "<a><!-- x",
        "a.kml:1: the text ends inside a comment; the file is cut short; fetch it again"
      ),
      ("<a>1 & 2</a>", "a.kml:1: & begins no reference; write it as &amp;"),
      ("<a b='x&y'/>", "a.kml:1: & begins no reference; write it as &amp;"),
      (
        "<a>&nix;</a>",
        "a.kml:1: &nix; stands for no character that is known; write the character itself"
      ),
      (
        "<a><b c='&nix;'/></a>",
        "a.kml:1: &nix; in <a> stands for no character that is known; write the character itself"
      ),
      ("<a>\u{1}</a>", "a.kml:1: U+0001 is a character that XML cannot hold; take it out"),
      ("<a>\n\u{FFFE}</a>", "a.kml:2: U+FFFE is a character that XML cannot hold; take it out"),
      ("<a>&#xFFFE;</a>", "a.kml:1: &#xFFFE; is a character that XML cannot hold; take it out"),
      ("<a>&#0;</a>", "a.kml:1: &#0; is a character that XML cannot hold; take it out"),
      ("<a b='1' b='2'/>", "a.kml:1: an attribute stands twice in one tag; take one out"),
      ("<a/>x", "a.kml:1: there is text outside of all tags"),
      ("x", "a.kml:1: there is text outside of all tags"),
      (
        "<!DOCTYPE a [<!ENTITY b 'cc'><!ENTITY c '&b;&b;'>]>\n<a>&c;</a>",
        "a.kml:1: the document declares entities of its own; take the declaration out"
      ),
    ])
  func refused(_ text: String, _ message: String) {
    #expect(walk(text).split(separator: "!", maxSplits: 1).last.map(String.init) == message)
  }

  @Test("Bytes that are not UTF-8 are a fault with their line")
  func notUTF8() {
    let words = walk(Array("<a>\n<b>K".utf8) + [0xF6] + Array("b</b></a>".utf8))
    #expect(words.contains("!a.kml:2: the byte 0xF6 is not UTF-8; declare the encoding"))
    #expect(
      walk(Array("<a>K".utf8) + [0xF6] + Array("b</a>".utf8), encoding: "1252") == "<a own 1>Köb</>"
    )
    // Too long, half of a surrogate pair, beyond Unicode.
    for bad: [UInt8] in [[0xC0, 0x80], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80]] {
      #expect(walk(Array("<a>".utf8) + bad + Array("</a>".utf8)).contains("is not UTF-8"))
    }
  }

  @Test("References of HTML stand for their characters, in texts and values")
  func html() {
    #expect(
      walk("<a b='&nbsp;&auml;'>&eacute;&euro;&#x151;</a>") == "<a b=\u{A0}ä own 1>é€ő</>")
    #expect(walk("<!DOCTYPE a SYSTEM 'x.dtd'><a>&ndash;</a>") == "<a own 1>–</>")
  }

  @Test("Blank lines before the declaration are passed over, and counted")
  func blankLines() {
    #expect(walk("\n\n<?xml version='1.0'?>\n<a/>") == "<a own 4></>")
  }

  @Test("Tags may be nested two hundred deep")
  func nesting() {
    let deep = String(repeating: "<a>", count: 201) + String(repeating: "</a>", count: 201)
    #expect(walk(deep).contains("nested more than 200 deep"))
  }

  @Test("What is read does not depend on pieces, and faults come behind what is right")
  func pieces() {
    let parts = [
      "<a x='1'>", "</a>", "text ", "&amp;", "<![CDATA[<x>]]>", "<!-- c -->", "<b/>", "\n", "é",
      "<?p?>", "&bad;",
    ]
    forEverySeed { random in
      var text = "<kml>"
      for _ in 0..<Int.random(in: 1...20, using: &random) {
        text += parts[Int.random(in: 0..<parts.count, using: &random)]
      }
      text += "</kml>"
      let bytes = Array(text.utf8)
      return walk(bytes) == walk(bytes, pieceSize: Int.random(in: 1...9, using: &random))
    }
  }

  @Test("Markup inside of texts stays as it is written")
  func markup() throws {
    func content(_ text: String) throws -> String {
      let reader = try XMLReader(ByteSource(bytes: Array(text.utf8), name: "a"), .kml)
      _ = try reader.next()
      let content = try reader.content()
      #expect(reader.depth == 0)
      return content
    }
    #expect(try content("<a> x &lt; y </a>") == "x < y")
    #expect(try content("<a><![CDATA[<b>x</b> &amp;]]></a>") == "<b>x</b> &amp;")
    #expect(
      try content("<a>1 &lt; <b c='d&amp;\"'>2<i></i></b> &amp; <br/></a>")
        == "1 &lt; <b c=\"d&amp;&quot;\">2<i/></b> &amp; <br/>")
  }
}
