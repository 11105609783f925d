/// The centers of a pass, rough as the rows are, and packed by their groups.
struct RoughCenters {
  /// Center after center.
  private(set) var values: [Float] = []
  /// What is added to the rough distance from a row to its own center; infinite where that center
  /// is not where it should be.
  private(set) var upperSlacks: [Float] = []
  /// What is taken from the rough distance to any center of a group.
  private(set) var groupSlacks: [Float] = []
  let packed: PackedRows<Float>

  init<Metric: RowMetric>(
    _ centers: [Double], groups: CenterGroups, like rows: RoughRows<Metric>
  ) {
    let columns = rows.columns
    groupSlacks = Array(repeating: 0, count: groups.count)
    var values: [Float] = []
    for (center, group) in groups.groupOf.enumerated() {
      let rough = rows.center(centers[center * columns..<(center + 1) * columns])
      values += rough.values
      upperSlacks.append(rough.isInPlace ? rough.slack : .infinity)
      groupSlacks[Int(group)] = max(groupSlacks[Int(group)], rough.slack)
    }
    packed = PackedRows(values, columns: columns, groups: groups.members)
    self.values = values
  }
}
