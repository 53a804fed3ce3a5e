// A folder of its own for each test that writes files, and what stands in it.

import Foundation
import Tables

/// A folder for one test, removed with it.
final class Workplace: Sendable {
  let path: String

  init() {
    path = FileManager.default.temporaryDirectory.path + "/" + UUID().uuidString
    make("")
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  func callAsFunction(_ name: String) -> String { path + "/" + name }

  func make(_ folder: String) {
    try? FileManager.default.createDirectory(
      atPath: self(folder), withIntermediateDirectories: true)
  }

  func put(_ name: String, _ text: String) {
    _ = FileManager.default.createFile(atPath: self(name), contents: Data(text.utf8))
  }

  func link(_ name: String, to target: String) {
    try? FileManager.default.createSymbolicLink(atPath: self(name), withDestinationPath: target)
  }

  func mode(_ name: String) -> Int? {
    (try? FileManager.default.attributesOfItem(atPath: self(name)))?[.posixPermissions] as? Int
  }

  /// Everything here, hidden names too: folders as `name/`, links as `name -> target`.
  var content: [String: String] {
    var content: [String: String] = [:]
    for name in (try? FileManager.default.subpathsOfDirectory(atPath: path)) ?? [] {
      if let target = try? FileManager.default.destinationOfSymbolicLink(atPath: self(name)) {
        content["\(name) -> \(target)"] = ""
      } else if let data = FileManager.default.contents(atPath: self(name)) {
        content[name] = String(decoding: data, as: UTF8.self)
      } else {
        content[name + "/"] = ""
      }
    }
    return content
  }
}

/// Why a call failed, or nil.
func reason(_ body: () throws(OutputError) -> Void) -> OutputError.Reason? {
  do throws(OutputError) {
    try body()
    return nil
  } catch {
    return error.reason
  }
}

extension OutputFolder {
  /// Stages and publishes files, in the order given, as the program does.
  @discardableResult
  func publish(
    _ files: [File], replace: Bool, alwaysReplaced: Set<String> = []
  ) throws(OutputError) -> String? {
    do throws(OutputError) {
      try stage(files)
    } catch {
      removeTemporaries()
      throw error
    }
    return try publish(replace: replace, alwaysReplaced: alwaysReplaced)
  }
}
