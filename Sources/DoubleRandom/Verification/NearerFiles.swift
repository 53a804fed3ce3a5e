// Which files a verification uses, and whether others of the same names stand nearer to the record:
// a registry altered there is a change, though a copy farther away is as it was drawn from.

import Tables

/// A path without the detours of `.` and `..`: for messages; links may make it another file.
public func shortened(_ path: String) -> String { Paths.shortened(path) }

/// Reports inputs that a plan nearer to the record would have read, where they are not those of
/// the record.
///
/// - Parameters:
///   - planPath: where the plan was found.
///   - nearer: paths at which it was looked for before, the nearest first; no file is there.
/// - Returns: whether one of `nearer` has inputs of its own.
public func reportNearerInputs(
  of record: DrawRecord, planPath: String, _ nearer: [String], _ findings: inout Findings
) -> Bool {
  func place(_ name: String, of plan: String) -> String {
    Paths.shortened(Paths.joining(Paths.folder(of: plan), name))
  }
  var isAny = false
  var known: Set<String> = []
  for input in record.inputs where !input.file.name.hasPrefix("/") {
    let used = place(input.file.name, of: planPath)
    for plan in nearer {
      let path = place(input.file.name, of: plan)
      guard path != used, known.insert(path).inserted,
        let digest = try? digestFile(at: path, isReadAgain: true)
      else { continue }
      // `results` writes a history.csv of its own beside draws.
      if path.hasSuffix("/history.csv"), !input.file.name.contains("/") { continue }
      isAny = true
      if digest.hex != input.file.digest {
        reportChange(at: path, path, digest, input.file, &findings)
      }
    }
  }
  return isAny
}

extension VerificationRequest {
  /// The files that are read: the plan's, then its inputs by role.
  public var filesUsed: [(role: String, path: String)] {
    plan.sources.map { ("plan", Paths.shortened($0.path)) }
      + record.inputs.compactMap { input in
        plan.inputs.file(role: input.role).map { (input.role, $0.display) }
      }
  }
}
