import Exchange
import Foundation
import Planner
import Testing

/// GPX and KML as many programs write them: with words of others, prefixes, web pages and old habits.
@Suite struct ForeignMarkupTests {
  private let files: ConvertedFile

  init() throws { files = try ConvertedFile() }

  private func properties(_ text: String, _ name: String) throws -> [String] {
    try files.write(text, name)
    try files.convert(name, "out.geojsonl")
    return try files.text("out.geojsonl").split(separator: "\n").map { line in
      let start = line.range(of: "\"properties\": ")?.upperBound ?? line.startIndex
      return String(line[start...].dropLast())
    }
  }

  private func coordinates(_ list: String, in element: String = "LineString") throws -> String? {
    try files.write(
      "<kml><Placemark><\(element)><coordinates>\(list)</coordinates></\(element)></Placemark></kml>",
      "c.kml")
    if let complaint = files.complaint("c.kml", "c.geojsonl") { return complaint }
    let text = try files.text("c.geojsonl")
    guard let start = text.range(of: "\"coordinates\": "), let end = text.range(of: "}, \"prop")
    else { return nil }
    return String(text[start.upperBound..<end.lowerBound]).replacing(" ", with: "")
  }

  @Test("Words of others never take the place of KML's own, wherever they stand")
  func namespaces() throws {
    #expect(
      try properties(
        """
        <kml xmlns="http://www.opengis.net/kml/2.2" xmlns:e="urn:e"><Folder><e:name>no</e:name><name>yes</name>
        <Placemark><e:description>theirs</e:description><ExtendedData><Data name="description"><value>data</value>
        </Data><e:name>other</e:name><e:site><e:n>14</e:n></e:site></ExtendedData><e:Point><coordinates>1,1
        </coordinates></e:Point><description>own</description><atom:author><atom:name>Bob</atom:name></atom:author>
        <Point><coordinates>2,2</coordinates></Point></Placemark></Folder></kml>
        """, "a.kml") == [
          """
          {"description": "own", "e:description": "theirs", "description_2": "data", "e:name": "other", "n": "14", \
          "coordinates": "1,1", "folder": "yes"}
          """
        ])
    #expect(try files.text("out.geojsonl").contains("[2, 2]"))
  }

  @Test("Words of others never take the place of GPX's own")
  func extensions() throws {
    #expect(
      try properties(
        """
        <gpx xmlns="http://www.topografix.com/GPX/1/1" xmlns:e="urn:e"><wpt lat="1" lon="2"><e:name>theirs</e:name>
        <name>own</name><extensions><e:desc>their words</e:desc><e:hr>60</e:hr><speed>3</speed></extensions>
        </wpt><e:wpt lat="9" lon="9"/></gpx>
        """, "a.gpx") == [
          #"{"gpx": "waypoint", "e:name": "theirs", "name": "own", "e:desc": "their words", "hr": "60", "speed": "3"}"#
        ])
  }

  @Test(
    "Prefixes that are bound, or are not, and other editions are KML as well",
    arguments: [
      "<kml:kml xmlns:kml=\"http://www.opengis.net/kml/2.2\"><kml:Placemark><kml:name>a</kml:name></kml:Placemark></kml:kml>",
      "<kml:kml><kml:Placemark><kml:name>a</kml:name></kml:Placemark></kml:kml>",
      "<k:kml xmlns:k=\"http://earth.google.com/kml/2.0\"><k:Placemark><k:name>a</k:name></k:Placemark></k:kml>",
      "<kml xmlns=\"http://example.com/\"><Placemark><name>a</name></Placemark></kml>",
      "<kml><Placemark><name>a</name><gx:balloonVisibility>1</gx:balloonVisibility></Placemark></kml>",
      "\n<?xml version=\"1.0\"?><Document xmlns=\"\"><Placemark><name>a</name></Placemark></Document>",
    ])
  func editions(_ text: String) throws {
    #expect(try properties(text, "a.kml") == [#"{"name": "a"}"#])
  }

  @Test("Web pages inside of texts stay web pages")
  func webPages() throws {
    #expect(
      try properties(
        """
        <kml><Placemark><name>A&nbsp;<i>b</i></name><description><![CDATA[<p>x&y</p>]]></description><ExtendedData>
        <Data name="n"><value><a href="u?a=1&amp;b=2">z</a><br/></value></Data></ExtendedData></Placemark></kml>
        """, "a.kml") == [
          "{\"name\": \"A\u{A0}<i>b</i>\", \"description\": \"<p>x&y</p>\", "
            + "\"n\": \"<a href=\\\"u?a=1&amp;b=2\\\">z</a><br/>\"}"
        ])
  }

  @Test("Schemas whose names stand for placemarks are placemarks, as in KML 2.0")
  func schemas() throws {
    #expect(
      try properties(
        """
        <kml><Document><Schema name="road" parent="Placemark"><SimpleField name="LANES" type="int"/></Schema>
        <Schema><name>park</name><parent>Placemark</parent><SimpleField name="NAME" type="wstring"/></Schema>
        <Folder><name>f</name><road><name>r</name><LANES>2</LANES></road></Folder><park><NAME>p</NAME></park>
        <lake><name>l</name></lake></Document></kml>
        """, "a.kml") == [#"{"name": "r", "LANES": 2, "folder": "f"}"#, #"{"NAME": "p"}"#])
    let told = try files.convert("a.kml", "b.geojsonl")
    #expect(told.contains("warning: 1 lake left out: only placemarks are read"))
  }

  @Test(
    "Positions are told apart where commas stand between them",
    arguments: [
      ("1,2,0,3,4,0,5,6,0", "[[1,2,0],[3,4,0],[5,6,0]]"),
      ("19.1,47.5,19.2,47.6,19.3,47.7", "[[19.1,47.5],[19.2,47.6],[19.3,47.7]]"),
      ("19.1,47.5,102,19.2,47.6,104", "[[19.1,47.5,102],[19.2,47.6,104]]"),
      ("1,2,0,3,4,0 5,6,0,7,8,0", "[[1,2,0],[3,4,0],[5,6,0],[7,8,0]]"),
      ("1, 2, 0 3, 4, 0", "[[1,2,0],[3,4,0]]"), ("1,2,\n3,4,\n5,6,", "[[1,2],[3,4],[5,6]]"),
      ("1 , 2 , 3 , 4", "[[1,2],[3,4]]"), ("1,2,3,4", "[[1,2],[3,4]]"),
      (" 1,2,3\t4,5 ", "[[1,2,3],[4,5]]"),
    ])
  func commas(_ list: String, _ positions: String) throws {
    #expect(try coordinates(list) == positions)
  }

  @Test(
    "Lists of numbers that could be other positions are refused",
    arguments: ["1,2,3,4,5", "1,2,0,9 3,4,0,9", "0,0,0,0,0,0", "200,100,0,9"])
  func doubtful(_ list: String) throws {
    #expect(try coordinates(list)?.contains("are no list of positions; write a space") == true)
  }

  @Test("A point has one position")
  func point() throws {
    #expect(
      try coordinates("1,2,0,9", in: "Point")?.contains("a point has 2 positions; write one")
        == true)
  }
}
