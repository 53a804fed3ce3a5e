// What a run tells its caller.

/// Exit status of the process.
enum ExitStatus: Int32 {
  /// Done, or verified.
  case done = 0
  /// The answer is no: differs, cannot be staffed, has findings.
  case no = 1
  /// Could not answer: wrong usage, unreadable or malformed input.
  case failed = 2
}
