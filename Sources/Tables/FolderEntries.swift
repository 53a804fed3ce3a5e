// What stands in a folder, for suggestions and for commands that take a folder of results. Nothing
// is opened but the folder itself.

/// Names in a folder, ascending, hidden ones left out; nil where there is no such folder or it
/// cannot be read.
public func entries(ofFolder path: String) -> [String]? {
  guard let folder = try? FolderHandle.current.openFolder(path, follow: true),
    let names = try? folder.entries()
  else { return nil }
  return names.filter { !$0.hasPrefix(".") }
}
