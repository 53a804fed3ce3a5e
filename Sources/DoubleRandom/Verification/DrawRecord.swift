// A draw record read back: the few fields that verification needs before it can repeat the draw.
// All other fields are compared as text trees, so none can be forgotten.

import Sampling
import Tables

/// A record as written, with what is needed to find its inputs again.
public struct DrawRecord: Sendable {
  /// A file that the record names, with its digest.
  public struct NamedFile: Sendable {
    public var name: String
    public var digest: String
    public var pieces: [String]
    public var byteCount: Int?
  }

  /// Why a file is not a record that can be verified.
  public enum Problem: Error, Sendable {
    case syntax(JSON5Error)
    case notARecord
    case otherForm(String)
    case otherProtocol(String)
    case missing(String)
  }

  public var planID: String
  public var planFiles: [NamedFile]
  /// By role.
  public var inputs: [(role: String, file: NamedFile)]
  public var seedText: String?
  public var seedHash: String
  public var flavour: CSVFlavour
  public var outputNames: [String]
  let tree: JSON5Value

  /// The version that a repetition writes into its record: the record's own where it is known to
  /// be the same otherwise.
  var program: String {
    let words = (tree.text(at: ["program"]) ?? "").split(separator: " ").map(String.init)
    guard words.count == 2, Version.reproduced.contains(words[1]) else { return Version.program }
    return words[1]
  }

  public init(_ bytes: [UInt8]) throws(Problem) {
    do {
      tree = try parseJSON5(bytes)
    } catch {
      throw .syntax(error)
    }
    // A file of another program may have a format, too.
    guard let format = tree.text(at: ["format"]), format.hasPrefix("shuangsuiji-") else {
      throw .notARecord
    }
    if format != Version.record { throw .otherForm(format) }
    let draw = try Self.text(tree, ["protocol"])
    if draw != Version.draw { throw .otherProtocol(draw) }
    planID = try Self.text(tree, ["plan", "id"])
    planFiles = try Self.list(tree, ["plan", "files"]).map(Self.namedFile)
    inputs = try Self.list(tree, ["inputs"]).map { (node) throws(Problem) in
      (try Self.text(node, ["role"]), try Self.namedFile(node))
    }
    seedText = tree.text(at: ["seed", "text"])
    seedHash = try Self.text(tree, ["seed", "hash"])
    flavour = try Self.text(tree, ["outputs", "csv"]) == "plain" ? .plain : .people
    outputNames = try Self.list(tree, ["outputs", "files"]).map { (node) throws(Problem) in
      try Self.text(node, ["name"])
    }
    if planFiles.isEmpty { throw .missing("plan.files") }
  }

  /// Whether the draw followed a commitment.
  var isCommitted: Bool { tree.text(at: ["commitment", "hash"]) != nil }

  /// The line on which a value stands.
  func line(of path: [String]) -> Int? { tree.value(at: path)?.position.line }

  /// The digest of an output, as the record has it.
  func outputDigest(of name: String) -> String? {
    let files = tree.value(at: ["outputs", "files"])?.elements
    return files?.first { $0.text(at: ["name"]) == name }?.text(at: ["digest"])
  }

  private static func text(_ node: JSON5Value, _ path: [String]) throws(Problem) -> String {
    guard let text = node.text(at: path) else { throw .missing(path.joined(separator: ".")) }
    return text
  }

  private static func list(_ node: JSON5Value, _ path: [String]) throws(Problem) -> [JSON5Value] {
    guard let values = node.value(at: path)?.elements else {
      throw .missing(path.joined(separator: "."))
    }
    return values
  }

  private static func namedFile(_ node: JSON5Value) throws(Problem) -> NamedFile {
    NamedFile(
      name: try text(node, ["name"]), digest: try text(node, ["digest"]),
      pieces: node["pieces"]?.elements?.compactMap(\.string) ?? [],
      byteCount: node["bytes"]?.integer)
  }
}

extension JSON5Value {
  /// The string at a path of keys, or nil where there is none.
  func text(at path: [String]) -> String? { value(at: path)?.string }
}
