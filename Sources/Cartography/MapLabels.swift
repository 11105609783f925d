/// The words on the map: facilities first, then closed sites and busy crossings where there is room.
struct MapLabels {
  /// A text in its place.
  struct Label {
    let lines: [String]
    let size: Double
    let place: PlacedLabel
    let role: Role
  }

  enum Role: Hashable {
    case facility
    case number
    case closedSite
    case crossing
    case barrier(BarrierStyle)
  }

  private(set) var labels: [Label] = []
  /// Facilities that had no room for a name: they carry their number, and are named below the map.
  private(set) var numbered: [(number: Int, name: String)] = []

  private static let lineHeight = 1.18
  /// How many crossings are named at most.
  private static let crossingLimit = 14
  private static let barrierLimit = 6
  /// Pixels within which crossings with one name are named once.
  private static let sameName = 160.0

  init(_ scene: MapScene) {
    var placement = LabelPlacement(
      frame: scene.frame.box.expanded(by: -4), obstacles: Self.obstacles(scene))
    nameFacilities(scene, placement: &placement)
    nameOthers(scene, placement: &placement)
    nameBarriers(scene, placement: &placement)
  }

  private static func obstacles(_ scene: MapScene) -> [CanvasBox] {
    let frame = scene.frame
    let share = LabelPlacement.symbolShare
    var boxes: [CanvasBox] = []
    for facility in scene.drawing.facilities {
      guard let place = frame.visible(facility.position) else { continue }
      boxes.append(CanvasBox(around: place, radius: FacilityMarker.reach * share))
    }
    for site in scene.drawing.unusedSites where site.status == .closed {
      guard let place = frame.visible(site.position) else { continue }
      boxes.append(CanvasBox(around: place, radius: 8 * share))
    }
    for (symbol, _) in scene.crossings {
      boxes.append(CanvasBox(around: symbol.place, radius: symbol.reach * share))
    }
    if scene.unserved.count <= 60 {
      let radius = UnservedMark.radius(scene.unserved.map(\.place))
      for mark in scene.unserved { boxes.append(CanvasBox(around: mark.place, radius: radius)) }
    }
    return boxes
  }

  private mutating func nameFacilities(_ scene: MapScene, placement: inout LabelPlacement) {
    let facilities = scene.drawing.facilities
    let count = facilities.count
    let size = count <= 30 ? 13.0 : count <= 60 ? 12 : 11
    let shown = facilities.indices.compactMap { index in
      scene.frame.visible(facilities[index].position).map { (index: index, place: $0) }
    }.filter { !facilities[$0.index].name.isEmpty }
    let texts = shown.map {
      TextFitting.wrapped(
        facilities[$0.index].name, width: count <= 30 ? 165 : 120, size: size, bold: true, lines: 2)
    }
    let requests = zip(shown, texts).map {
      Self.request($1, at: $0.place, clearance: FacilityMarker.reach, size: size, mayLead: true)
    }
    let places = placement.place(requests)
    for ((place, text), facility) in zip(zip(places, texts), shown) {
      let name = facilities[facility.index].name
      if let place {
        labels.append(Label(lines: text, size: size, place: place, role: .facility))
      } else if !addShortened(name, at: facility.place, size: size, placement: &placement) {
        addNumber(name, at: facility.place)
      }
    }
  }

  /// Names a facility in a narrow column where its usual label has no room.
  private mutating func addShortened(
    _ name: String, at place: CanvasPoint, size: Double, placement: inout LabelPlacement
  ) -> Bool {
    let lines = TextFitting.wrapped(name, width: 100, size: size - 1, bold: true, lines: 2)
    let request = Self.request(
      lines, at: place, clearance: FacilityMarker.reach, size: size - 1, mayLead: true)
    guard let placed = placement.place(request) else { return false }
    labels.append(Label(lines: lines, size: size - 1, place: placed, role: .facility))
    return true
  }

  private mutating func addNumber(_ name: String, at place: CanvasPoint) {
    let number = numbered.count + 1
    numbered.append((number, name))
    let box = CanvasBox(x: place.x - 9, y: place.y - 6.5, width: 18, height: 13)
    labels.append(
      Label(
        lines: [String(number)], size: 11,
        place: PlacedLabel(box: box, alignment: .middle, leader: []), role: .number))
  }

