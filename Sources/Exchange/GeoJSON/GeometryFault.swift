/// Why a geometry cannot be used; the reader adds file, line and record.
struct GeometryFault: Error {
  var value: String?
  var problem: String
  var remedy: String?
}
