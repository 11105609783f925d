import Exchange
import TestSupport
import Testing

@testable import Planner

@Suite struct ClusterColumnTests {
  private let folder: TestFolder

  init() throws { folder = try TestFolder() }

  private func input(
    _ text: String, _ change: (inout ClusterSettings) -> Void = { _ in }
  ) throws -> ClusterInput {
    var settings = ClusterSettings(file: try folder.write("rows.csv", text))
    change(&settings)
    return try ClusterInput(settings)
  }

  private func note(_ input: ClusterInput) -> String {
    input.findings.map(\.description).joined(separator: "\n")
  }

  /// Twelve rows with a column of such a name and such values before two of measurements.
  private func table(_ name: String, _ value: (Int) -> String) -> String {
    var text = "\(name),height,width\n"
    for row in 0..<12 { text += "\(value(row)),\(row % 5).5,\(row % 7).25\n" }
    return text
  }

  @Test(
    "A column that names rows is the id, and is not compared",
    arguments: [
      "id", "CustomerID", "customerid", "customer_id", "Sample Id", "sample-id", "index", "Index",
      "No",
      "obs", "row", "key", "UUID", "GEOID", "userId", "Patient ID", "Unnamed: 0", "", "Serial No.",
    ])
  func identifiers(_ name: String) throws {
    let input = try input(table(name) { String(100 + 3 * $0) })
    #expect(input.features.map(\.name) == ["height", "width"])
    #expect(input.id(2) == "106")
    #expect(note(input).contains("id `\(name.isEmpty ? "column_1" : name)`"))
  }

  @Test(
    "Names that only look like it are data",
    arguments: ["humid", "acid", "solid", "width_id_like", "valid", "index", "number", "x1", "bid"])
  func measurements(_ name: String) throws {
    let input = try input(table(name) { "\($0 % 4).5" })
    #expect(input.features.map(\.name) == [name, "height", "width"])
  }

  @Test("Row numbers are not compared under any name, and that is said", arguments: [0, 1])
  func rowNumbers(_ first: Int) throws {
    let input = try input(table("whatever") { String($0 + first) })
    #expect(input.features.map(\.name) == ["height", "width"])
    #expect(note(input).contains("left out: `whatever` (row numbers) – name them in --columns"))
    #expect(
      try self.input(table("whatever") { String($0 + first) }) { $0.columns = ["whatever"] }
        .features.map(\.name) == ["whatever"])
    // A single column is data though it counts.
    let alone = (0..<20).map { "\($0)" }.joined(separator: "\n")
    #expect(try self.input("time\n\(alone)\n").features.map(\.name) == ["time"])
  }

  @Test(
    "A class is not compared, and that is said",
    arguments: ["label", "Label", "target", "species", "class", "y", "diagnosis", "true_label"])
  func classes(_ name: String) throws {
    for words in [false, true] {
      let input = try input(table(name) { words ? "ab".map(String.init)[$0 % 2] : "\($0 % 2)" })
      #expect(input.features.map(\.name) == ["height", "width"])
      #expect(note(input).contains("`\(name)` (a class)"))
    }
    let gower = try input(table(name) { "ab".map(String.init)[$0 % 2] }) {
      $0.metric = .gower
      $0.method = .kmedoids
    }
    #expect(gower.features.map(\.name) == ["height", "width"])
  }

  @Test("x and y are coordinates, and a y of many values is data")
  func coordinates() throws {
    #expect(try input(table("y") { "\($0).5" }).features.map(\.name) == ["y", "height", "width"])
    #expect(try input("x,y\n1,2\n3,4\n").features.map(\.name) == ["x", "y"])
  }

  @Test("Results of an earlier clustering are clustered again without its columns")
  func ownOutput() throws {
    let text = "id,a,b,cluster,distance_to_center,outlier\np,1,5,1,0.5,false\nq,2,9,2,0.5,true\n"
    #expect(try input(text).features.map(\.name) == ["a", "b"])
  }

  @Test("--id and --exclude say what names rows and what is not compared")
  func asked() throws {
    let text = "id,town,a,b\n1,Graz,1,5\n2,Linz,2,9\n3,Wels,4,4\n"
    let chosen = try input(text) {
      $0.id = "town"
      $0.exclude = ["b"]
    }
    #expect(chosen.id(1) == "Linz")
    #expect(chosen.features.map(\.name) == ["a"])
    #expect(note(chosen).contains("id `town`") && note(chosen).contains("left out: `b`"))
    let places = try input("x,y,z\n1,2,3\n4,5,6\n") { $0.exclude = ["y"] }
    #expect(places.features.map(\.name) == ["x", "z"])
    #expect(throws: ClusterError.self) { try input(text) { $0.id = "tawn" } }
    #expect(throws: ClusterError.self) { try input(text) { $0.exclude = ["c"] } }
    var settings = ClusterSettings(file: "rows.csv")
    (settings.count, settings.columns, settings.exclude) = (.fixed(2), ["a"], ["b"])
    #expect(throws: ClusterError.self) { try settings.validate() }
  }

  @Test("A file without a header keeps its first row, and says what columns are called")
  func noHeader() throws {
    let guessed = try input("2.5,1.5\n3,4\n9,8\n")
    #expect(guessed.rowCount == 3 && guessed.features.map(\.name) == ["column_1", "column_2"])
    #expect(note(guessed).contains("columns are called column_1, column_2; add --header"))
    #expect(try input("2.5,1.5\n3,4\n9,8\n") { $0.header = .present }.rowCount == 2)
    #expect(try input("2019,2020\n1,2\n3,4\n") { $0.header = .absent }.rowCount == 3)
  }

  @Test("One column that spreads far more widely than another is hinted at, unless it is scaled")
  func spreads() throws {
    func hints(_ text: String, _ scale: ScalingRule = .none) throws -> [String] {
      var settings = ClusterSettings(file: try folder.write("rows.csv", text))
      (settings.count, settings.scale) = (.fixed(2), scale)
      var found: [String] = []
      _ = try Clusterer(settings).run(told: { found += $0.map(\.description) })
      return found.filter { $0.contains("spreads") }
    }
    let wide = table("income") { "\(1000 * ($0 * 7 % 11))" }
    #expect(try hints(wide).count == 1)
    #expect(try hints(wide)[0].contains("`income`") && hints(wide)[0].contains("--scale standard"))
    #expect(try hints(wide, .standard).isEmpty)
    #expect(try hints(table("depth") { "\($0 * 7 % 11)" }).isEmpty)
    #expect(try hints("x,y\n0,0\n1000,1\n2000,2\n2500,9\n").isEmpty)
  }
}
