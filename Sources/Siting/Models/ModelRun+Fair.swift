import Travel
extension ModelRun {
  func fair(worst: Double, mix: Double) throws(SitingError) -> Found { Found(sites: farthestFirst()) }
}
