import Exchange
import Foundation
import TestSupport
import Testing

@testable import Planner

/// `places.geojson` and `extents.geojson`: what they say of themselves, and how they look.
@Suite struct PlacesLayerTests {
  private func layers(
    _ change: (inout PlacesSettings) -> Void = { _ in }
  ) throws -> (places: FeatureCollection, extents: FeatureCollection, fixture: PlacesFixture) {
    let fixture = try PlacesFixture()
    // Nights and days of two weeks, so that there is a home and a work.
    var lines = ["user_id,time,lat,lon"]
    for step in 0..<14 * 144 {
      let hour = Double(step % 144) / 6
      let isAtWork = (9..<17).contains(hour) && (step / 144) % 7 < 5
      lines.append(
        "a,\(PlacesFixture.time(step * 600 - 43_200)),\(isAtWork ? 47.45 : 47.4),8.5")
    }
    let path = try fixture.folder.write("a.csv", lines.joined(separator: "\n") + "\n")
    _ = try fixture.run([path], change)
    func read(_ name: String) throws -> FeatureCollection {
      try GeoJSONReader.read(path: fixture.folder.path("out/\(name).geojson"))
    }
    return (try read("places"), try read("extents"), fixture)
  }

  @Test("Layers and summary say what they were made from")
  func metadata() throws {
    let (places, extents, fixture) = try layers { $0.command = "footbridge places a.csv" }
    let bytes = try fixture.folder.bytes("a.csv")
    let sum = InputFile.sha256(of: bytes)
    #expect(
      InputFile.sha256(of: Array("abc".utf8))
        == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
    for layer in [places, extents] {
      #expect(layer.metadata["generator"] == "footbridge")
      #expect(layer.metadata["command"] == "footbridge places a.csv")
      #expect(layer.metadata["inputs"] == [["file": "a.csv", "sha256": .string(sum)]])
      #expect(layer.metadata["parameters"]?.objectValue?["radius_m"] == 50)
    }
    let summary = try JSON.read(path: fixture.folder.path("out/summary.json")).objectValue
    #expect(summary?["inputs"] == places.metadata["inputs"])
    #expect(summary?["parameters"] == places.metadata["parameters"])
  }

  @Test("Very many files are told as one, with the hash of their list")
  func manyFiles() throws {
    let inputs = (0..<101).map { InputDigest(path: "\($0).csv", sha256: "\($0)") }
    let few = Provenance(command: nil, inputs: Array(inputs.dropLast()), parameters: [:])
    #expect(few.inputsDocument.arrayValue?.count == 100)
    let many = Provenance(command: nil, inputs: inputs + inputs, parameters: [:])
    let list = (0..<101).map { "\($0)  \($0).csv\n" }.joined()
    #expect(
      many.inputsDocument == [
        ["files": 101, "sha256_of_list": .string(InputFile.sha256(of: Array(list.utf8)))]
      ])
  }

  @Test("A style adds keys of simplestyle alone; home and work have the colours of the picture")
  func style() throws {
    let plain = try layers()
    let styled = try layers { $0.withStyle = true }
    expectStyleAlone(styled.places.features, beyond: plain.places.features)
    expectStyleAlone(styled.extents.features, beyond: plain.extents.features)
    let svg = try styled.fixture.folder.read("out/places.svg")
    var colours: [String: JSONValue] = [:]
    for (place, extent) in zip(styled.places.features, styled.extents.features) {
      let label = try #require(place.properties["label"]?.stringValue)
      let colour = try #require(place.properties["marker-color"])
      colours[label] = colour
      #expect(svg.contains(colour.stringValue ?? "none"))
      #expect(extent.properties["label"]?.stringValue == label)
      #expect([extent.properties["fill"], extent.properties["marker-color"]].contains(colour))
      #expect(place.properties["description"]?.stringValue?.contains("visit") == true)
    }
    #expect(colours.count == 2 && colours["home"] != colours["work"])
  }
}
