/// Why text is not as it should be, and where.
struct TextFault: Error {
  var offset: Int
  var value: String?
  var problem: String
  var remedy: String?
  /// What a lenient reader would do about it; nil where it can do nothing.
  var mend: Mend.Kind?
  /// Whether the text ended where it should have gone on.
  var isCut = false
  /// Whether it is a position that does not lie on the earth.
  var isOffEarth = false
  /// Whether it is a coordinate system of one feature alone.
  var isOwnCRS = false

  init(
    _ offset: Int, value: String? = nil, _ problem: String, _ remedy: String? = nil,
    mend: Mend.Kind? = nil, isCut: Bool = false
  ) {
    self.isCut = isCut
    self.offset = offset
    self.value = value
    self.problem = problem
    self.remedy = remedy
    self.mend = mend
  }
}
