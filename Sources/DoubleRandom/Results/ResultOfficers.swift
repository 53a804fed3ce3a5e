// Who went, held against what the law wants of an inspection: two officers at least, each with a
// certificate that is valid on the day (行政处罚法42). Whatever came of the visit is registered as it
// is handed in; these are warnings, a code for each cause, so that the bureau can see to it.

import Tables

/// What is doubtful about those who went.
struct OfficerDoubt: Sendable, Equatable {
  var code: String
  var arguments: [String]
}

/// - Parameters:
///   - references: of those who went; whoever is in no registry is doubted elsewhere.
///   - people: all registries, by reference; empty where the plan has none.
/// - Complexity: linear in those who went.
func doubts(
  about references: [String], on day: Day, among people: [String: Inspector]
) -> [OfficerDoubt] {
  // Whoever is written twice is one.
  let went = references.indices.filter { !references[..<$0].contains(references[$0]) }
    .map { references[$0] }
  var doubts = went.flatMap { people[$0]?.doubts(on: day) ?? [] }
  // One who is unknown may be an officer.
  let officers = went.count { people[$0]?.ineligibility(from: day) == nil }
  if !went.isEmpty, officers < 2 {
    doubts.append(
      OfficerDoubt(
        code: "result-too-few-officers",
        arguments: [references.joined(separator: "；"), day.text, "\(officers)"]))
  }
  return doubts
}

/// References in place of names between `；`; all of those who share one.
func references(of text: String, _ people: [String: [Inspector]]) -> String {
  text.split(separator: "；").map { name in
    (people[String(name)] ?? []).map(\.reference).sorted().joined(separator: " / ")
  }.joined(separator: "；")
}

extension Inspector {
  /// Why he was no officer on a day, and should not have been there; an expert may come along as
  /// what he is.
  fileprivate func doubts(on day: Day) -> [OfficerDoubt] {
    var doubts: [OfficerDoubt] = []
    func doubt(_ code: String, _ more: String...) {
      doubts.append(OfficerDoubt(code: code, arguments: [reference, day.text] + more))
    }
    switch ineligibility(from: day) {
    case nil, .expert: break
    case .auxiliary: doubt("result-auxiliary-staff")
    case .inactive: doubt("result-officer-inactive")
    case .noCertificate: doubt("result-officer-uncertified")
    case .certificateExpired: doubt("result-certificate-expired", certificateUntil?.text ?? "")
    }
    if let span = leave.first(where: { $0.contains(day) }) {
      doubt("result-officer-on-leave", span.from.text, span.to.text)
    }
    return doubts
  }
}
