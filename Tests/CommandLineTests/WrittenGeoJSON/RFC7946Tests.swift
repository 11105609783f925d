import TestSupport
import Testing

/// The validator sees what it should see.
@Suite struct RFC7946Tests {
  private static func collection(_ geometry: String, box: String, more: String = "") -> String {
    #"{"type": "FeatureCollection", \#(more)"bbox": \#(box), "features": [{"type": "Feature", "#
      + #""id": 1, "geometry": \#(geometry), "properties": {}}]}"#
  }

  private static func polygon(_ rings: String, box: String = "[0, 0, 3, 3]") -> String {
    collection(#"{"type": "Polygon", "coordinates": [\#(rings)]}"#, box: box)
  }

  private static let square = "[[0, 0], [3, 0], [3, 3], [0, 3], [0, 0]]"

  @Test(
    "Right texts pass",
    arguments: [
      #"{"type": "FeatureCollection", "features": []}"#,
      #"{"type": "FeatureCollection", "features": [{"type": "Feature", "properties": null, "#
        + #""geometry": {"type": "Point", "coordinates": []}}]}"#,
      collection(
        #"{"type": "Point", "coordinates": [1.1234567, 2]}"#, box: "[1.1234567,2,1.1234567,2]"),
      collection(#"{"type": "Point", "coordinates": [1, 2, 3]}"#, box: "[1, 2, 3, 1, 2, 3]"),
      polygon(square + ", [[1, 1], [1, 2], [2, 2], [2, 1], [1, 1]]"),
      collection(
        #"{"type": "MultiPoint", "coordinates": [[177, -20], [-178, -16]]}"#,
        box: "[177, -20, -178, -16]"),
      collection(
        #"{"type": "MultiPoint", "coordinates": [[100, 0], [-70, 1]]}"#, box: "[-70, 0, 100, 1]"),
      collection(
        #"{"type": "MultiLineString", "coordinates": [[[170, 0], [180, 0]], [[-180, 0], [-170, 0]]]}"#,
        box: "[170, 0, -170, 0]"),
    ])
  func right(_ text: String) { #expect(RFC7946(Array(text.utf8)).faults == []) }

  @Test(
    "Wrong texts do not",
    arguments: [
      ("{", "byte 1"), ("[]", "FeatureCollection"), (#"{"a": 1, "a": 2}"#, "twice"),
      (#"{"a": NaN}"#, "no value"), (#"{"a": 01}"#, "no value"), ("{} x", "behind"),
      (
        collection(
          #"{"type": "Point", "coordinates": [1, 2]}"#, box: "[1, 2, 1, 2]", more: #""crs": null, "#
        ),
        "crs"
      ),
      (collection(#"{"type": "Point", "coordinates": [1, 2]}"#, box: "[1, 2, 1, 3]"), "bbox"),
      (
        collection(#"{"type": "Point", "coordinates": [181, 2]}"#, box: "[181, 2, 181, 2]"), "earth"
      ),
      (collection(#"{"type": "Point", "coordinates": [1]}"#, box: "[1, 2, 1, 3]"), "position"),
      (
        collection(#"{"type": "Point", "coordinates": [1.12345678, 2]}"#, box: "[1, 2, 1, 3]"),
        "decimals"
      ),
      (
        collection(#"{"type": "Point", "coordinates": ["1", 2]}"#, box: "[1, 2, 1, 3]"), "no number"
      ),
      (
        collection(
          #"{"type": "LineString", "coordinates": [[179, 0], [-179, 0]]}"#, box: "[-179, 0, 179, 0]"
        ),
        "antimeridian"
      ),
      (
        collection(#"{"type": "LineString", "coordinates": [[1, 2]]}"#, box: "[1, 2, 1, 2]"),
        "least"
      ),
      (
        collection(
          #"{"type": "MultiPoint", "coordinates": [[177, -20], [-178, -16]]}"#,
          box: "[-178, -20, 177, -16]"), "bbox"
      ),
      (polygon("[[0, 0], [3, 0], [3, 3], [0, 3]]"), "open"),
      (polygon("[[0, 0], [0, 3], [3, 3], [3, 0], [0, 0]]"), "wrong way"),
      (polygon(square + ", [[1, 1], [2, 1], [2, 2], [1, 2], [1, 1]]"), "ring 2 winds"),
      (collection(#"{"type": "Circle", "coordinates": [1, 2]}"#, box: "[1, 2, 1, 2]"), "Circle"),
      (#"{"type": "FeatureCollection", "features": [{"type": "Feature", "id": null}]}"#, "id"),
    ])
  func wrong(_ text: String, _ part: String) {
    let faults = RFC7946(Array(text.utf8)).faults
    #expect(faults.contains { $0.contains(part) }, "\(faults)")
  }
}
