// The seed of a committed draw, as a text that anybody can read and hash (draw protocol, 9):
//
//   shuangsuiji-seed/1
//   draw: BJ-2026Q4
//   commitment: 5e3b…                          sha256sum of the commitment
//   entropy: 双色球第2026115期开奖号码 03 07 11 18 22 30 09
//   salt: …
//
// S is its SHA-256. The public lines stop the operator from choosing, the salt stops everybody
// else from computing the draw before it is disclosed; the commitment, published before the lines
// exist, holds the salt's hash, so that the salt cannot be chosen last.

import Sampling
import Tables

/// The operator's secret: one line of printable ASCII.
public struct Salt: Sendable, Hashable {
  /// Characters of the shortest salt: 32 hexadecimal digits have 128 bits.
  public static let lengthMin = 32
  static let lengthMax = 200
  /// Different characters that a salt has at least; random hexadecimal digits have fewer once in
  /// a million times.
  public static let varietyMin = 8

  public enum Problem: Error, Sendable, Hashable {
    case notALine
    case tooShort(Int)
    case tooUniform(Int)
  }

  public let text: String

  /// Reads a salt's file: the line, with or without a line feed at its end.
  public init(_ bytes: [UInt8]) throws(Problem) {
    let line = bytes.last == 0x0A ? bytes.dropLast() : bytes[...]
    guard line.allSatisfy({ (0x21...0x7E).contains($0) }), line.count <= Salt.lengthMax else {
      throw .notALine
    }
    if line.count < Salt.lengthMin { throw .tooShort(line.count) }
    let variety = Set(line).count
    if variety < Salt.varietyMin { throw .tooUniform(variety) }
    text = String(decoding: line, as: UTF8.self)
  }

  /// SHA-256 of the characters, without a line feed: `printf '%s' SALT | sha256sum`.
  public var hash: String { SHA256.hash(text).hex }
}

/// A seed's text, line by line.
public struct SeedTranscript: Sendable, Hashable {
  public static let form = "shuangsuiji-seed/1"

  public var draw: String
  /// SHA-256 of the commitment's bytes.
  public var commitment: String
  /// Verbatim, in the order that the commitment declares.
  public var entropy: [String]
  public var salt: String

  public init(draw: String, commitment: String, entropy: [String], salt: String) {
    self.draw = draw
    self.commitment = commitment
    self.entropy = entropy
    self.salt = salt
  }

  public var bytes: [UInt8] {
    let lines =
      [Self.form, "draw: \(draw)", "commitment: \(commitment)"]
      + entropy.map { "entropy: \($0)" } + ["salt: \(salt)"]
    return Array(lines.map { $0 + "\n" }.joined().utf8)
  }

  /// Reads a transcript; nil for any other bytes.
  public init?(_ bytes: [UInt8]) {
    guard let text = String(validating: bytes, as: UTF8.self) else { return nil }
    var lines = text.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false)
      .map { String($0) }
    guard lines.count >= 5, lines.removeLast().isEmpty, lines[0] == Self.form,
      let draw = value(of: lines[1], "draw"),
      let commitment = value(of: lines[2], "commitment"),
      let salt = value(of: lines[lines.count - 1], "salt")
    else { return nil }
    let entropy = lines[3..<(lines.count - 1)].compactMap { value(of: $0, "entropy") }
    self.init(draw: draw, commitment: commitment, entropy: entropy, salt: salt)
    // Whatever is not exactly of this form is no transcript.
    if self.bytes != bytes { return nil }
  }
}

private func value(of line: String, _ key: String) -> String? {
  line.hasPrefix("\(key): ") ? String(line.dropFirst(key.count + 2)) : nil
}

/// A source that a seed was made of in place of another, which had no outcome.
struct UsedFallback: Sendable, Hashable {
  var name: String
  var source: String
}

extension Commitment {
  /// Whether lines are what the commitment declares, each in its place; findings say which is not.
  ///
  /// - Parameter file: where the lines come from, for messages.
  /// - Returns: of each line the name of the source that it is of; nil with an error.
  public func check(
    entropy lines: [String], file: String, findings: inout Findings
  ) -> [String]? {
    if lines.count != sources.count {
      findings.error(
        "entropy-count", file: file, arguments: ["\(lines.count)", "\(sources.count)"])
      return nil
    }
    var names: [String] = []
    for (index, (line, source)) in zip(lines, sources).enumerated() {
      if let name = source.name(ofLine: line) {
        names.append(name)
      } else if let other = sources.firstIndex(where: { $0.name(ofLine: line) != nil }) {
        findings.error(
          "entropy-order", file: file,
          arguments: ["\(index + 1)", "\(other + 1)", source.pattern])
      } else {
        findings.error(
          "entropy-mismatch", file: file, arguments: ["\(index + 1)", line, source.pattern])
      }
    }
    return names.count == lines.count ? names : nil
  }

  /// Warns of each line that is a fallback's: with the source's own it is a second seed to choose
  /// from, and only the published outcomes tell whether there was a choice.
  ///
  /// - Parameter transcript: that `check` has found to be of this commitment.
  public func warnOfFallbacks(
    _ transcript: SeedTranscript, file: String, findings: inout Findings
  ) {
    for fallback in fallbacks(in: transcript) {
      let date = sources.first { $0.name == fallback.source }?.date.text ?? ""
      findings.warning(
        "entropy-fallback-used", file: file, arguments: [fallback.name, fallback.source, date])
    }
  }

  /// The fallbacks of which a transcript has the outcomes.
  func fallbacks(in transcript: SeedTranscript) -> [UsedFallback] {
    zip(transcript.entropy, sources).compactMap { line, source in
      let name = source.name(ofLine: line) ?? source.name
      return name == source.name ? nil : UsedFallback(name: name, source: source.name)
    }
  }

  /// Whether a transcript is the seed of this commitment; findings say what speaks against it.
  public func check(_ transcript: SeedTranscript, file: String, findings: inout Findings) -> Bool {
    if transcript.commitment != hash || transcript.draw != draw {
      findings.error(
        "seed-of-other-commitment", file: file, arguments: [transcript.commitment, hash])
      return false
    }
    if SHA256.hash(transcript.salt).hex != saltHash {
      findings.error("other-salt", file: file, arguments: [saltHash])
      return false
    }
    return check(entropy: transcript.entropy, file: file, findings: &findings) != nil
  }
}
