import Cartography
import Foundation
import Testing

/// Colours in CIELAB as readers with full and with dichromatic sight see them.
private enum Sight: CaseIterable {
  case full
  case protanopia
  case deuteranopia

  /// Linear RGB to linear RGB; Machado, Oliveira and Fernandes 2009, severity 1.
  var matrix: [[Double]] {
    switch self {
    case .full: [[1, 0, 0], [0, 1, 0], [0, 0, 1]]
    case .protanopia:
      [
        [0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216],
        [-0.003882, -0.048116, 1.051998],
      ]
    case .deuteranopia:
      [
        [0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413],
        [-0.011820, 0.042940, 0.968881],
      ]
    }
  }

  func lab(_ hex: String) -> [Double] {
    let seen = matrix.map { row in
      min(max(zip(row, linear(hex)).reduce(0) { $0 + $1.0 * $1.1 }, 0), 1)
    }
    let toXYZ = [
      [0.4124564, 0.3575761, 0.1804375], [0.2126729, 0.7151522, 0.0721750],
      [0.0193339, 0.1191920, 0.9503041],
    ]
    let white = [0.95047, 1, 1.08883]
    let f = zip(toXYZ, white).map { row, white in
      let t = zip(row, seen).reduce(0) { $0 + $1.0 * $1.1 } / white
      return t > 0.008856 ? cbrt(t) : 7.787 * t + 16.0 / 116
    }
    return [116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])]
  }
}

private func linear(_ hex: String) -> [Double] {
  let value = Int(hex.dropFirst(), radix: 16) ?? 0
  return [16, 8, 0].map { shift in
    let part = Double((value >> shift) & 255) / 255
    return part <= 0.04045 ? part / 12.92 : pow((part + 0.055) / 1.055, 2.4)
  }
}

@Suite struct PaletteTests {
  @Test("Any two colours stay apart under full sight, protanopia and deuteranopia")
  func distinct() {
    let colours = Palette.facilities
    for sight in Sight.allCases {
      for (index, a) in colours.enumerated() {
        for b in colours.dropFirst(index + 1) {
          let difference = zip(sight.lab(a.hex), sight.lab(b.hex))
            .reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }.squareRoot()
          #expect(difference >= 19, "\(a.name) and \(b.name) under \(sight)")
        }
      }
    }
  }

  @Test("Dots and words stand out from the land", arguments: Palette.facilities.map(\.hex))
  func contrast(hex: String) {
    let difference = Sight.full.lab(Ink.land)[0] - Sight.full.lab(hex)[0]
    #expect(difference >= 24)
    #expect(Sight.full.lab(Ink.land)[0] - Sight.full.lab(Ink.text)[0] >= 75)
  }
}
