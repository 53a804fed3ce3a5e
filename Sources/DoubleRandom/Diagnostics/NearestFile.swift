// Which file was probably meant where there is none of the name, or a folder of it: only ever a
// suggestion.

import Tables

/// The name that stands nearest to a missing one, written as the missing one was; empty for none.
///
/// - Parameters:
///   - path: where it was looked for.
///   - shown: the same as the plan or the command line has it.
func nearestFile(_ path: String, shown: String) -> String {
  let name = Paths.lastComponent(path)
  guard shown.hasSuffix(name), !name.isEmpty else { return "" }
  let front = String(shown.dropLast(name.count))
  if let names = entries(ofFolder: Paths.folder(of: path)) {
    // Where little more than ".json" is alike, nothing is.
    let near = names.filter { nearest(stem(name), among: [stem($0)]) != nil }
    return nearest(name, among: near).map { front + $0 } ?? ""
  }
  // The folder's own name is wrong: the same file in its neighbour.
  let folder = nearestFile(Paths.folder(of: path), shown: String(front.dropLast()))
  guard !folder.isEmpty, front.hasSuffix("/") else { return "" }
  let place = Paths.joining(
    Paths.folder(of: Paths.folder(of: path)), Paths.lastComponent(folder))
  return entries(ofFolder: place)?.contains(name) ?? false ? "\(folder)/\(name)" : ""
}

/// The tables in the folder of a missing one, where its own was renamed.
func tablesBeside(_ path: String, shown: String) -> String {
  let front = shown.dropLast(Paths.lastComponent(path).count)
  let folder = front.isEmpty ? "." : String(front)
  return filesOfUse(.table, in: Paths.folder(of: path), shown: folder, limit: 12)
}

/// A file's name without what tells its kind.
private func stem(_ name: String) -> String {
  guard let dot = name.lastIndex(of: "."), dot > name.startIndex else { return name }
  return String(name[..<dot])
}

/// Folders that are looked into for a record.
private let foldersLookedInto = 64
/// Files that are named.
private let filesNamed = 4

/// What a file is read as.
public enum FileUse: Sendable {
  case table
  case plan
  case record
  case ledger
}

/// The files of a folder that can be used so, as a list, empty for none; records stand in it or two
/// floors below.
func filesOfUse(
  _ use: FileUse, in path: String, shown: String, limit: Int = filesNamed
) -> String {
  var left = foldersLookedInto
  func records(below folder: String, _ floors: Int) -> [String] {
    let place = folder.isEmpty ? path : "\(path)/\(folder)"
    guard left > 0, let names = entries(ofFolder: place) else { return [] }
    left -= 1
    let record = folder.isEmpty ? "record.json" : "\(folder)/record.json"
    let own = names.contains("record.json") ? [record] : []
    if floors == 0 { return own }
    return own
      + names.sorted().filter { !$0.hasPrefix(".") }.flatMap {
        records(below: folder.isEmpty ? $0 : "\(folder)/\($0)", floors - 1)
      }
  }
  let names = (entries(ofFolder: path) ?? []).sorted()
  let found =
    switch use {
    case .table: names.filter { $0.hasSuffix(".csv") }
    case .plan: names.filter { $0.hasSuffix(".json5") }
    case .record: records(below: "", 2)
    case .ledger: names.filter { $0 == "ledger.jsonl" }
    }
  let front = shown.hasSuffix("/") ? String(shown.dropLast()) : shown
  let listed = found.prefix(limit).map { front == "." ? $0 : "\(front)/\($0)" }
  return listed.joined(separator: ", ") + (found.count > limit ? ", …" : "")
}
