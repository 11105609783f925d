import Testing

@testable import Geocoding

@Suite struct DamagedTextTests {
  static let mended: [(damaged: String, text: String)] = [
    ("S&atilde;o Jo&#227;o", "São João"), ("STRA&SZLIG;E", "STRAßE"),
    ("Fo&#x151; utca", "Foő utca"),
    ("K&odblac;r&uacute;t", "Korút"), ("A &amp; B", "A & B"), ("&nosuch; &", "&nosuch; &"),
    ("SÃ£o JoÃ£o", "São João"), ("PetÅ‘fi SÃ¡ndor kÃ¶rÃºt", "Petőfi Sándor körút"),
    ("RingstraÃŸe", "Ringstraße"), ("RÃ\u{AD}o", "Río"), ("sã£o joã£o", "são joão"),
    ("l\u{E2}€™Ã‰glise", "l’Église"), ("SÃƒÂ£o", "São"),
    ("S?o Jo??o", "S\u{FFFD}o Jo\u{FFFD}o"), ("Jos\u{FFFD} 5", "Jos\u{FFFD} 5"),
    ("Rua Nova 5?", "Rua Nova 5 "),
  ]

  @Test("What programs did to letters is undone", arguments: mended.indices)
  func mending(_ number: Int) {
    let (damaged, text) = Self.mended[number]
    #expect(DamagedText.mended(damaged) == text)
  }

  @Test(
    "What is right stays",
    arguments: [
      "Praça de São João", "RUA DA MAÇÃ 5", "Ångström", "Übergasse", "Île-de-France", "日本",
      "Straße des 17. Juni", "C/ Núñez", "", "Ãlvaro", "Ñuñoa º",
    ])
  func untouched(_ text: String) {
    #expect(DamagedText.mended(text) == text)
  }
}
