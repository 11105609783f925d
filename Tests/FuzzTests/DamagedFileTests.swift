import Foundation
import FuzzTargets
import TestSupport
import Testing

/// Files of other programs with bytes changed, taken out and put in, through the fuzz targets that read them.
@Suite struct DamagedFileTests {
  /// `FOOTBRIDGE_DAMAGE=10000` tries more.
  static let rounds =
    ProcessInfo.processInfo.environment["FOOTBRIDGE_DAMAGE"].flatMap(UInt64.init) ?? 40

  private static let formats = FuzzCaseTests.folder.deletingLastPathComponent()
    .appendingPathComponent("formats")

  private static func bytes(_ name: String) throws -> [UInt8] {
    [UInt8](try Data(contentsOf: formats.appendingPathComponent(name)))
  }

  /// What a target reads, whole.
  private static func whole(_ target: String) throws -> [[UInt8]] {
    switch target {
    case "shapefiles":
      return try ["areas", "lines-z", "lines-zm", "points-cp1250"].map { name in
        let shp = try bytes("\(name).shp")
        let length = [UInt8(shp.count & 255), UInt8(shp.count >> 8)]
        return length + shp + (try bytes("\(name).dbf"))
      }
    case "flatgeobufs":
      return try ["points.fgb", "mixed.fgb", "lines-z.fgb"].map {
        Array(try bytes($0).dropFirst(8))
      }
    default:
      return [(0, gpx), (1, kml)].map { [$0.0] + Array($0.1.utf8) }
    }
  }

  private static let gpx = """
    <?xml version="1.0"?><gpx><wpt lat="47.5" lon="19.04"><ele>1</ele><time>2026-01-31T08:00:00Z</time>
    <name>A &amp; &#66;</name><link href="x"><text>y</text></link><extensions><a:feature_id
    type="number">7</a:feature_id><value name="n" type="json">[1]</value></extensions></wpt>
    <rte><name><![CDATA[r]]></name><rtept lat="1" lon="2"/><rtept lat="1" lon="3"/></rte>
    <trk><trkseg><trkpt lat="1" lon="2"><time>2026-01-31T08:00:00Z</time></trkpt><trkpt lat="3" lon="2"/></trkseg>
    <trkseg><trkpt lat="1" lon="2"/><trkpt lat="3" lon="2"><ele>4</ele></trkpt></trkseg></trk></gpx>
    """

  private static let kml = """
    <kml><Document><Style id="s"><LineStyle><color>7f0000ff</color><width>2</width></LineStyle></Style>
    <Schema id="c"><SimpleField name="n" type="int"/></Schema><Folder><name>f</name><Placemark id="p">
    <name>A</name><styleUrl>#s</styleUrl><ExtendedData><Data name="d"><value>1</value></Data><SchemaData
    schemaUrl="#c"><SimpleData name="n">5</SimpleData></SchemaData></ExtendedData><MultiGeometry><Point>
    <coordinates>1,2,3</coordinates></Point><Polygon><outerBoundaryIs><LinearRing><coordinates>0,0 4,0 4,4 0,0
    </coordinates></LinearRing></outerBoundaryIs></Polygon></MultiGeometry></Placemark></Folder>
    <Placemark><gx:Track><when>2026</when><when>2027</when><gx:coord>1 2 3</gx:coord><gx:coord>2 2 3</gx:coord>
    </gx:Track></Placemark></Document></kml>
    """

  @Test(
    "No damage makes a reader crash or answer wrongly",
    arguments: ["markup", "shapefiles", "flatgeobufs"])
  func damage(of name: String) throws {
    let target = try #require(FuzzTarget.all.first { $0.name == name })
    let files = try Self.whole(name)
    for file in files {
      let fault = target.makeCase(file).fault()
      #expect(fault == nil)
    }
    forEverySeed(in: 0...Self.rounds) { generator in
      var bytes = files.randomElement(using: &generator) ?? []
      for _ in 0..<Int.random(in: 1...5, using: &generator) where bytes.count > 8 {
        let place = Int.random(in: 0..<bytes.count, using: &generator)
        switch Int.random(in: 0...5, using: &generator) {
        case 0: bytes[place] = UInt8.random(in: .min ... .max, using: &generator)
        case 1: bytes[place] = [0, 1, 0x7F, 0x80, 0xFF].randomElement(using: &generator) ?? 0
        case 2: bytes[place] ^= 1 << UInt8.random(in: 0...7, using: &generator)
        case 3: bytes.remove(at: place)
        case 4:
          let other = Int.random(in: 0..<bytes.count, using: &generator)
          let count = min(Int.random(in: 1...40, using: &generator), bytes.count - other)
          bytes.insert(contentsOf: bytes[other..<other + count], at: place)
        default:
          let count = min(Int.random(in: 1...40, using: &generator), bytes.count - place)
          bytes.removeSubrange(place..<place + count)
        }
      }
      let made = target.makeCase(bytes)
      guard let fault = made.fault() else { return true }
      Issue.record("\(made.description)\n\(fault)")
      return false
    }
  }
}
