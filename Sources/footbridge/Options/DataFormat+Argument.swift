public import ArgumentParser
public import Exchange

extension DataFormat: ExpressibleByArgument {}
extension TextEncoding: ExpressibleByArgument {}
