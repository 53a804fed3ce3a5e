// Cases written as text: what is changed in the small world, and what the program says then.
//
//   # a ratio with a doubled sign          title
//   plan.json5: "10%" → "3 %%"          in this file, this becomes that (\n \r \t \0 \u{})
//   targets.csv: all , → ;                 … everywhere
//   targets.csv: 样例04 → hex E6 A0         … these bytes
//   calendar.csv gone                      there is no such file
//   targets.csv is …                       the whole file
//   at "3 %%"                              what stands at the place of the first error
//   exit 2                                 status, then messages in English, `~` and in Chinese
//   | …

import Foundation

struct Case {
  enum Edit {
    case change(file: String, old: [UInt8], new: [UInt8], everywhere: Bool)
    case content(file: String, [UInt8])
    case removal(file: String)
  }

  var title: String
  /// Lines up to `exit`, as written.
  var head: [String] = []
  var edits: [Edit] = []
  var place: String?
  /// From `exit` on.
  var said: [String] = []
}

struct CaseError: Error { var text: String }

/// Reads a file of cases; what stands before the first one is its preface.
func readCases(_ text: String) throws -> (preface: String, cases: [Case]) {
  var preface: [String] = []
  var cases: [Case] = []
  for line in text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init) {
    if line.hasPrefix("# ") {
      cases.append(Case(title: String(line.dropFirst(2))))
    } else if cases.isEmpty {
      preface.append(line)
    } else if line.hasPrefix("exit ") || line.hasPrefix("|") {
      cases[cases.count - 1].said.append(line)
    } else if !line.isEmpty {
      try cases[cases.count - 1].add(line)
    }
  }
  return (preface.joined(separator: "\n"), cases)
}

extension Case {
  var text: String { (["# " + title] + head + said).joined(separator: "\n") + "\n" }

  fileprivate mutating func add(_ line: String) throws {
    head.append(line)
    if line.hasPrefix("at ") {
      place = unescaped(String(line.dropFirst(3)))
      return
    }
    guard let blank = line.firstIndex(of: " ") else { throw CaseError(text: line) }
    let word = String(line[..<blank])
    let rest = String(line[line.index(after: blank)...])
    if word.hasSuffix(":") {
      edits.append(try change(String(word.dropLast()), rest))
    } else if rest == "gone" {
      edits.append(.removal(file: word))
    } else if rest.hasPrefix("is") {
      edits.append(.content(file: word, Array(unescaped(String(rest.dropFirst(3))).utf8)))
    } else {
      throw CaseError(text: line)
    }
  }

  private func change(_ file: String, _ text: String) throws -> Edit {
    guard let arrow = text.range(of: " →") else { throw CaseError(text: text) }
    var old = String(text[..<arrow.lowerBound])
    let new = String(text[arrow.upperBound...].dropFirst())
    let everywhere = old.hasPrefix("all ")
    if everywhere { old = String(old.dropFirst(4)) }
    let bytes =
      new.hasPrefix("hex ")
      ? new.split(separator: " ").dropFirst().compactMap { UInt8($0, radix: 16) }
      : Array(unescaped(new).utf8)
    return .change(
      file: file, old: Array(unescaped(old).utf8), new: bytes, everywhere: everywhere)
  }

  /// Makes the changes.
  func apply(to workplace: Workplace) throws {
    for edit in edits {
      switch edit {
      case .removal(let file): try FileManager.default.removeItem(at: workplace.file(file))
      case .content(let file, let bytes): try workplace.write(file, bytes)
      case .change(let file, let old, let new, let everywhere):
        let bytes = try workplace.read(file)
        let changed = replaced(bytes, old, new, everywhere: everywhere)
        if changed == bytes { throw CaseError(text: "\(title): nothing to change in \(file)") }
        try workplace.write(file, changed)
      }
    }
  }
}

private func replaced(
  _ bytes: [UInt8], _ old: [UInt8], _ new: [UInt8], everywhere: Bool
) -> [UInt8] {
  var result: [UInt8] = []
  var rest = bytes[...]
  while let byte = rest.first {
    if rest.starts(with: old) {
      result += new
      rest = rest.dropFirst(old.count)
      if !everywhere { break }
    } else {
      result.append(byte)
      rest = rest.dropFirst()
    }
  }
  return result + rest
}

private func unescaped(_ text: String) -> String {
  var result = ""
  var rest = text[...]
  while let character = rest.popFirst() {
    guard character == "\\", let escape = rest.popFirst() else {
      result.append(character)
      continue
    }
    switch escape {
    case "n": result.append("\n")
    case "r": result.unicodeScalars.append("\r")
    case "t": result.append("\t")
    case "0": result.append("\0")
    case "u":
      let digits = rest.dropFirst().prefix { $0 != "}" }
      rest = rest.dropFirst(digits.count + 2)
      UInt32(digits, radix: 16).flatMap(Unicode.Scalar.init).map {
        result.unicodeScalars.append($0)
      }
    default: result.append(escape)
    }
  }
  return result
}
