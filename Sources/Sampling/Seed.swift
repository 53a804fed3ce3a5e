// Seed → stage key → ticket: draw protocol 1 (`ssj1`), sections 2 and 3.
//
// Three hashes of short texts, which anyone repeats with `sha256sum`:
//
//   S      = H(seed bytes)
//   K      = H("ssj1|" + hex S + "|" + stage)
//   ticket = H(hex K + "|" + id)
//
// A ticket depends on seed, stage and id alone: not on the row, the stratum or the plan.

/// What a ticket is drawn for: `[a-z0-9._/-]{1,64}`.
public struct Stage: Hashable, Sendable {
  /// The text that enters the key.
  public let name: String

  /// Which targets are inspected; shared by the tasks of a draw, so that their samples overlap.
  public static let targets = Stage(checked: "targets")
  /// Which inspectors go together on which trip.
  public static let pairing = Stage(checked: "pairing")
  /// In which order the visits stand.
  public static let schedule = Stage(checked: "schedule")

  /// Makes a stage; nil if the name is not 1–64 of `a-z 0-9 . _ / -`.
  public init?(_ name: String) {
    guard (1...64).contains(name.utf8.count), name.utf8.allSatisfy(isStageByte) else { return nil }
    self.name = name
  }

  /// The stage `targets/GROUP`, drawn independently of the others; nil if the group is empty or has
  /// a byte that a stage may not have.
  public static func targets(group: String) -> Stage? {
    group.isEmpty ? nil : Stage("targets/" + group)
  }

  private init(checked name: String) {
    self.name = name
  }
}

/// The public text that decides a draw, as its hash S.
///
/// A seed is text, never a number: `0`, `00` and `２` are three seeds. There is no default.
public struct Seed: Hashable, Sendable {
  /// S = H(seed bytes), what `sha256sum` prints for a seed file.
  public let hash: Hash

  /// Makes a seed of bytes exactly as they are, a final newline included; nil if there are none.
  public init?(bytes: [UInt8]) {
    guard !bytes.isEmpty else { return nil }
    hash = SHA256.hash(bytes)
  }

  /// A seed known by S alone, as a record keeps it: all keys follow from it.
  public init(hash: Hash) {
    self.hash = hash
  }

  /// The key of a stage: K = H("ssj1|" + hex S + "|" + stage).
  public func key(_ stage: Stage) -> TicketKey {
    TicketKey(hash: SHA256.hash("ssj1|" + hash.hex + "|" + stage.name))
  }
}

/// What, together with an id, makes a ticket: the K of a stage, or the Kt of a trip.
///
/// For the seed `2026Q4 北京 20 58 13 07`, K of the stage `targets` begins with `e1b82405`, and the
/// ticket of `91350100M000100Y43` with `721dfe2c`.
public struct TicketKey: Hashable, Sendable {
  /// K itself.
  public let hash: Hash
  /// The state behind the 64 hex bytes of K, which fill one block: an id of up to 54 bytes then
  /// costs one compression.
  public let state: SHA256.State

  /// Makes a key of K, or of the Kt of a trip, which is itself a ticket.
  public init(hash: Hash) {
    self.hash = hash
    var state = SHA256.State.initial
    let bytes = hash.hexBytes
    state.compress(Block { w in bigEndianWord(bytes.span, at: 4 * w) })
    self.state = state
  }

  /// The ticket of an id: H(hex K + "|" + id).
  public func ticket(_ id: Span<UInt8>) -> Ticket {
    var sha = SHA256(resuming: state, after: 1)
    sha.push(124)  // |
    sha.update(id)
    return sha.finalized()
  }

  /// The ticket of an id: H(hex K + "|" + id).
  public func ticket(_ id: [UInt8]) -> Ticket {
    ticket(id.span)
  }

  /// The ticket of the UTF-8 bytes of an id: H(hex K + "|" + id).
  public func ticket(_ id: String) -> Ticket {
    ticket(Array(id.utf8))
  }
}

private func isStageByte(_ byte: UInt8) -> Bool {
  switch byte {
  case 97...122, 48...57, 45, 46, 47, 95: true  // a-z 0-9 - . / _
  default: false
  }
}
