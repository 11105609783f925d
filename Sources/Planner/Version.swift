/// The version of Footbridge that is written into every plan.
public enum FootbridgeVersion {
  public static let current = "0.1.0"
}
