import Foundation

/// Trials of each step of greedy k-means++: as many as scikit-learn makes.
func plusPlusTrials(_ count: Int) -> Int { 2 + Int(clamping: log(Double(count))) }

/// An exponential waiting time of rate 1, from a number from 0 up to 1.
func waitingTime(_ unit: Double) -> Double { -log(1 - unit) }
