import Cartography
import Testing

@Suite struct FixedDecimalsTests {
  @Test(
    "Numbers with so many decimals",
    arguments: [
      (1234.5, 2, "1,234.50"), (-0.04, 1, "0.0"), (0.05, 2, "0.05"), (-1_234_567, 0, "-1,234,567"),
      (999.96, 1, "1,000.0"), (.nan, 1, "?"), (0, 3, "0.000"), (1e20, 0, "1e20"),
    ] as [(Double, Int, String)])
  func fixed(value: Double, decimals: Int, text: String) {
    #expect(NumberText.fixed(value, decimals: decimals) == text)
  }

  @Test(
    "Measured numbers keep four digits",
    arguments: [
      (0, "0"), (1234, "1,234"), (5_678_901.4, "5,678,901"), (12.344, "12.34"),
      (0.0123456, "0.01235"),
      (100, "100"), (0.5, "0.5"), (1.23e-7, "1.23e-7"), (-3.456789e15, "-3.4568e15"),
      (9.99999e-8, "1e-7"),
    ] as [(Double, String)])
  func measured(value: Double, text: String) {
    #expect(NumberText.measured(value) == text)
  }
}
