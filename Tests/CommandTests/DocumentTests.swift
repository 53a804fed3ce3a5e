// The documents for people, run as they stand: every block of shell is executed, in order and in
// one clone, and the block of text behind it must be what it printed. `make golden` writes those
// blocks anew; read the difference.

import Foundation
import Testing

/// A document in pieces: prose, and fenced blocks.
private struct Guide {
  struct Block {
    var language: String
    /// Lines between the fences.
    var text: String
  }

  enum Piece {
    case prose(String)
    case block(Block)
  }

  var pieces: [Piece] = []

  init(_ text: String) {
    var block: Block?
    for line in text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init) {
      if let open = block {
        if line == "```" {
          pieces.append(.block(open))
          block = nil
        } else {
          block?.text += line + "\n"
        }
      } else if line.hasPrefix("```") {
        block = Block(language: String(line.dropFirst(3)), text: "")
      } else {
        pieces.append(.prose(line))
      }
    }
  }

  var text: String {
    pieces.map { piece in
      switch piece {
      case .prose(let line): line
      case .block(let block): "```\(block.language)\n\(block.text)```"
      }
    }.joined(separator: "\n")
  }

  /// This one with the blocks of text of another, which has the same pieces.
  func shown(by other: Guide) -> Guide {
    var result = self
    for (index, piece) in other.pieces.enumerated() {
      if case .block(let block) = piece, block.language == "text" { result.pieces[index] = piece }
    }
    return result
  }

  /// Runs every block of shell, and hands what it printed to `check` with the block behind it.
  mutating func run(in folder: URL, _ check: (_ command: String, _ own: String, Run) -> Void) throws
  {
    var last: (command: String, run: Run)?
    for index in pieces.indices {
      guard case .block(var block) = pieces[index] else { continue }
      switch block.language {
      case "sh":
        // As on a Chinese system; what goes wrong is part of what people see.
        var run = try Program.shell(
          "unset LC_ALL; export LANG=zh_CN.UTF-8; exec 2>&1\n\(block.text)", in: folder)
        run.output = run.output.replacing("\u{FEFF}", with: "").replacing("\r\n", with: "\n")
        last = (block.text, run)
        if nextLanguage(behind: index) != "text" { check(block.text, run.output, run) }
      case "text":
        guard let (command, run) = last else { continue }
        check(command, block.text, run)
        block.text = run.output
        pieces[index] = .block(block)
        last = nil
      default: break
      }
    }
  }

  private func nextLanguage(behind index: Int) -> String? {
    for piece in pieces[(index + 1)...] {
      if case .block(let block) = piece { return block.language }
    }
    return nil
  }
}

@Suite struct DocumentTests {
  /// In this order: the later ones go on from the folders of the first.
  private static let documents = ["用户手册.md", "复核指南.md", "为什么抽到我.md"]

  @Test("every command of the README does its work, and prints what is shown")
  func readme() throws {
    let clone = try Program.sampleClone()
    defer { try? FileManager.default.removeItem(at: clone) }
    // What `make plan` leaves.
    let made = try Program.shell(
      "shuangsuiji draw plans/11*.json5 --seed 'shuangsuiji sample 2026Q4' --output out --quiet",
      in: clone)
    #expect(made.status == 0, "\(made.errors)")
    let file = Program.repository.appending(path: "README.md")
    let text = try String(contentsOf: file, encoding: .utf8)
    var guide = Guide(
      text
        .replacing(".build/release/shuangsuiji", with: "shuangsuiji")
        .replacing(#/(?m)^(?:sudo )?make .*\n/#, with: "")
        .replacing("--draws 2000", with: "--draws 20"))
    var count = 0
    try guide.run(in: clone) { command, own, run in
      count += command.isEmpty ? 0 : 1
      if !Program.isWritingGolden { #expect(run.output == own, "\(command)") }
      for trouble in [": error:", "错误：", "command not found", "No such file"] {
        #expect(!run.output.contains(trouble), "\(command)\n\(run.output)")
      }
      #expect(run.status <= 1, "\(command)\n\(run.output)")
    }
    #expect(count > 10)
    if Program.isWritingGolden { try Data(Guide(text).shown(by: guide).text.utf8).write(to: file) }
  }

  @Test("every command of the guides does what they show, word for word")
  func guides() throws {
    let clone = try Program.sampleClone()
    defer { try? FileManager.default.removeItem(at: clone) }
    let samples = Program.repository.appending(path: "samples")
    for name in DocumentTests.documents {
      let file = samples.appending(path: name)
      let text = try String(contentsOf: file, encoding: .utf8)
      var guide = Guide(text)
      #expect(guide.text == text, "\(name) is put together as it was taken apart")
      var count = 0
      try guide.run(in: clone) { command, own, run in
        count += 1
        #expect(run.status == 0, "\(name): \(command)\n\(run.output)")
        if !Program.isWritingGolden { #expect(run.output == own, "\(name): \(command)") }
      }
      #expect(count >= 2, "\(name)")
      if Program.isWritingGolden { try Data(guide.text.utf8).write(to: file) }
    }
  }
}
