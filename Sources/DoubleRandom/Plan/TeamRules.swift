// What a plan says of teams: who may go and how often, which departments and experts go along, and
// what may be done for a trip that is left without a team. Read by `PairingDecoding`, used by
// `TeamBuilder`.

/// Who may go, and how often.
public struct PairingRules: Sendable {
  public var teamSize = 2
  public var dailyLimit: Int?
  public var weeklyLimit: Int?
  public var periodLimit: Int?
  /// How often the same two may go together in the period.
  public var pairLimit: Int?
  /// Loads start at 本年度已参与抽查次数.
  public var carriesOver = false
  /// An officer does not inspect targets of the officer's own station (所所交叉).
  public var avoidsOwnUnit = false
  /// Who has inspected an enterprise lately does not inspect it again.
  public var recusal: RecusalRule?
}

/// Who has inspected the same enterprise lately stays away; any of the three is enough.
public struct RecusalRule: Sendable {
  /// At most so many days before the new visit.
  public var withinDays: Int?
  /// On one of the enterprise's last so many days of visits, of any kind.
  public var withinVisits: Int?
  /// On one of its last so many days of visits by a plan.
  public var withinDraws: Int?
  public var location: Location
}

/// The inspector registry of another department.
public struct DepartmentInput: Sendable, Hashable {
  /// As the department is called in plans and tickets, such as 消防.
  public var name: String
  public var file: InputFile
}

/// The officers of another department whom a task takes along.
public struct DepartmentTeam: Sendable {
  public var name: String
  /// At least two: each department enforces in its own name.
  public var size: Int
  /// Qualifications that they must hold together.
  public var qualifications: [String]
  public var location: Location
}

/// The experts whom a task takes along; they are none of the officers.
public struct ExpertNeed: Sendable {
  public var count: Int
  /// What each of them must hold; empty where any expert will do.
  public var qualification: String
  public var location: Location
}

/// What may be done for trips without a team, and who allowed it.
public struct Fallback: Sendable {
  public enum Kind: Sendable {
    /// The inspectors of these districts may go, too.
    case neighbours(districts: [String])
    /// These inspectors may go, too, of any district and beyond the period's limit.
    case direct(officers: [String])
  }

  public var kind: Kind
  /// The authorising document.
  public var document: String
  /// Where each district or officer is written.
  public var places: [Location]

  /// The kind as plans and records write it.
  public var kindName: String {
    switch kind {
    case .neighbours: "neighbours"
    case .direct: "direct"
    }
  }
}
