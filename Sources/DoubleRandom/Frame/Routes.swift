// Which plans look at a row: those that name its district, and those that name none.

import Tables

extension SurveyState {
  /// The number of the row's district, whose plans are looked up when it is seen first.
  mutating func district(
    _ column: Int, _ record: RecordFields, _ bytes: Span<UInt8>, _ fields: Span<UInt32>
  ) -> Int32 {
    let district = places.district(bytes, record.range(column, fields))
    if Int(district) == routes.count {
      let known = program.districts.index(of: places.spelling(ofDistrict: Int(district)))
      let first = routedPlans.count
      routedPlans += known.map { program.plansOfDistrict[Int($0)] } ?? []
      routes.append(first..<routedPlans.count)
      if known == nil { noteDistrict(column, number: Int(district), record, bytes, fields) }
    }
    return district
  }

  /// Plans that look at a row of this place, in the order in which they are considered.
  func plans(ofPlace place: Int) -> [Int] {
    guard program.districtColumn != nil else { return program.plansOfEveryRow }
    return program.plansOfEveryRow + routedPlans[routes[places.district(ofPlace: place)]]
  }
}
