// What team a trip needs, place by place: its own officers, those of other departments, experts.
// The names of the places enter the edge tickets.
//
//   leader  member1 …  department:消防:1  department:消防:2 …  expert1 …

import Sampling

/// In what capacity somebody goes.
public enum TeamRole: Sendable, Hashable {
  /// As an officer of the plan's own registry.
  case officer
  /// As an officer of another department.
  case department(String)
  case expert
}

/// One place of a team.
public struct TeamSlot: Sendable, Hashable {
  /// As it enters the edge tickets.
  public var name: String
  public var role: TeamRole
  /// The qualification it asks for; empty where anybody of the role will do.
  public var need: String
}

/// What a trip asks for beside the plan's own officers.
struct Company: Hashable {
  /// Of each department, in byte order of the names: officers at least, and what they must hold.
  var departments: [Department] = []
  /// Qualification, or none → experts.
  var experts: [String: Int] = [:]

  struct Department: Hashable {
    var name: String
    var size: Int
    var needs: Set<String>
  }

  /// Of several tasks the largest number counts, and all qualifications.
  init(_ tasks: some Sequence<InspectionTask>) {
    for task in tasks {
      for team in task.departments {
        let needs = Set(team.qualifications)
        if let index = departments.firstIndex(where: { $0.name == team.name }) {
          departments[index].size = max(departments[index].size, team.size)
          departments[index].needs.formUnion(needs)
        } else {
          departments.append(Department(name: team.name, size: team.size, needs: needs))
        }
      }
      if let need = task.experts {
        experts[need.qualification] = max(experts[need.qualification] ?? 0, need.count)
      }
    }
    departments.sort { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
  }

  /// What each expert must hold: qualifications in byte order, then whoever is missing of the
  /// number that may be any.
  var expertNeeds: [String] {
    var needs = inByteOrder(experts.keys.filter { !$0.isEmpty })
      .flatMap { Array(repeating: $0, count: experts[$0] ?? 0) }
    while needs.count < experts[""] ?? 0 { needs.append("") }
    return needs
  }
}

/// The places of a team.
///
/// - Parameter needs: qualifications that its own officers must hold together, in byte order.
func teamSlots(_ size: Int, _ needs: [String], _ company: Company) -> [TeamSlot] {
  var slots = spread(needs, over: size).enumerated().map {
    TeamSlot(name: $0 == 0 ? "leader" : "member\($0)", role: .officer, need: $1)
  }
  for department in company.departments {
    let needs = spread(inByteOrder(department.needs), over: department.size)
    slots += needs.enumerated().map {
      TeamSlot(
        name: "department:\(department.name):\($0 + 1)", role: .department(department.name),
        need: $1)
    }
  }
  slots += company.expertNeeds.enumerated().map {
    TeamSlot(name: "expert\($0 + 1)", role: .expert, need: $1)
  }
  return slots
}

/// The needs, one a place, and further places for anybody up to `size`: a team grows when there are
/// more needs than places.
private func spread(_ needs: [String], over size: Int) -> [String] {
  needs + Array(repeating: "", count: max(0, size - needs.count))
}

func inByteOrder(_ texts: some Sequence<String>) -> [String] {
  texts.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
}
