/// The colours of places where somebody often is.
package enum PlaceColour {
  /// The colour by what a place is called: home and work have their own.
  package static func of(_ name: String?) -> String {
    switch name {
    case "home": Palette.facilities[0].hex
    case "work": Palette.facilities[3].hex
    // Told from both by those who see red, green or blue otherwise.
    default: Palette.facilities[6].hex
    }
  }
}
