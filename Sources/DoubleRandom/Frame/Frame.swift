// The sampling frame of each task: how many units each stratum has, and of each the candidates
// that can be drawn. Made by `surveyRegistry` for all plans of one registry, part by part where it
// stands in several files, or by `mergeFrames` from parts surveyed elsewhere.

import Sampling
import Tables

/// A target in a task's frame, with its ticket.
public struct Candidate: Sendable {
  public var ticket: Ticket
  public var weight: UInt32
  public var target: Target
}

/// One stratum of a frame.
public struct FrameStratum: Sendable {
  /// Values of the stratum columns, in their order.
  public var values: [String]
  /// N_h.
  public var population: Int
  /// Sum of weights; the population where the task has none.
  public var weight: UInt64
  /// In no order; at least those that can be drawn.
  public var candidates: [Candidate]
  /// Every unit whose ticket's first word is at most this is among the candidates.
  var completeUpTo: UInt64

  /// Values joined for people: `A` or `A|企业`.
  public var label: String { values.joined(separator: "|") }

  /// Whether the `count` units of smallest ticket are certainly among the candidates.
  func suffices(for count: Int) -> Bool {
    candidates.count == population
      || candidates.count { $0.ticket.w0 <= completeUpTo } >= count
  }
}

/// A cell of the table by district and grade.
public struct DistrictGradeCount: Sendable, Hashable {
  public var district: String
  public var grade: String
  public var count: Int
}

/// The frame of one task.
public struct Frame: Sendable {
  /// Rows of the registry, header excluded, those set aside included.
  public var rows: Int
  /// Counts by first reason, indexed by `ExclusionReason`.
  public var excluded: [Int]
  /// Ascending by key in byte order.
  public var strata: [FrameStratum]
  public var byDistrictAndGrade: [DistrictGradeCount]

  /// N, the units in the frame.
  public var population: Int { strata.reduce(0) { $0 + $1.population } }
}

/// What became of the registry's rows in one plan, over all of its tasks.
public struct PlanCoverage: Sendable {
  /// Rows in no frame, by the reason that came furthest; indexed by `ExclusionReason`.
  public var excluded: [Int]
  /// Rows in at least one frame.
  public var byDistrictAndGrade: [DistrictGradeCount]

  public var inFrame: Int { byDistrictAndGrade.reduce(0) { $0 + $1.count } }
}

/// What was learnt of one registry as a whole.
public struct RegistryFacts: Sendable {
  public var rows: Int
  public var setAside: Int
  public var byDistrictAndGrade: [DistrictGradeCount]
  public var input: InputDigest
  /// Finding code → rows, ascending by code.
  public var counts: [(code: String, count: Int)]
  /// Rows set aside, in file order.
  public var rejects: [RejectedRow]
  /// The files of a registry that stands in several, none otherwise.
  public var parts: [InputDigest] = []

  /// The registry's files as they were read.
  public var inputs: [InputDigest] { parts.isEmpty ? [input] : parts }
}

/// A row set aside, as the rejects file shows it.
public struct RejectedRow: Sendable {
  public var line: Int
  public var code: String
  public var raw: [UInt8]
  /// What is wrong with it, for its sentence.
  public var finding: Finding
  /// The id of the plan for which alone it is set aside; nil for all plans.
  var planID: String?

  func isSame(as other: RejectedRow, forAnyPlan: Bool) -> Bool {
    line == other.line && code == other.code && (forAnyPlan || planID == other.planID)
  }
}
