import TestSupport

/// GeoJSON as the writer writes it: numbers of at most 7 decimals, rings wound by the right hand.
struct GeoJSONMaker {
  var random: RepeatableGenerator
  /// Whether geometries may be empty, null, or have heights.
  var isPlain = false

  mutating func whole(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &random) }

  mutating func number(_ limit: Int) -> String {
    let digits = [0, 1, 3, 7][whole(0...3)]
    let fraction = (0..<digits).map { $0 == digits - 1 ? "\(whole(1...9))" : "\(whole(0...9))" }
    let number = "\(whole(1 - limit...limit - 1))" + (digits > 0 ? "." : "") + fraction.joined()
    return number
  }

  mutating func position(_ hasHeight: Bool) -> String {
    "[\(number(180)), \(number(90))" + (hasHeight ? ", \(whole(-9...900))]" : "]")
  }

  mutating func list(_ count: Int, _ element: (inout GeoJSONMaker) -> String) -> String {
    "[" + (0..<count).map { _ in element(&self) }.joined(separator: ", ") + "]"
  }

  mutating func polygon(_ hasHeight: Bool) -> String {
    let (x, y) = (whole(-170...160), whole(-80...60))
    func corner(_ dx: Int, _ dy: Int) -> String {
      "[\(x + dx), \(y + dy)\(hasHeight ? ", 7" : "")]"
    }
    let outer = [corner(0, 0), corner(9, 0), corner(9, 9), corner(0, 0)]
    let hole = [corner(5, 2), corner(8, 5), corner(8, 2), corner(5, 2)]
    let rings = whole(0...1) == 0 ? [outer] : [outer, hole]
    return "[" + rings.map { "[\($0.joined(separator: ", "))]" }.joined(separator: ", ") + "]"
  }

  mutating func geometry(depth: Int = 0) -> String {
    let kind = whole(0...(depth < 3 ? 6 : 5))
    let names = [
      "Point", "LineString", "Polygon", "MultiPoint", "MultiLineString", "MultiPolygon",
    ]
    if kind == 6 {
      let members = list(whole(isPlain ? 1...3 : 0...3)) { $0.geometry(depth: depth + 1) }
      return #"{"type": "GeometryCollection", "geometries": \#(members)}"#
    }
    let hasHeight = !isPlain && whole(0...3) == 0
    let coordinates: String
    if !isPlain, whole(0...9) == 0 {
      coordinates = "[]"
    } else {
      switch kind {
      case 0: coordinates = position(hasHeight)
      case 1, 3: coordinates = list(whole(2...4)) { $0.position(hasHeight) }
      case 2: coordinates = polygon(hasHeight)
      case 4:
        coordinates = list(whole(1...2)) { maker in
          maker.list(maker.whole(2...3)) { $0.position(hasHeight) }
        }
      default: coordinates = list(whole(1...2)) { $0.polygon(hasHeight) }
      }
    }
    return #"{"type": "\#(names[kind])", "coordinates": \#(coordinates)}"#
  }

  /// Features without a bbox of the collection, a line each.
  mutating func lines(_ count: Int) -> String {
    (0..<count).map { index in
      let ids = ["\(index)", "\"\(index)\"", "\(index).5", "\"00\(index)\""]
      let id = ids[whole(0...3)]
      let geometry = !isPlain && whole(0...7) == 0 ? "null" : geometry()
      return #"{"type": "Feature", "id": \#(id), "geometry": \#(geometry), "properties": "#
        + #"{"name": "é\#(index)", "z": \#(number(9)), "a": null, "ok": true, "list": [1, {"x": "y"}]}}"#
        + "\n"
    }.joined()
  }
}
