// What stands aside. On a file system that cannot exchange two names there is an instant in which
// the old entry of an output folder is in the hidden folder and the new one not yet in its place: a
// run that is killed just then leaves it so. The next run that locks the place puts it back
// (FileOutputHidden.swift); whoever only reads can at least tell it from what was never there.

/// An entry of an output folder that stands in the hidden folder alone.
public struct DisplacedEntry: Hashable, Sendable {
  public let name: String
  /// Where it belongs.
  public let path: String
  /// Where it stands, whole.
  public let place: String
  /// Whether a run is at work on the output folder, which will put it, or the new one, in place.
  public let isHeld: Bool
}

/// What stands aside of an output folder, ascending; mostly nothing.
public func displacedEntries(in folder: String) -> [DisplacedEntry] {
  var folder = folder
  while folder.count > 1 && folder.hasSuffix("/") { folder.removeLast() }
  guard let base = try? FolderHandle.current.openFolder(folder, follow: true),
    let hidden = try? base.openFolderIfThere(HiddenFolder.nameInside),
    let names = try? hidden.entries()
  else { return [] }
  let missing = names.compactMap(HiddenFolder.nameFromOld).filter {
    (try? base.kind($0)) == EntryKind.none
  }
  if missing.isEmpty { return [] }
  // The lock is given back when `hidden` goes.
  let isHeld = (try? hidden.lock()) == nil
  return missing.map {
    DisplacedEntry(
      name: $0, path: base.pathOf($0), place: hidden.pathOf(HiddenFolder.nameOfOld($0)),
      isHeld: isHeld)
  }
}

/// What stands aside and is therefore missing on the way to a file or folder; nil for nothing.
public func displacedEntry(on path: String) -> DisplacedEntry? {
  var way = path[...]
  while !way.isEmpty {
    while way.hasSuffix("/") { way.removeLast() }
    let start = way.lastIndex(of: "/").map(way.index(after:)) ?? way.startIndex
    let name = String(way[start...])
    way = way[..<start]
    let found = displacedEntries(in: way.isEmpty ? "." : String(way)).first { $0.name == name }
    if let found { return found }
  }
  return nil
}
