// How a command ends that reads, decides and writes once: findings on standard error, then its
// answer, for people or as one JSON object.

import DoubleRandom
import Tables

extension Invocation {
  /// Shows what was found, gives the answer, and is its status.
  ///
  /// - Parameters:
  ///   - text: the answer for people, already in their language.
  ///   - isDocument: whether the text goes out byte for byte, for another program or a file.
  ///   - members: the answer for programs, between status and findings.
  func conclude(
    _ console: Console, _ status: ExitStatus, _ findings: Findings, text: String = "",
    outcome: String = "", isDocument: Bool = false, _ members: [(String, JSON)] = []
  ) -> ExitStatus {
    console.show(findings, outcome: outcome)
    if has("--json") {
      let head: [(String, JSON)] = [
        ("format", .string(command.answerFormat)),
        ("status", .int(Int(status.rawValue))),
      ]
      console.print(.object(head + members + [("findings", findings.json(console.language))]))
    } else if isDocument {
      console.print(text)
    } else {
      console.say(text)
    }
    return status
  }

  /// Says that nothing was done, and why.
  func refuse(
    _ console: Console, _ findings: Findings, _ english: String = "", _ chinese: String = ""
  ) -> ExitStatus {
    conclude(console, .failed, findings, outcome: console.text(english, chinese))
  }
}
