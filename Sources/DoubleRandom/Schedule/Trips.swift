// Trips, the unit of pairing: one visit, or, where the plan allows it, several of one station on
// one day. Made of visits that have their days.

/// The unit of pairing: one visit, or several of one station on one day.
public struct Trip: Sendable {
  /// Indices of visits, in schedule order.
  public var visits: [Int]
  public var day: Day
  /// Qualifications that the team must hold together, in byte order.
  public var needs: [String]
}

/// Groups visits into trips: up to `visitsPerTrip` visits of one station on one day, in schedule
/// order; a trip stands where its first visit stands. A target without a station is visited alone.
func formTrips(
  _ visits: [Visit], _ rules: ScheduleRules, items: [String: InspectionItem]
) -> [Trip] {
  struct Place: Hashable {
    let day: Day
    let unit: String
  }
  var trips: [Trip] = []
  var open: [Place: Int] = [:]
  for (index, visit) in visits.enumerated() {
    guard let day = visit.day else { continue }
    let place = Place(day: day, unit: visit.target.unitText)
    if let trip = open[place], trips[trip].visits.count < rules.visitsPerTrip {
      trips[trip].visits.append(index)
    } else {
      if !place.unit.isEmpty { open[place] = trips.count }
      trips.append(Trip(visits: [index], day: day, needs: []))
    }
  }
  for index in trips.indices {
    let codes = trips[index].visits.flatMap { visits[$0].items }
    trips[index].needs = inByteOrder(Set(codes.flatMap { items[$0]?.needs ?? [] }))
  }
  return trips
}
