// File names as text: plans name their inputs relative to themselves. Nothing is opened here.

/// Operations on slash-separated names.
enum Paths {
  static func lastComponent(_ path: String) -> String {
    path.split(separator: "/").last.map(String.init) ?? path
  }

  /// The folder part; `.` when there is none.
  static func folder(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }

  /// `name` as seen from `folder`; an absolute name stays as it is.
  static func joining(_ folder: String, _ name: String) -> String {
    if name.hasPrefix("/") || folder == "." { return name }
    return folder.hasSuffix("/") ? folder + name : folder + "/" + name
  }

  /// The name without the detours of `.` and `..`: for messages, and to know a file again. Links
  /// may make it another file, so that it is never opened.
  static func shortened(_ path: String) -> String {
    var parts: [Substring] = []
    for part in path.split(separator: "/", omittingEmptySubsequences: false) {
      if part == "..", let last = parts.last, last != "..", !last.isEmpty {
        parts.removeLast()
      } else if part != "." {
        parts.append(part)
      }
    }
    return parts.isEmpty ? "." : parts.joined(separator: "/")
  }
}

/// A text in single quotes, as POSIX shells read it.
///
/// What cannot be shown as it is stands there by its bytes: `$'\x1b'`, as bash and zsh read it.
public func shellQuoted(_ text: String) -> String {
  guard text.unicodeScalars.allSatisfy(isShownAsItIs) else { return shellQuotedByBytes(text) }
  let parts = text.split(separator: "'", omittingEmptySubsequences: false)
  return "'" + parts.joined(separator: "'\\''") + "'"
}

private func shellQuotedByBytes(_ text: String) -> String {
  let words = text.unicodeScalars.map { scalar -> String in
    switch scalar {
    case "'", "\\": return "\\" + String(scalar)
    case _ where isShownAsItIs(scalar): return String(scalar)
    default:
      return String(scalar).utf8.map { byte in
        "\\x" + (byte < 16 ? "0" : "") + String(byte, radix: 16)
      }.joined()
    }
  }
  return "$'\(words.joined())'"
}

/// A file's name as a word of shell: in quotes where it needs them.
public func shellWord(_ name: String) -> String {
  let isPlain = name.utf8.allSatisfy {
    (48...57).contains($0) || (65...90).contains($0) || (97...122).contains($0)
      || "/._-".utf8.contains($0) || $0 >= 0x80
  }
  return isPlain && !name.isEmpty && !name.hasPrefix("-") ? name : shellQuoted(name)
}
