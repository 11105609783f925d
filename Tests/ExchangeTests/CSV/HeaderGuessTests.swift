import Testing

@testable import Exchange

@Suite struct HeaderGuessTests {
  private func table(_ text: String, _ header: HeaderRule) throws -> CSVTable {
    try CSVTable.read(Array(text.utf8), file: "a.csv", isStrict: false, header: header)
  }

  @Test(
    "A first line of the same kinds as the others is a row",
    arguments: [
      "1.5,2\n3,4\n", "1\n2\n", "2.07,-3.2\n17.9,15.7\n", "AAPL,738.5,tech\nXOM,369.5,nrg\n",
      "1,5\n", "7;1,5\n8;2,5\n", "5.1,3.5,setosa\n4.9,3.0,setosa\n", "1,2,3\n4,5,6\n",
      "2019,1\n2020,2\n2021,3\n", "1,,k\n2,3,l\n",
    ])
  func rows(_ text: String) throws {
    let found = try table(text, .automatic)
    #expect(!found.hasHeader && found.columns.first == "column_1")
    #expect(found.rowCount == text.split(separator: "\n").count)
    #expect(found.line(ofRow: 0) == 1)
    #expect(try table(text, .present).hasHeader)
  }

  @Test(
    "Names, years and the numbers of columns are a header",
    arguments: [
      "a,b\n1,2\n", "a\n1\n", "id,2019,2020\nx,5,6\n", "2019,2020,2021\n5,6,7\n",
      ",0,1,2\n0,5,6,7\n",
      "0,1,2\n0.5,0.7,0.1\n", "city,2020\nWien,1.9\n", "name,word\nx,y\n", "x,y\n1,2\n",
      "a,1\n2,b\n",
    ])
  func names(_ text: String) throws {
    #expect(try table(text, .automatic).hasHeader)
    let forced = try table(text, .absent)
    #expect(!forced.hasHeader && forced.rowCount == text.split(separator: "\n").count)
    #expect(forced.columns == (1...forced.columns.count).map { "column_\($0)" })
  }

  @Test("Rows that are the same are no doubled names")
  func doubled() throws {
    #expect(try table("1,1\n2,2\n", .automatic).rowCount == 2)
  }
}
