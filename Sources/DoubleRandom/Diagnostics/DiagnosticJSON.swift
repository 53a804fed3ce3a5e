// Findings for programs: the shape that `--json` shows. Codes and arguments are the stable part;
// message and hint are there to be shown to people.

import Tables

extension Findings {
  /// `{"errors", "warnings", "notes", "findings": […], "counts": […]}`: the findings kept, and how
  /// many there are of each code on each column of each file.
  public func json(_ language: Language) -> JSON {
    let kinds = groups.sorted { a, b in
      (a.key.file, a.key.code, a.key.column ?? "", a.key.severity)
        < (b.key.file, b.key.code, b.key.column ?? "", b.key.severity)
    }
    return [
      "errors": .int(count(.error)),
      "warnings": .int(count(.warning)),
      "notes": .int(count(.note)),
      "findings": .array(kept.map { $0.json(language, hint: hint($0, language)) }),
      "counts": .array(
        kinds.map { kind, group in
          [
            "file": .string(kind.file), "code": .string(kind.code),
            "column": kind.column.map(JSON.string) ?? .null,
            "severity": .string(kind.severity.rawValue), "count": .int(group.count),
          ]
        }),
    ]
  }
}

extension Finding {
  fileprivate func json(_ language: Language, hint: String?) -> JSON {
    [
      "severity": .string(severity.rawValue),
      "code": .string(code),
      "file": .string(file),
      "line": line.map(JSON.int) ?? .null,
      "column": column.map(JSON.int) ?? .null,
      "arguments": .array(arguments.map(JSON.string)),
      "message": .string(message(language)),
      "hint": hint.map(JSON.string) ?? .null,
    ]
  }
}
