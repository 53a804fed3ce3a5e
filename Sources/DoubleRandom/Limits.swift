// Limits of plans, ledgers and what `check` counts, each with its reason. Limits of one form stand
// beside what reads it: `JSON5Limits`, `TableLimits`, `EntropyFormat`, `SeedTranscript`.

/// Limits beyond which input is refused rather than half understood, or counted no further.
public enum Limits {
  /// A plan file: a thousand times the largest sample.
  public static let planBytes = 4 << 20
  /// Plans that extend each other: district → city → province leaves room to spare.
  static let planLayers = 8
  /// Years of a plan: no slip of the keyboard, and deadlines stay within the calendar.
  static let planYears = 1949...2999
  /// Characters of a plan id: it becomes a folder name, and 64 Han characters fill 192 of 255
  /// bytes.
  static let planIDCharacters = 64
  /// Lines before the header or after the last record that a plan may leave out: a title page.
  static let linesAround = 1000
  /// Findings shown for one file; the rest is counted.
  public static let findingsShown = 100
  /// Years behind a period in which a result of it may still come.
  static let resultYears = 10
  /// Lines of a ledger: more than a file of the size that is read can hold.
  static let ledgerLines = 1 << 31
  /// Trips of earlier quarters from which an officer's load starts: nobody makes as many, and the
  /// squares of loads add up without overflow.
  static let load = 100_000
  /// A ratio of alternates: a thousand to one.
  static let alternates = 1000
  /// Officers of one team: a larger team is a mistake in a plan.
  static let teamSize = 20
  /// People on a trip, departments and experts with them, where a plan limits pairs: all teams are
  /// tried, which takes seconds with eight and hours with twelve.
  static let pairedTeam = 8
  /// Different values of a column that `check` counts exactly: beyond them a column is no
  /// category, and the memory of a column of texts stays within a few MB.
  public static let distinctValues = 10_000
  /// Registration statuses among which a plan's misspelt one is looked for.
  static let statuses = 1000
  /// Districts and stations that `check` counts: China has some 35 000 stations.
  static let stations = 100_000
}
