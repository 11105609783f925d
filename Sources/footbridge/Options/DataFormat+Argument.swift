public import ArgumentParser
public import Exchange

extension DataFormat: ExpressibleByArgument {}
