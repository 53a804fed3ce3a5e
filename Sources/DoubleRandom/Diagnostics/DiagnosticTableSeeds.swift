// Messages about what a ledger tells of seeds (one that others read before the visits, one
// commitment drawn from several) and of acts that do not fit together.

extension MessageTable {
  static let seeds: [Message] = publicSeeds + choices + acts

  private static let publicSeeds: [Message] = [
    // {0} the plan, {1} the day, {2} the line
    Message(
      "seed-is-public",
      "{0} would be drawn from a seed that became public on {1} (ledger line {2}): everybody can "
        + "compute who will be visited",
      "{0} 所用的种子已于 {1} 公开（台账第 {2} 行）：人人都能算出将检查谁",
      hints: .init(
        "draw from a new seed; a committed plan is committed anew, with sources and a salt of its "
          + "own",
        "请换用新的种子；事先承诺的，须重新承诺，并改用新的公开来源和盐值")),
    // {0} the plan, {1} the line, {2} the last day of its schedule
    Message(
      "disclosure-of-unknown",
      "visits of {0} may be made until {2}, and whether it shares the seed is not known: the "
        + "record of its draw (ledger line {1}) is not beside the ledger",
      "{0} 的检查到 {2} 才结束，而台账旁没有其抽取记录（台账第 {1} 行），无法确认是否共用同一种子",
      hints: .init(
        "put its folder back beside the ledger, or disclose after {2}",
        "请把它的文件夹放回台账旁，或在 {2} 之后公开")),
    // {0} the plan, {1} the line, {2} the last day of its schedule
    Message(
      "disclosure-of-salt",
      "the seed holds the salt, which is that of {0} as well (commitment, ledger line {1}), whose "
        + "visits may be made until {2}",
      "种子中的盐值也用于 {0}（承诺见台账第 {1} 行），而其检查到 {2} 才结束：公开后即可算出其种子",
      hints: .init(
        "disclose after {2}, or declare that commitment void and commit anew with a salt of its "
          + "own",
        "请在 {2} 之后公开，或作废该承诺，另用新的盐值重新承诺")),
    // {0} the line, {1} the commitment's file
    Message(
      "salt-used-before",
      "the commitment {1} (ledger line {0}) has this salt: its seed, once public, shows it",
      "承诺 {1}（台账第 {0} 行）已用了此盐值：其种子一旦公开，盐值随之公开",
      hints: .init(
        "make a salt for each commitment: head -c 32 /dev/urandom | sha256sum | head -c 64 > salt2",
        "每份承诺须用各自的盐值，可用 head -c 32 /dev/urandom | sha256sum | head -c 64 > salt2 生成")),
    // {0} the plan, {1} the line
    Message(
      "disclosure-before-draw",
      "{0} is still to be drawn from this seed (commitment, ledger line {1})",
      "{0} 尚待用同一种子抽取（承诺见台账第 {1} 行）",
      hints: .init(
        "draw it first, or put the commitment's file back beside the ledger: it tells the last day "
          + "of its visits",
        "请先抽取该计划，或把承诺文件放回台账旁，以便得知其检查截止日期")),
  ]

  private static let choices: [Message] = [
    // {0} the plan, {1} the lines
    Message(
      "seed-of-commitment-changed",
      "{0} was drawn from another seed under this commitment (ledger line {1}): a commitment has "
        + "one",
      "{0} 依据同一承诺已用另一种子抽取过（台账第 {1,} 行）：一份承诺只有一个种子",
      hints: .init(
        "compare the entropy lines with the published outcomes; where the earlier draw was from "
          + "wrong ones, declare the commitment void with the reason and commit anew",
        "请与公布的开奖号码等公开信息核对；前次用错的，请说明理由作废该承诺，重新承诺后再抽取")),
    // {0} the plan, {1} the lines
    Message(
      "commitment-two-seeds",
      "{0} was drawn from different seeds under one commitment: its lists in lines {1} are not "
        + "those of one seed",
      "{0} 依据同一承诺先后用了不同的种子：第 {1,} 行的名单不可能出自同一种子",
      hints: .init(
        "a commitment has one seed, whatever is drawn again: compare the entropy lines of the "
          + "disclosed seed with the published outcomes",
        "一份承诺只有一个种子，重抽的结果还是一样；请以已公开的种子与开奖号码等公开信息核对")),
    // {0} the plan, {1} the lines
    Message(
      "commitment-two-lists",
      "{0} has two lists under one commitment (lines {1}): unless they differ in the form of CSV "
        + "alone, they are of different seeds",
      "{0} 依据同一承诺有两份名单（第 {1,} 行）：如不只是 CSV 格式不同，则先后用了不同的种子",
      hints: .init(
        "put its draw.csv into its folder beside the ledger, and check again",
        "请把它的 draw.csv 放回台账旁的计划文件夹，再行核对")),
    // {0} the fallback's name, {1} the source's, {2} its day
    Message(
      "entropy-fallback-used", "the seed has the fallback “{0}” in place of “{1}”",
      "种子用的是备用来源“{0}”，而不是“{1}”",
      hints: .init(
        "make sure that “{1}” had no outcome on {2}: with one, somebody could choose between two "
          + "seeds",
        "请核实“{1}”在 {2} 确无结果；如有结果，则可在两个种子之间挑选")),
  ]

