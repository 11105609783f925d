public import ArgumentParser
public import Planner

extension DistanceChoice: ExpressibleByArgument {}
extension SitesChoice: ExpressibleByArgument {}
extension ObjectiveChoice: ExpressibleByArgument {}
extension RoutesChoice: ExpressibleByArgument {}
extension StreetJointsChoice: ExpressibleByArgument {}