  private mutating func nameOthers(_ scene: MapScene, placement: inout LabelPlacement) {
    for site in scene.drawing.unusedSites where site.status == .closed && !site.name.isEmpty {
      guard let place = scene.frame.visible(site.position) else { continue }
      add(site.name, at: place, clearance: 8, role: .closedSite, placement: &placement)
    }
    let named = scene.crossings.filter {
      !$0.crossing.name.isEmpty && (!$0.crossing.isOpen || $0.crossing.users > 0)
    }
    let order = named.indices.sorted {
      let (a, b) = (named[$0].crossing, named[$1].crossing)
      return (a.isOpen ? 1 : 0, -a.users, $0) < (b.isOpen ? 1 : 0, -b.users, $1)
    }
    // The gates of one street over two tracks have one name: the busiest of them carries it.
    var carriers: [(name: String, isOpen: Bool, place: CanvasPoint)] = []
    for index in order where carriers.count < Self.crossingLimit {
      let (symbol, crossing) = named[index]
      let isNamed = carriers.contains {
        $0.name == crossing.name && $0.isOpen == crossing.isOpen
          && $0.place.distance(to: symbol.place) < Self.sameName
      }
      if isNamed { continue }
      let use = crossing.isOpen ? NumberText.people(crossing.users) : "closed"
      let name = TextFitting.truncated(crossing.name, width: 150, size: 11)
      let hasRoom = add(
        "\(name) (\(use))", at: symbol.place, clearance: symbol.reach, role: .crossing,
        prefersAbove: abs(symbol.direction.y) > abs(symbol.direction.x),
        placement: &placement)
      if hasRoom { carriers.append((crossing.name, crossing.isOpen, symbol.place)) }
    }
  }

  /// Names barriers once each, water first, somewhere along their way where there is room.
  private mutating func nameBarriers(_ scene: MapScene, placement: inout LabelPlacement) {
    var named: Set<String> = []
    let order = BarrierStyle.allCases.flatMap { style in
      scene.barriers.filter { $0.style == style && !$0.name.isEmpty && !$0.isEmpty }
    }
    for barrier in order where named.count < Self.barrierLimit && !named.contains(barrier.name) {
      let name = TextFitting.truncated(barrier.name, width: 130, size: 12)
      let isNamed = barrier.anchors.contains { anchor in
        scene.frame.box.contains(anchor.place)
          && add(
            name, at: anchor.place, clearance: 4, role: .barrier(barrier.style),
            prefersAbove: anchor.runsAcross, placement: &placement)
      }
      if isNamed { named.insert(barrier.name) }
    }
  }

  @discardableResult
  private mutating func add(
    _ text: String, at place: CanvasPoint, clearance: Double, role: Role,
    prefersAbove: Bool = false, placement: inout LabelPlacement
  ) -> Bool {
    let lines = TextFitting.wrapped(text, width: 150, size: 11, lines: 2)
    var request = Self.request(lines, at: place, clearance: clearance, size: 11, mayLead: false)
    request.prefersAbove = prefersAbove
    guard let placed = placement.place(request) else { return false }
    labels.append(Label(lines: lines, size: 11, place: placed, role: role))
    return true
  }

  private static func request(
    _ lines: [String], at place: CanvasPoint, clearance: Double, size: Double, mayLead: Bool
  ) -> LabelRequest {
    let width = lines.map { TextWidth.of($0, size: size, bold: true) }.max() ?? 0
    return LabelRequest(
      anchor: place, clearance: clearance, width: width,
      height: Double(lines.count) * size * lineHeight, mayLead: mayLead)
  }

  func draw(into svg: inout SVGText) {
    guard !labels.isEmpty else { return }
    svg.group("g", ["id": "labels", "stroke-linejoin": "round"]) { svg in
      for label in labels where !label.place.leader.isEmpty {
        let path = PathText.line(label.place.leader)
        for (width, colour) in [("3.4", Ink.paper), ("1.2", Ink.text)] {
          svg.element("path", ["d": path, "fill": "none", "stroke": colour, "stroke-width": width])
        }
      }
      for label in labels { Self.draw(label, into: &svg) }
    }
  }

  private static func draw(_ label: Label, into svg: inout SVGText) {
    let box = label.place.box
    let x =
      switch label.place.alignment {
      case .start: box.minX
      case .middle: box.center.x
      case .end: box.maxX
      }
    for (index, line) in label.lines.enumerated() {
      let baseline = box.minY + label.size * (0.93 + lineHeight * Double(index))
      svg.element(
        "text",
        [
          "x": NumberText.tenths(x), "y": NumberText.tenths(baseline),
          "font-size": NumberText.tenths(label.size),
          "text-anchor": label.place.alignment == .start ? "" : label.place.alignment.rawValue,
          "font-weight": label.role.isBold ? "bold" : "",
          "font-style": label.role.isItalic ? "italic" : "", "fill": label.role.colour,
          "stroke": Ink.paper, "stroke-width": "3.4", "stroke-opacity": "0.92",
          "paint-order": "stroke",
        ],
        text: line)
    }
  }
}

extension MapLabels.Role {
  fileprivate var isBold: Bool {
    switch self {
    case .facility, .number: true
    case .closedSite, .crossing, .barrier: false
    }
  }

  fileprivate var isItalic: Bool {
    switch self {
    case .crossing, .barrier: true
    case .facility, .number, .closedSite: false
    }
  }

  fileprivate var colour: String {
    switch self {
    case .facility, .number: Ink.text
    case .closedSite, .crossing: Ink.quietText
    case .barrier(.water): Ink.waterText
    case .barrier: Ink.quietText
    }
  }
}
