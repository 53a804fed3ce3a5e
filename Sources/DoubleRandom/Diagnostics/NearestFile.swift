// Which file was probably meant where there is none of the name: only ever a suggestion.

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
    return nearest(name, among: names).map { front + $0 } ?? ""
  }
  // The folder's own name is wrong: the same file in its neighbour.
  let folder = nearestFile(Paths.folder(of: path), shown: String(front.dropLast()))
  guard !folder.isEmpty, front.hasSuffix("/") else { return "" }
  let place = Paths.joining(
    Paths.folder(of: Paths.folder(of: path)), Paths.lastComponent(folder))
  return entries(ofFolder: place)?.contains(name) ?? false ? "\(folder)/\(name)" : ""
}
