// What is missing because a killed run has left it in a hidden folder, said as such.

import Tables

extension Findings {
  /// Something that is missing because a killed run has left it in the hidden folder.
  public mutating func add(_ entry: DisplacedEntry) {
    let path = Paths.shortened(entry.path)
    if entry.isHeld {
      report("moved-meanwhile", file: path)
    } else {
      report(
        "moved-aside", file: path,
        arguments: [shellWord(Paths.shortened(entry.place)), shellWord(path)])
    }
  }
}
