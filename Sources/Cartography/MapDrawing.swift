/// Everything that a map of a plan shows, in planar metres: `x` to the east, `y` to the north.
///
/// A drawing holds no style and no pixels; ``SVGMap`` turns it into a picture. Anything may be empty.
/// Points that are not finite are left out of the picture.
///
///     var drawing = MapDrawing(title: "Two schools")
///     drawing.facilities = [.init(position: PlanarPoint(0, 0), name: "Riverside")]
///     drawing.demand = [.init(position: PlanarPoint(120, 80), facility: 0)]
///     let svg = SVGMap.render(drawing)
public struct MapDrawing: Hashable, Sendable {
  public var title: String
  /// The headline sentence; wrapped to the width of the page.
  public var subtitle = ""
  /// What stands below the map, one line each: sources of data, licence, projection, date, seed.
  public var credits: [String] = []
  /// What the demand points are called in the legend: `students`, `patients`, `people`.
  public var demandNoun = "people"
  /// What the facilities are called in the legend: `schools`, `clinics`, `facilities`.
  public var facilityNoun = "facilities"

  public var demand: [DemandPoint] = []
  public var facilities: [Facility] = []
  /// Sites that are not open: candidates that were not chosen, and closed ones.
  public var unusedSites: [UnusedSite] = []
  /// Drawn in the order given, areas below lines.
  public var barriers: [Barrier] = []
  public var crossings: [Crossing] = []
  /// Catchments, districts or the like, drawn below everything else.
  public var areas: [Area] = []
  /// Travelled ways or spider lines, drawn below the demand.
  public var routes: [Route] = []

  /// True metres on the ground per metre of the drawing, for the scale bar: 1 for a projection
  /// suited to the place, about 0.68 for Web Mercator at 47° north.
  public var groundMetresPerUnit = 1.0
  /// Where true north lies, in degrees clockwise from the top of the map.
  public var northBearing = 0.0

  public init(title: String) { self.title = title }
}
