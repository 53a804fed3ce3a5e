// Files, pipes and what the system does to them.
import Foundation
import Testing

@testable import Tables

/// A folder of one test's own, removed at the end.
private final class Scratch {
  let path: String

  init() throws {
    path = NSTemporaryDirectory() + "/tables-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  func file(_ bytes: [UInt8], name: String = "table.csv") throws -> String {
    try Data(bytes).write(to: URL(fileURLWithPath: path + "/" + name))
    return path + "/" + name
  }
}

private func table(records: Int) -> [UInt8] {
  Array("id,name\n".utf8) + (0..<records).flatMap { Array("\($0),\"名称, \($0)\"\n".utf8) }
}

private func error(_ path: String, _ options: ScanOptions = ScanOptions()) -> TableError? {
  do throws(TableError) {
    _ = try scanTable(at: path, options: options) { (_) throws(TableError) in CellSink() }
    return nil
  } catch {
    return error
  }
}

@Test("a file reads as its bytes do in memory, and its digest is that of §8 of the protocol")
func filesReadAsMemory() throws {
  let scratch = try Scratch()
  let bytes = table(records: 60_000)
  let path = try scratch.file(bytes)
  for (partSize, jobs) in [(1 << 20, 2), (16 << 20, 4), (333_333, 3), (bytes.count, 2)] {
    var options = ScanOptions()
    (options.partSize, options.jobs) = (partSize, jobs)
    let (sinks, report) = try scanTable(at: path, options: options) {
      (_) throws(TableError) in CellSink()
    }
    #expect(sinks.count == jobs)
    #expect(sinks.reduce(0) { $0 + $1.rows.count } == 60_000)
    #expect(report.digest.byteCount == bytes.count)
    #expect(report.digest == FileDigest(of: bytes))
  }
  #expect(try digestFile(at: path) == FileDigest(of: bytes))
}

@Test("the digest of a file is the one that split and sha256sum give")
func digestsByHand() {
  // Computed with hashlib: sha256 of the hex sha256 of each piece of 1 MiB, end to end.
  #expect(
    FileDigest(of: []).hex == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
  #expect(FileDigest(of: Array("abc".utf8)).hex == digestOfABC)
  let bytes = (0..<2_500_000).map { UInt8(truncatingIfNeeded: $0 &* 31 &+ $0 >> 8) }
  let digest = FileDigest(of: bytes)
  #expect(digest.pieces.count == 3)
  #expect(digest.hex == digestOfThreePieces)
}

private let digestOfABC = "dfe7a23fefeea519e9bbfdd1a6be94c4b2e4529dd6b7cbea83f9959c2621b13c"
private let digestOfThreePieces =
  "2a20e067daa1dfa489689b8b5d0aceeabe636a5b5e687f70c61a11c342d57c59"

@Test("a pipe reads like a file, whatever its pieces")
func pipes() throws {
  let scratch = try Scratch()
  let bytes = table(records: 5000)
  let path = scratch.path + "/pipe"
  let status = unsafe mkfifo(path, 0o600)
  #expect(status == 0)
  for (partSize, jobs) in [(1 << 20, 2), (1000, 3)] {
    let writer = Thread {
      let file = FileHandle(forWritingAtPath: path)!
      for at in stride(from: 0, to: bytes.count, by: 777) {
        file.write(Data(bytes[at..<min(at + 777, bytes.count)]))
      }
      try? file.close()
    }
    writer.start()
    var options = ScanOptions()
    (options.partSize, options.jobs) = (partSize, jobs)
    let (sinks, report) = try scanTable(at: path, options: options) {
      (_) throws(TableError) in CellSink()
    }
    #expect(sinks.reduce(0) { $0 + $1.rows.count } == 5000)
    #expect(report.digest == FileDigest(of: bytes))
  }
}

@Test("files that cannot be read say why")
func unreadableFiles() throws {
  let scratch = try Scratch()
  let missing = scratch.path + "/none.csv"
  #expect(error(missing) == .notFound(path: missing))
  #expect(error(scratch.path) == .isDirectory(path: scratch.path))
  let inside = try scratch.file([]) + "/table.csv"
  #expect(error(inside) == .cannotRead(path: inside, errno: ENOTDIR))
  guard case .finding(let finding, _) = error(try scratch.file([])) else {
    Issue.record("an empty file is no table")
    return
  }
  #expect(finding.kind == .emptyFile)
}

@Test("a file of /proc, whose size is unknown, is read to its end")
func filesOfUnknownSize() throws {
  let digest = try digestFile(at: "/proc/self/maps")
  #expect(digest.byteCount > 0)
}

/// Does something to the file when it takes the first batch.
private final class Meddler: RecordSink {
  private var act: (() -> Void)?

  init(_ act: @escaping () -> Void) { self.act = act }

  func take(_ bytes: Span<UInt8>, _ fields: Span<UInt32>, _ batch: Batch) {
    act?()
    act = nil
  }
}

@Test("a file that grows, shrinks or is replaced while it is read is no result")
func changesWhileReading() throws {
  let scratch = try Scratch()
  let meddlings: [(String) -> Void] = [
    { path in
      let file = FileHandle(forWritingAtPath: path)!
      file.seekToEndOfFile()
      file.write(Data("1,2\n".utf8))
    },
    { path in try? FileHandle(forWritingAtPath: path)!.truncate(atOffset: 100) },
    { path in
      let other = path + ".new"
      try? Data(table(records: 10)).write(to: URL(fileURLWithPath: other))
      let status = unsafe rename(other, path)
      precondition(status == 0)
    },
    { path in try? FileManager.default.removeItem(atPath: path) },
  ]
  for meddle in meddlings {
    let path = try scratch.file(table(records: 50_000))
    var options = ScanOptions()
    options.partSize = 100_000
    do throws(TableError) {
      _ = try scanTable(at: path, options: options) {
        (_) throws(TableError) in Meddler { meddle(path) }
      }
      Issue.record("the change went unnoticed")
    } catch {
      #expect(error == .changedWhileReading(path: path))
    }
  }
}

@Test("a small table reads whole, rows with their lines")
func textTables() throws {
  let scratch = try Scratch()
  let text = "\u{FEFF}编号,姓名\r\n1,\"甲\n乙\"\r\n\r\n2,丙\r\n3\r\n4,\"\"\r\n"
  var options = ScanOptions()
  (options.partSize, options.jobs) = (7, 2)
  let table = try readTable(at: scratch.file(Array(text.utf8)), options: options)
  #expect(table.header.names == ["编号", "姓名"])
  #expect(table.header.index(of: "姓名") == 1)
  #expect(table.header.index(of: "年龄") == nil)
  #expect(table.rows == [["1", "甲\n乙"], ["2", "丙"], ["4", ""]])
  #expect(table.lines == [2, 5, 7])
  #expect(table.report.findings.map(\.line) == [4, 6])
  #expect(table.report.hasByteOrderMark)
}
