/// The elements of KML by their names.
enum KMLElement {
  /// Elements of documents and folders that say nothing about features.
  static let around: Set<String> = [
    "visibility", "open", "address", "phoneNumber", "Snippet", "snippet", "description", "LookAt",
    "Camera",
    "TimeStamp", "TimeSpan", "styleUrl", "Region", "Metadata", "ExtendedData", "NetworkLinkControl",
    "Link", "Url",
    "balloonVisibility", "author", "link",
  ]
  /// Names of properties that data of others cannot take.
  static let taken: Set<String> = [
    "name", "description", "address", "phoneNumber", "folder", "timestamp", "begin", "end",
    "styleUrl",
    "coordTimes",
  ]
}

extension XMLVocabulary {
  static let kml = XMLVocabulary(
    // Some programs leave the outermost tag out.
    format: "KML", roots: ["kml", "Document", "Folder", "Placemark"],
    space: { address in
      let folded = address.lowercased()
      if ["google", "opengis", "keyhole"].contains(where: folded.contains), folded.contains("/kml")
      {
        return .own
      }
      return isCompanion(folded) ? .companion : .foreign
    },
    spaceOfPrefix: { prefix in
      if prefix == "kml" || prefix == "gx" { return .own }
      return prefix == "atom" || prefix == "xal" ? .companion : .foreign
    })

  /// Authors (Atom) and postal addresses (xAL), which KML itself names.
  private static func isCompanion(_ address: String) -> Bool {
    address.contains("/atom") || address.contains(":xal:")
  }
}
