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

extension VerificationRequest {
  /// The same with the plan under the name that the record has: whoever keeps the file may call it
  /// otherwise, and what came through standard input had no name.
  func withRecordedPlanName(_ findings: inout Findings) -> VerificationRequest {
    guard let source = plan.sources.first, let known = record.planFiles.first,
      source.name != known.name, source.digest.hex == known.digest
    else { return self }
    findings.report(
      "plan-renamed", file: Paths.shortened(source.path), arguments: [known.name], severity: .note)
    var request = self
    request.plan.sources[0].name = known.name
    return request
  }
}

/// Whether nothing at all has a name, a broken link or what a killed run has left aside included.
func isNothing(at path: String) -> Bool {
  linkTarget(at: path) == nil && displacedEntry(on: path) == nil
}

/// Says which file of a missing one's folder has its bytes.
///
/// - Returns: false where none has.
func reportRenamed(
  _ known: DrawRecord.NamedFile, _ path: String, _ file: InputFile, _ findings: inout Findings
) -> Bool {
  let folder = Paths.folder(of: path)
  let others = (entries(ofFolder: folder) ?? []).sorted().map { Paths.joining(folder, $0) }
  let found = others.first {
    sizeOfFile(at: $0) == known.byteCount && known.byteCount != nil
      && (try? digestFile(at: $0, isReadAgain: true))?.hex == known.digest
  }
  guard isNothing(at: path), let found else { return false }
  findings.report(
    "input-renamed", file: file.display,
    arguments: [Paths.shortened(found), Paths.lastComponent(path)])
  return true
}
