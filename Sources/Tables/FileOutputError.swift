// Why an output could not be written: data, no sentences.

public struct OutputError: Error, Hashable, Sendable {
  /// The system call that failed.
  public enum Call: String, Hashable, Sendable {
    case open, create, status, list, write, mode, sync, close, lock, link, rename, remove
  }

  public enum Reason: Hashable, Sendable {
    /// Something has this name already, and replacing was not asked for.
    case exists
    /// This run has read the file: to replace it would destroy what the result was made from.
    case isInput
    /// The file is no earlier output of the same kind, or belongs to a draw.
    case isKept
    /// A symbolic link stands where a folder or file is wanted; links are not followed.
    case isLink
    case notAFolder
    case notAFile
    /// Another run works on this output; its process, where the system tells.
    case held(process: Int32?)
    /// Entries of a folder to be replaced that are none of ours and would be lost, ascending.
    case foreignEntries([String])
    /// The file system has `free` bytes, `needed` were asked for.
    case noRoom(needed: Int, free: Int)
    /// No name for a file: empty, `.`, `..`, with a NUL, or with more than one `/`.
    case badName
    /// `removeTemporaries` was called, or the folder has been published already.
    case closed
    case system(Call, errno: Int32)
  }

  public let reason: Reason
  /// The path at fault, as it was given or below what was given.
  public let path: String
  /// What could not be put back as it was: each is whole, but may be new while the rest is old.
  public private(set) var unsettled: [String] = []

  public init(_ reason: Reason, path: String) {
    self.reason = reason
    self.path = path
  }

  /// The same error, after which this, too, could not be put back as it was.
  func leaving(_ path: String) -> OutputError {
    var error = self
    error.unsettled.append(path)
    return error
  }
}
