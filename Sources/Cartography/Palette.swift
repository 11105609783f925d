/// A colour in sRGB.
package struct MapColour: Hashable, Sendable {
  /// As SVG writes it: `#0072B2`.
  package let hex: String
  package let name: String
}

/// The colours of facilities and their people.
package enum Palette {
  /// Eight colours that stay apart for readers with deuteranopia and protanopia.
  ///
  /// From the sets of M. Okabe and K. Ito (2008) and of P. Tol (2021), and three of our own. Simulated
  /// after Machado, Oliveira and Fernandes (2009), <https://doi.org/10.1109/TVCG.2009.113>, any two
  /// are at least 19 units of CIELAB apart.
  package static let facilities = [
    MapColour(hex: "#0072B2", name: "blue"),
    MapColour(hex: "#E69F00", name: "orange"),
    MapColour(hex: "#44AA99", name: "teal"),
    MapColour(hex: "#D81B60", name: "magenta"),
    MapColour(hex: "#332288", name: "indigo"),
    MapColour(hex: "#56B4E9", name: "sky blue"),
    MapColour(hex: "#8A6A00", name: "dark gold"),
    MapColour(hex: "#7A4419", name: "brown"),
  ]
}

/// The colours of everything that is not a facility's.
package enum Ink {
  package static let page = "#FFFFFF"
  package static let paper = "#FFFFFF"
  package static let land = "#F7F5F0"
  package static let text = "#1F2328"
  package static let softText = "#57606A"
  package static let quietText = "#3D444D"
  package static let waterText = "#1F5C88"
  package static let frame = "#6E7781"
  package static let water = "#CCE1F0"
  package static let waterEdge = "#7FA9C9"
  package static let road = "#F2CF7E"
  package static let roadEdge = "#94742F"
  package static let fence = "#6B4E2E"
  package static let other = "#77716A"
  package static let unserved = "#D00000"
  package static let unused = "#8A8F98"
}

/// The fonts of the page: common ones of each system first, then whatever has the script.
package enum Font {
  package static let stack = """
    'Noto Sans', 'Segoe UI', 'Helvetica Neue', Arial, 'Liberation Sans', 'DejaVu Sans', \
    'Noto Sans CJK SC', 'Noto Sans Devanagari', 'Noto Naskh Arabic', sans-serif
    """
}
