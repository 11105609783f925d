package import Exchange
import Geography

/// A CSV file of districts: `district,name,population,lon,lat,radius_m,share`, a row per disc.
///
/// Rows of one district follow each other and repeat its population; `name` and `share` may be
/// missing, a share is then 1. Other columns are passed over.
package enum DistrictFile {
  /// Reads a file.
  ///
  /// - Parameters:
  ///   - path: The file.
  ///   - encodings: What the user says about its encoding.
  /// - Throws: ``DataFaults`` with file, line, column and value of all that is wrong.
  /// - Returns: The districts in the order in which they first come.
  package static func read(
    path: String, encodings: EncodingChoice = EncodingChoice()
  ) throws(DataFaults) -> [District] {
    let input: InputFile
    do throws(DataFault) {
      input = try InputFile(path: path, encodings: encodings)
    } catch { throw DataFaults(error) }
    return try districts(in: try CSVTable.read(input.bytes, file: input.name))
  }

  static func districts(in table: CSVTable) throws(DataFaults) -> [District] {
    let columns = try Columns(table)
    var faults: [DataFault] = []
    var districts: [District] = []
    for row in 0..<table.rowCount {
      do throws(DataFault) {
        let part = try columns.district(row)
        guard let index = districts.firstIndex(where: { $0.id == part.id }) else {
          districts.append(part)
          continue
        }
        guard districts[index].population == part.population else {
          throw DataFault(
            file: table.file, line: table.line(ofRow: row), subject: part.id,
            field: .column("population"), value: table[row, columns.population],
            problem: "differs from the population in an earlier row of the district",
            remedy: "give the population of the whole district in each of its rows")
        }
        districts[index].discs += part.discs
      } catch {
        faults.append(error)
      }
    }
    if let faults = DataFaults(faults) { throw faults }
    return districts
  }

  private struct Columns {
    let table: CSVTable
    let id: Int
    let population: Int
    let longitude: Int
    let latitude: Int
    let radius: Int
    let name: Int?
    let share: Int?

    init(_ table: CSVTable) throws(DataFaults) {
      self.table = table
      id = try Self.column("district", table)
      population = try Self.column("population", table)
      longitude = try Self.column("lon", table)
      latitude = try Self.column("lat", table)
      radius = try Self.column("radius_m", table)
      name = table.columnIndex("name")
      share = table.columnIndex("share")
    }

    private static func column(_ name: String, _ table: CSVTable) throws(DataFaults) -> Int {
      if let column = table.columnIndex(name) { return column }
      throw DataFaults(
        DataFault(
          file: table.file, line: 1, problem: "there is no column \(name)",
          remedy: "the columns are \(table.columns.joined(separator: ", "))"))
    }

    func district(_ row: Int) throws(DataFault) -> District {
      let center = GeoCoordinate(
        longitude: try number(row, longitude, in: -180...180),
        latitude: try number(row, latitude, in: -89...89))
      let disc = District.Disc(
        center: center,
        radius: try number(row, radius, in: 0.001...1_000_000),
        share: try share.map { column throws(DataFault) in
          try number(row, column, in: 0...Double.greatestFiniteMagnitude)
        } ?? 1)
      return District(
        id: table[row, id], name: name.map { table[row, $0] } ?? "",
        population: try number(row, population, in: 0...Double.greatestFiniteMagnitude),
        discs: [disc])
    }

    private func number(
      _ row: Int, _ column: Int, in range: ClosedRange<Double>
    ) throws(DataFault) -> Double {
      if let number = table.number(row, column), range.contains(number) { return number }
      throw DataFault(
        file: table.file, line: table.line(ofRow: row), subject: table[row, id],
        field: .column(table.columns[column]), value: table[row, column],
        problem: "is not a number from \(range.lowerBound) to \(range.upperBound)",
        remedy: "mend the cell")
    }
  }
}
