/// What the columns of a table are called into which features are written, so that they come back as they were.
struct TableNames {
  /// Columns for the id and the place.
  private(set) var own: [String] = []
  /// Whether there are columns for places.
  let hasPlaces: Bool
  /// Columns of the properties, in their order.
  private(set) var properties: [String]

  /// - Parameters:
  ///   - survey: What is to be written.
  ///   - properties: The names of the properties that have columns.
  ///   - coordinates: What the numbers of places mean.
  init(_ survey: FeatureSurvey, properties: [String], coordinates: CoordinateKind) {
    self.properties = properties.map { ReservedName.isMarked($0) ? ReservedName.marked($0) : $0 }
    let ids = survey.hasIDs ? ["id"] : []
    let pair = coordinates == .geographic ? ["lon", "lat"] : ["x", "y"]
    var places: [String] = []
    if survey.hasGeometries {
      places = survey.areAllPoints ? pair + (survey.hasHeights ? ["z"] : []) : ["geometry"]
    } else if survey.hasBlankFeatures && !survey.hasIDs {
      // A row of which all cells are empty needs one that may be a text.
      places = pair
    }
    hasPlaces = !places.isEmpty
    own = ids + places
    let isPair = hasPlaces && places != ["geometry"]
    for (index, name) in self.properties.enumerated() {
      let isHeight =
        isPair && (name == "z" || !survey.hasHeights && ColumnNames.folded(name) == "z")
      if own.contains(name) || isHeight {
        self.properties[index] = ReservedName.marked(name)
      }
    }
    // What would be read as a place and is none gets another name until nothing is: a name that is marked never is, so
    // every step marks one more at least.
    let texts = zip(survey.names, survey.kinds).filter { !$1.isDisjoint(with: [.text, .nested]) }
    let textNames = Set(texts.map { ExactName($0.0) })
    let count = own.count
    while true {
      let found = PlaceColumns(in: own + self.properties, coordinates: coordinates) { column in
        if column < count { return own[column] == "geometry" ? "POINT (0 0)" : nil }
        return textNames.contains(ExactName(properties[column - count])) ? "POINT (0 0)" : nil
      }
      var taken: [Int] =
        switch found.place {
        case .pair(let x, let y): [x, y]
        case .cell(let cell): [cell]
        case .none: []
        }
      taken.removeAll { $0 < count }
      if taken.isEmpty { break }
      for column in taken {
        self.properties[column - count] = ReservedName.marked(self.properties[column - count])
      }
    }
  }
}
