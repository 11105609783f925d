/// The names of HTML 4 for characters, which stand in descriptions that were made for web pages.
enum HTMLEntities {
  /// Whether a reference of this name stands for a character, in XML or in HTML.
  static func isKnown(_ name: String) -> Bool {
    ["amp", "lt", "gt", "quot", "apos"].contains(name) || codes[name] != nil
  }

  /// Declarations for expat, on one line.
  static let declarations: [UInt8] = Array(
    codes.sorted { $0.key < $1.key }.map { "<!ENTITY \($0.key) '&#\($0.value);'>" }.joined().utf8)

  private static let codes: [String: Int] = {
    var codes: [String: Int] = [:]
    for (place, name) in latin.split(separator: " ").enumerated() {
      codes[String(name)] = 0xA0 + place
    }
    for pair in others.split(separator: " ") {
      let parts = pair.split(separator: "=")
      if parts.count == 2, let code = Int(parts[1]) { codes[String(parts[0])] = code }
    }
    return codes
  }()

  /// Those from U+00A0 to U+00FF.
  private static let latin = """
    nbsp iexcl cent pound curren yen brvbar sect uml copy ordf laquo not shy reg macr deg plusmn sup2 sup3 acute \
    micro para middot cedil sup1 ordm raquo frac14 frac12 frac34 iquest Agrave Aacute Acirc Atilde Auml Aring AElig \
    Ccedil Egrave Eacute Ecirc Euml Igrave Iacute Icirc Iuml ETH Ntilde Ograve Oacute Ocirc Otilde Ouml times Oslash \
    Ugrave Uacute Ucirc Uuml Yacute THORN szlig agrave aacute acirc atilde auml aring aelig ccedil egrave eacute \
    ecirc euml igrave iacute icirc iuml eth ntilde ograve oacute ocirc otilde ouml divide oslash ugrave uacute ucirc \
    uuml yacute thorn yuml
    """

  private static let others = """
    OElig=338 oelig=339 Scaron=352 scaron=353 Yuml=376 circ=710 tilde=732 ensp=8194 emsp=8195 thinsp=8201 zwnj=8204 \
    zwj=8205 lrm=8206 rlm=8207 ndash=8211 mdash=8212 lsquo=8216 rsquo=8217 sbquo=8218 ldquo=8220 rdquo=8221 \
    bdquo=8222 dagger=8224 Dagger=8225 bull=8226 hellip=8230 permil=8240 prime=8242 Prime=8243 lsaquo=8249 \
    rsaquo=8250 euro=8364 trade=8482 larr=8592 uarr=8593 rarr=8594 darr=8595 harr=8596 minus=8722 le=8804 ge=8805 \
    ne=8800 asymp=8776 infin=8734 radic=8730 sum=8721 alpha=945 beta=946 gamma=947 delta=948 epsilon=949 mu=956 \
    pi=960 sigma=963 tau=964 phi=966 omega=969 Delta=916 Omega=937 Sigma=931
    """
}
