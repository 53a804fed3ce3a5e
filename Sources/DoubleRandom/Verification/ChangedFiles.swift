// Files that are not the ones meant: where they differ, and whether only in how they were saved.

import Tables

/// - Parameter file: how messages call it.
func reportChange(
  at path: String, _ file: String, _ digest: FileDigest, _ known: DrawRecord.NamedFile,
  _ findings: inout Findings
) {
  let isResized = known.byteCount != digest.byteCount
  findings.error(
    "input-changed", file: file,
    arguments: digest.firstChange(from: known.pieces, known.byteCount ?? 0) + [
      known.digest, digest.hex, isResized ? known.byteCount.map { "\($0)" } ?? "" : "",
      "\(digest.byteCount)",
    ])
  findings.noteSavedOtherwise(at: path, known.digest, file: file)
}

/// Reports which of a record's plan files are changed; for plans that can no longer be read.
///
/// - Parameter path: of the plan; the files that it extends are found from it by their names.
public func reportChangedPlanFiles(
  of record: DrawRecord, at path: String, findings: inout Findings
) {
  var path = path
  for (index, file) in record.planFiles.enumerated() {
    if index > 0 { path = Paths.joining(Paths.folder(of: path), file.name) }
    guard let digest = try? digestFile(at: path, isReadAgain: true), digest.hex != file.digest
    else { continue }
    findings.error(
      "file-changed", file: Paths.shortened(path), arguments: ["plan.files[\(index)].digest"])
    findings.noteSavedOtherwise(at: path, file.digest)
  }
}

extension FileDigest {
  /// From which byte to which the first piece is that differs from those known, for messages;
  /// two empty texts where that is all of the file.
  func firstChange(from known: [String], _ knownSize: Int) -> [String] {
    let same = zip(pieces.map(\.hex), known).prefix { $0 == $1 }.count
    let start = same * FileDigest.pieceSize
    let size = max(byteCount, knownSize)
    let end = min(start + FileDigest.pieceSize, size)
    return end - start == size ? ["", ""] : ["\(start)", "\(end)"]
  }
}

extension Findings {
  /// - Parameter isOriginal: whether bytes are those of the file meant.
  public mutating func noteSavedOtherwise(
    _ bytes: [UInt8], file: String, where isOriginal: ([UInt8]) -> Bool
  ) {
    guard let steps = SavedForm.stepsBack(from: bytes, where: isOriginal) else { return }
    report("saved-otherwise", file: file, arguments: steps.map(\.rawValue), severity: .note)
  }

  /// The same of a file of which the digest D is known, where it can be read again.
  ///
  /// - Parameter file: how messages call it; as a rule its path.
  mutating func noteSavedOtherwise(
    at path: String, _ digest: String, file: String? = nil
  ) {
    // What came through a pipe is gone.
    guard isRegularFile(at: path),
      let bytes = try? readWholeFile(at: path, limit: SavedForm.sizeMax)
    else { return }
    noteSavedOtherwise(bytes, file: file ?? Paths.shortened(path)) {
      FileDigest(of: $0).hex == digest
    }
  }
}

extension Inputs {
  func file(role: String) -> InputFile? {
    switch role {
    case "targets": targets.file
    case "inspectors": inspectors
    case "items": items
    case "history": history
    case "recusals": recusals
    case "calendar": calendar
    default:
      departments.first { "departments.\($0.name)" == role }?.file
        ?? targets.parts.first { TargetInput.role(ofPart: $0.name) == role }
    }
  }
}
