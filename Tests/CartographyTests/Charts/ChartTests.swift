import Cartography
import TestSupport
import Testing

@Suite struct ChartTests {
  @Test("The charts look as they did when someone looked at them")
  func golden() throws {
    for (name, svg) in SampleCharts.small() { try expectGolden(svg, "Charts/\(name).svg") }
  }

  @Test("Every chart, small, large or empty, is a page that can be drawn, with all words on it")
  func pages() throws {
    let charts = SampleCharts.small() + SampleCharts.large() + SampleCharts.empty()
    for (name, svg) in charts {
      let page = ParsedPage(svg)
      for text in page.texts where !text.isTurned {
        let isOnPage =
          text.span.lowerBound > -1 && text.span.upperBound < page.width + 1
          && text.y > text.size / 2 && text.y < page.height
        #expect(isOnPage, "\(name): \(text)")
      }
      #expect(!svg.contains("nan") && !svg.contains("inf\""), "\(name)")
      #expect(svg.utf8.count < 5_000_000)
      _ = try Picture(svg: svg, scale: 0.1)
    }
  }

  @Test("No two words of a chart stand in each other's way")
  func overlaps() {
    for (name, svg) in SampleCharts.small() + SampleCharts.large() {
      let texts = ParsedPage(svg).texts.filter { !$0.isTurned }
      for (index, a) in texts.enumerated() {
        for b in texts.dropFirst(index + 1) where abs(a.y - b.y) < min(a.size, b.size) * 0.6 {
          // The width is a guess on the safe side: a little overlap is none.
          let overlap =
            min(a.span.upperBound, b.span.upperBound) - max(a.span.lowerBound, b.span.lowerBound)
          #expect(overlap < 4, "\(name): \(a.content) and \(b.content)")
        }
      }
    }
  }

  @Test("Names come out as they are, whatever is in them")
  func escaping() {
    let nasty = "<b>&\"' ]]> 学校"
    var chart = SampleCharts.confusion
    chart.rowNames[0] = nasty
    chart.title = nasty
    let words = ParsedPage(chart.svg()).words
    #expect(words.count { $0 == nasty } == 2)
  }

  @Test("Branches that are folded are counted, and that is said; a tree of 200 leaves is whole")
  func folding() {
    func tree(_ leaves: Int) -> ParsedPage {
      // Pairs first, then a chain of pairs.
      var merges: [Dendrogram.Merge] = []
      for pair in 0..<leaves / 2 { merges.append(.init(2 * pair, 2 * pair + 1, height: 1)) }
      for pair in 1..<leaves / 2 {
        merges.append(
          .init(pair == 1 ? leaves : leaves + leaves / 2 + pair - 2, leaves + pair, height: 2))
      }
      return ParsedPage(Dendrogram(leafCount: leaves, merges: merges).svg())
    }
    let whole = tree(200)
    #expect(!whole.words.contains { $0.contains("leaves") })
    for leaf in 1...200 { #expect(whole.words.contains("\(leaf)")) }
    let folded = tree(300)
    #expect(
      folded.words.contains(
        "300 leaves; the 200 branches that join last are shown, with the number of leaves in each"))
    #expect(folded.words.count { $0 == "2 leaves" } == 100)
  }

  @Test("A chain of a hundred thousand merges is drawn")
  func deepTree() {
    let merges = (0..<100_000).map {
      Dendrogram.Merge($0 == 0 ? 0 : 100_000 + $0, $0 + 1, height: Double($0))
    }
    let page = ParsedPage(Dendrogram(leafCount: 100_001, merges: merges).svg())
    #expect(page.words.contains("99,802 leaves"))
  }

  @Test("Branches of one cluster have one colour")
  func treeColours() {
    let svg = SampleCharts.dendrogram.svg()
    // Two clusters below the cut at 3, and what joins them.
    for colour in [Palette.facilities[0].hex, Palette.facilities[1].hex] {
      #expect(svg.contains("stroke=\"\(colour)\""))
    }
    #expect(!svg.contains(Palette.facilities[2].hex))
  }

  @Test("Who cannot get there is a person, but never within a distance")
  func shares() {
    let series = CumulativeChart.Series(
      name: "", distances: [100, 200, .infinity, 300], weights: [1, 2, 1, 0])
    #expect(series.share(within: 99) == 0)
    #expect(series.share(within: 100) == 0.25)
    #expect(series.share(within: 200) == 0.75)
    #expect(series.share(within: .greatestFiniteMagnitude) == 0.75)
    #expect(CumulativeChart.Series(name: "", distances: []).share(within: 5) == 0)
    let words = ParsedPage(SampleCharts.cumulative.svg()).words
    #expect(words.contains("out of reach"))
    #expect(words.contains("25.0 %"))
  }

  @Test("What is left out of a scatter matrix or a confusion matrix is said")
  func leftOut() throws {
    let words = SampleCharts.large().flatMap { ParsedPage($0.svg).words }
    #expect(words.contains { $0.contains("The first 8 of 9 columns are shown.") })
    #expect(words.contains { $0.contains("irst 60 of 70 classes and 60 of 70 clusters are shown") })
  }
}