  private static let acts: [Message] = [
    // {0} what differs (a word), {1} by the record, {2} in the line
    Message(
      "ledger-line-differs", "the record of this draw does not agree: {0~}",
      "与此次抽取的记录不一致：{0~}",
      hints: .init(
        "the record says {1}, the line {2}; the line holds the record's hash: it was the line that "
          + "was altered",
        "抽取记录为 {1}，此行为 {2}；此行所载的记录摘要与记录相符，可见被改动的是台账"),
      .init("the ledger was altered after the draw", "台账在抽取之后被改动")),
    // {0} the line
    Message(
      "results-altered", "this is not the file that ledger line {0} registers",
      "与台账第 {0} 行登记的不是同一文件",
      hints: .init(
        "where it was corrected, register it: shuangsuiji results",
        "如系更正，请用 shuangsuiji results 重新登记")),
    // {0} the files, {1} the plan
    Message(
      "results-not-at-hand",
      "{0} of {1} as this line registers them are in no folder beside the ledger: not compared",
      "台账旁各文件夹中没有 {1} 的此次登记结果（{0,}），未予比对"),
    // {0} the day, {1} the line, {2} its day
    Message(
      "void-before-line", "void on {0}, although line {1} before it is of {2}",
      "作废日期 {0} 早于其前第 {1} 行的日期 {2}",
      hints: .init(
        "state the day on which it was declared void; where line {1} has the wrong day, leave "
          + "--date out and write the day into --reason",
        "请写实际作废的日期；如第 {1} 行的日期有误，可不用 --date，把日期写进 --reason")),
    // {0} the day, {1} and {2} the period
    Message(
      "void-far-from-period", "{0} is more than a year away from the draw's period, {1} to {2}",
      "{0} 与抽取所属时期（{1} 至 {2}）相差一年以上",
      hints: .init(
        "is the year mistyped? A void so late is entered without --date, the day in --reason",
        "年份是否有误？确系此时作废的，可不用 --date，把日期写进 --reason")),
    // {0} the lines
    Message(
      "void-of-drawn",
      "draws that followed this commitment stand (ledger line {0}): they are not void with it",
      "依据这份承诺的抽取仍然有效（台账第 {0,} 行）：作废承诺并不作废抽取",
      hints: .init(
        "where they must not stand, declare each of them void, too",
        "确应作废的，请另行作废各次抽取")),
    // {0} its number, {1} its file where it would be the ledger's next entry
    Message(
      "commitment-without-line",
      "the ledger has no line of this commitment, which says that it is its entry {0}",
      "台账中没有这份承诺，而承诺载明其为台账第 {0} 号记录",
      hints: .init(
        "a commit that was stopped leaves it so: the same commit command again (-o {1}) enters it",
        "commit 中途停止会留下这样的承诺：再次运行同一条 commit 命令（-o {1}）即可登记"),
      .init(
        "it is of another folder, or the ledger was taken away and begun anew",
        "承诺属于另一文件夹，或台账曾被移除后重新开始")),
    // {0} its number
    Message(
      "ledger-of-commitment-gone",
      "this folder has no ledger, and the commitment is entry {0} of one",
      "此文件夹没有台账，而这份承诺是台账第 {0} 号记录",
      hints: .init(
        "put back the ledger.jsonl in which it was entered", "请取回载有这份承诺的原 ledger.jsonl")),
  ]
}
