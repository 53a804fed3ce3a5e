// Messages about commitments, seeds' transcripts, the ledger, replacements and disclosure.

extension MessageTable {
  static let trust: [Message] = commitments + ledgers

  private static let commitments: [Message] = [
    // {0} the key path, {1} the last day of the source, {2} the first day of visits
    Message(
      "entropy-after-visits", "{0} is known on {1}; the first visits are on {2}",
      "{0} 于 {1} 才能得知，而检查从 {2} 开始",
      hints: .init(
        "name a source, and a fallback, that are known before the schedule begins",
        "请改用在检查开始之前就能得知的来源（含备用来源）")),
    Message(
      "bad-entropy-name",
      "{0} cannot begin a line: at most 200 bytes, printable, no space around it",
      "{0} 不能作为一行的开头：最多 200 字节，须为可见字符，首尾没有空格"),
    // {0} the key path, {1} the format
    Message(
      "bad-entropy-format", "{0} “{1}” is no format", "{0} 的“{1}”不是有效的格式",
      hints: .init(
        "N is a digit, X a hexadecimal digit, {k} repeats, a backslash takes the next character "
          + "as it is, all else is itself: \"NN NN+NN\", \"X{64}\"",
        "N 表示一位数字，X 表示一位十六进制数字，{k} 表示重复，反斜杠之后的字符照原样，其余均为其本身，"
          + "例如 \"NN NN+NN\"、\"X{64}\"")),
    Message(
      "no-entropy", "the plan names no public source for its seed (entropy)",
      "计划没有写明种子的公开来源（entropy）",
      hints: .init(
        "entropy: [{ name: \"双色球第2026115期开奖号码\", format: \"NN NN NN NN NN NN NN\", "
          + "date: \"2026-10-08\", fallback: { name: …, date: … } }]",
        "例如 entropy: [{ name: \"双色球第2026115期开奖号码\", format: \"NN NN NN NN NN NN NN\", "
          + "date: \"2026-10-08\", fallback: { name: …, date: … } }]")),
    // {0} the other plan
    Message(
      "entropy-not-shared", "entropy is not that of {0}; one commitment has one seed",
      "entropy 与 {0} 的不一致；同一承诺只有一个种子",
      hints: .init("write it once, in the file that both extend", "请写在两者共同继承（extends）的文件中")),
    // {0} outcomes
    Message(
      "little-entropy", "the sources have only {0} possible outcomes together",
      "各来源合计只有 {0} 种可能结果",
      hints: .init(
        "so few can be tried out before the salt is chosen; name one more source",
        "可能结果太少，选定盐值之前即可逐一试算；请再增加一个来源")),
    // {0} characters, {1} the least
    Message(
      "salt-too-short", "the salt has {0} characters, at least {1} are needed",
      "盐值只有 {0} 个字符，至少需要 {1} 个",
      hints: .init(
        "its hash is published, and a short one is found by trying; "
          + "head -c 32 /dev/urandom | sha256sum | head -c 64 > salt makes a good one",
        "盐值的摘要要公布，太短会被逐一试出；可用 head -c 32 /dev/urandom | sha256sum | head -c 64 > salt 生成")),
    // {0} different characters, {1} the least
    Message(
      "salt-too-uniform", "the salt has only {0} different characters, at least {1} are needed",
      "盐值只用了 {0} 种字符，至少需要 {1} 种",
      hints: .init(
        "its hash is published, and a regular one is guessed; "
          + "head -c 32 /dev/urandom | sha256sum | head -c 64 > salt makes a good one",
        "盐值的摘要要公布，有规律的会被猜出；可用 head -c 32 /dev/urandom | sha256sum | head -c 64 > salt 生成")),
    Message(
      "salt-not-a-line",
      "a salt is one line of at most 200 printable ASCII characters, no space",
      "盐值应为一行，不超过 200 个可见 ASCII 字符，没有空格",
      hints: .init(
        "head -c 32 /dev/urandom | sha256sum | head -c 64 > salt makes a good one",
        "可用 head -c 32 /dev/urandom | sha256sum | head -c 64 > salt 生成")),
    // {0} the hash committed
    Message(
      "other-salt", "this is not the salt of the commitment, whose hash is {0}",
      "这不是承诺中的盐值；承诺中的盐值摘要为 {0}"),
    Message("not-a-commitment", "this is no commitment", "这不是抽取承诺"),
    Message(
      "not-a-transcript", "this is no seed transcript", "这不是 shuangsuiji seed 写出的种子文件",
      hints: .init(
        "a committed draw takes the file that 'shuangsuiji seed' wrote, as it is",
        "有承诺的抽取须使用“shuangsuiji seed”写出的文件，不得改动")),
    Message(
      "commitment-needs-transcript", "a committed draw takes its seed from --seed-file",
      "有承诺的抽取须用 --seed-file 给出种子文件"),
    // {0} lines given, {1} lines declared
    Message(
      "entropy-count", "lines of --entropy: {0}; the commitment declares {1}",
      "给出了 {0} 行公开信息，承诺中声明了 {1} 行"),
    // {0} the line, {1} its true place, {2} the pattern wanted
    Message(
      "entropy-order", "entropy line {0} is that of source {1}; here stands “{2}”",
      "第 {0} 行公开信息属于第 {1} 个来源；此处应为“{2}”"),
    // {0} the line, {1} the text, {2} the pattern wanted
    Message(
      "entropy-mismatch", "entropy line {0} “{1}” is not of the form “{2}”",
      "第 {0} 行公开信息“{1}”不符合“{2}”的格式",
      hints: .init(
        "write the source's name, a space, and its outcome exactly as declared "
          + "(N is a digit, X a hexadecimal one)",
        "请写来源名称、一个空格和结果，与声明的格式完全一致（N 为一位数字，X 为一位十六进制数字）")),
    // {0} the name
    Message(
      "entropy-fallback", "“{0}” is a fallback; publish why the source itself had no outcome",
      "“{0}”是备用来源；请同时公布原来源没有结果的原因"),
    // {0} the commitment named, {1} this one
    Message(
      "seed-of-other-commitment",
      "the transcript is of the commitment {0}, not of this one, {1}",
      "这份种子文件属于承诺 {0}，不属于本承诺 {1}"),
    // {0} the plan, {1} those committed
    Message(
      "plan-not-committed", "the commitment has no plan {0}", "承诺中没有计划 {0}",
      hints: .init("it has {1}", "承诺中有：{1,}")),
    // {0} the plan
    Message(
      "committed-file-changed", "this file of the plan {0} is not the one that was committed",
      "计划 {0} 的此文件与承诺时不一致",
      hints: .init(
        "use the file as it was committed; even a comment is a change",
        "请使用承诺当时的文件；注释的改动也算改动")),
    // {0} the plan, {1} the place, {2} committed, {3} found
    Message(
      "commitment-differs", "plan {0}: {1} was committed as {2}, here it is {3}",
      "计划 {0}：{1} 承诺时为 {2}，现为 {3}"),
    // {0} the plan, {1} and {2} the bytes, {3} rows committed, {4} rows found
    Message(
      "committed-input-changed",
      "plan {0}: this is not the file that was committed", "计划 {0}：此文件与承诺时不一致",
      hints: .init(
        "of its pieces of 1 MiB, the first that differs is bytes {1} to {2}; it had {3} rows and "
          + "has {4}; use the file as it was committed",
        "按 1 MiB 分段比对，最先不同的一段为第 {1} 至 {2} 字节；承诺时 {3} 行，现 {4} 行；请使用承诺当时的文件"),
      .init(
        "it had {3} rows and has {4}; use the file as it was committed",
        "承诺时为 {3} 行，现为 {4} 行；请使用承诺当时的文件")),
    Message(
      "commitment-not-in-ledger", "the ledger of this folder does not hold this commitment",
      "此文件夹的台账中没有这份承诺",
      hints: .init(
        "draw into the folder in which the commitment stands", "请把结果写到承诺文件所在的文件夹")),
    // {0} the line, {1} the hash there, {2} the file's
    Message(
      "commitment-altered",
      "this is not the commitment of ledger line {0}: its sha256 is {2}, and not {1}",
      "此文件不是台账第 {0} 行所载的承诺：sha256 为 {2}，台账所载为 {1}",
      hints: .init("use the file as it was published", "请使用公布时的原文件")),
    Message(
      "commitment-is-void", "this commitment was declared void (ledger line {0})",
      "这份承诺已作废（台账第 {0} 行）"),
  ]

  private static let ledgers: [Message] = [
    Message(
      "not-a-ledger", "this is no ledger", "这不是台账",
      hints: .init(
        "name the ledger.jsonl of a folder of draws", "请给出抽取结果文件夹中的 ledger.jsonl")),
    Message(
      "ledger-byte-order-mark", "a byte order mark was put before the first line",
      "首行之前被加上了字节顺序标记（BOM）",
      hints: .init(
        "an editor, such as Notepad, saved the file anew; ask for the one that was written, or "
          + "take the mark away: tail -c +4",
        "文件被记事本等程序另存过；请取得原文件，或去掉该标记：tail -c +4")),
    Message(
      "ledger-line-ends", "the line ends were changed to CR LF", "换行符被改成了 CR LF",
      hints: .init(
        "mail or an editor changed them; ask for the file that was written, sent packed (.zip), or "
          + "change them back: tr -d '\\r'",
        "换行符被邮件或编辑程序改动；请取得原文件（传送时先压缩打包），或改回：tr -d '\\r'")),
    Message(
      "empty-ledger", "the ledger has no lines", "台账一行也没有",
      hints: .init(
        "a ledger begins with its first commitment or draw; ask for the file that was written",
        "台账自第一份承诺或第一次抽取起就有记录；请取得原文件")),
    // {0} the hash, {1} the line
    Message(
      "head-of-commitment",
      "{0} is the digest of the commitment that line {1} holds, not a line's own",
      "{0} 不是某一行的摘要，而是第 {1} 行所载承诺的摘要",
      hints: .init(
        "it is there; what stands before line {1} is proved where the commitment's file stands "
          + "beside the ledger",
        "台账中确有此承诺；台账旁有该承诺文件时，还可证明第 {1} 行之前未被改动")),
    // {0} the file, {1} its number, {2} the hash
    Message(
      "ledger-before-commitment",
      "the commitment {0} was made as entry {1} behind a line whose hash is {2}; another one "
        + "stands there",
      "承诺 {0} 作出时为第 {1} 号记录，前一行摘要为 {2}，与台账不一致",
      hints: .init("what stood before the commitment was rewritten", "承诺之前的记录被重写过")),
    Message(
      "ledger-malformed", "this line is no entry as the ledger writes them", "此行不是台账的记录格式"),
    Message("ledger-cut", "the ledger ends inside this line", "台账在此行中间断开"),
    // {0} and {1} the numbers
    Message("ledger-removed", "before this line, {0~}", "此行之前缺少{0~}"),
    // {0} the number
    Message(
      "ledger-displaced", "entry {0} does not belong here", "第 {0} 号记录不应在此处"),
    // {0} the next line
    Message(
      "ledger-edited", "this entry is not the one that line {0} continues: it was edited",
      "第 {0} 行所承接的不是这条记录：此行被改动过"),
    // {0} the hash
    Message(
      "ledger-without-head", "no line of the ledger has the published hash {0}",
      "台账中没有任何一行的摘要是已公布的 {0}",
      hints: .init(
        "the ledger was rewritten, or its end was cut off", "台账被重写过，或末尾被删去")),
    // {0} what it names
    Message(
      "ledger-dangling", "this entry speaks of {0}, which the ledger does not have before it",
      "此记录提到 {0}，而台账此前没有"),
    // {0} the file, {1} the hash
    Message(
      "ledger-file-differs", "{0} beside the ledger is not the one of this entry, {1}",
      "台账旁的 {0} 与此记录（{1}）不一致"),
    // {0} the plans
    Message(
      "commitment-open", "this commitment has no draw of {0}", "这份承诺尚未抽取：{0,}",
      hints: .init(
        "draw it, or declare it void with a reason: a draw that is withheld stands here for ever",
        "请完成抽取，或说明理由予以作废；扣住不公布的抽取会一直列在这里")),
    Message(
      "replacements-changed", "the replacements are not those that the ledger tells of",
      "更换名单与台账所载的不一致",
      hints: .init(
        "it or the ledger was altered after `replace`; `verify` says what differs; put an altered "
          + "file aside, and the same `replace` command writes it anew",
        "该文件或台账在 replace 之后被改动；verify 可指出何处不符；移开被改动的文件后，用同一 replace 命令可重新写出")),
    Message(
      "replacements-not-checked",
      "the ledger is not at hand: whether these are all replacements is not known",
      "没有找到台账：无法核对更换是否完整"),
    Message(
      "ledger-not-at-hand",
      "the ledger is not at hand: the numbers of draws and voids are the record's own",
      "没有找到台账：抽取次数和废弃方案数以记录所载为准"),
    // {0} the hash
    Message(
      "commitment-not-at-hand", "the commitment {0} is not beside the ledger: not compared",
      "台账旁没有承诺文件 {0}，未予比对"),
    // {0} the plan, {1} the line that says so
    Message(
      "draw-is-void", "this draw of {0} was declared void (ledger line {1})",
      "{0} 的此次抽取已作废（台账第 {1} 行）",
      hints: .init(
        "a void is final: what counts is the draw after it, if there is one",
        "作废不可撤销；此后另行抽取的，以其后的抽取为准")),
    Message(
      "no-ledger", "there is no ledger beside this draw", "此次抽取旁没有台账",
      hints: .init(
        "use the folder into which it was drawn", "请使用抽取时的结果文件夹")),
    Message(
      "not-in-ledger", "the ledger holds neither a draw nor a commitment with this file's hash",
      "台账中没有与此文件摘要相符的抽取或承诺"),
    Message("already-void", "this was declared void before", "此前已作废"),
    // {0} the day, {1} the line
    Message(
      "already-disclosed", "already disclosed on {0} (ledger line {1})",
      "已于 {0} 公开（台账第 {1} 行）",
      hints: .init(
        "the day stands; to write the files again, give --date {0}",
        "公开日期以台账为准；要重新写出文件，请用 --date {0}")),
    // {0} the id, {1} those on the list that are near to it
    Message(
      "target-not-selected", "{0} has no visit in this plan", "{0} 不在本计划的检查名单中",
      hints: .init("did you mean {1}?", "是否想写“{1}”？"),
      .init(
        "only a selected target can be replaced; alternates are called in their order",
        "只能更换正选对象；备选对象按顺序递补")),
    Message("target-already-replaced", "{0} was replaced before", "{0} 此前已更换"),
    // {0} the id, {1} the last day
    Message(
      "no-day-left", "{0}: no working day is left up to {1}", "{0}：至 {1} 已无工作日",
      hints: .init(
        "what cannot be visited in the schedule's window belongs to the next plan",
        "排期内无法检查的，应列入下一期计划")),
    // {0} the task, {1} the stratum, {2} the alternates (words)
    Message(
      "alternates-exhausted",
      "task {0}: {2~} {1~}; the place stays empty", "任务 {0}：{1~}{2~}，该名额空缺",
      hints: .init(
        "draw more alternates next time (alternates)", "下次请多抽备选（alternates）")),
    Message(
      "replacement-unstaffed", "no lawful team can be found for {0} on {1}",
      "{0}（{1}）无法依法组成检查组"),
    // {0} the word, {1} the words known, {2} the nearest
    Message(
      "unknown-reason", "“{0}” is no reason for a replacement", "“{0}”不是可用的更换原因",
      hints: .init("did you mean {2}?", "是否想写“{2}”？"), .init("one of: {1}", "可选：{1,}")),
    // {0} the value
    Message(
      "not-a-day", "“{0}” is no date", "“{0}”不是有效的日期",
      hints: .init("did you mean {1}?", "是否想写“{1}”？"),
      .init("write 2026-10-12", "请写成 2026-10-12 的形式")),
    Message("empty-reason", "a reason is needed", "必须写明理由"),
    // {0} the plan, {1} the last day of its schedule, {2} the day stated
    Message(
      "disclosure-too-early",
      "visits of {0} may be made until {1}: to disclose on {2} would warn those who are still to "
        + "be visited",
      "{0} 的检查到 {1} 才结束：{2} 公开会惊动尚未检查的对象",
      hints: .init(
        "disclose after {1}: one seed discloses all plans that were drawn from it",
        "请在 {1} 之后公开：公开种子，等于公开由它抽取的全部计划")),
    Message(
      "nothing-disclosed", "there is no list here: this draw has not been disclosed",
      "此处没有抽取名单：该次抽取尚未公开",
      hints: .init(
        "verify --disclosed needs the folder that 'shuangsuiji disclose' wrote",
        "verify --disclosed 须在 shuangsuiji disclose 写出的文件夹中进行")),
    Message(
      "folder-renamed", "the draw's folder must bear the name of its plan, {0}",
      "抽取结果的文件夹须以计划编号 {0} 命名"),
    Message(
      "seed-ends-a-line", "the file ends with a line break, which is part of the seed",
      "文件末尾有换行符，换行符也是种子的一部分",
      hints: .init(
        "hand on the file itself: the same text given by --seed, or typed anew, draws otherwise",
        "请交接文件本身：把同样的文字用 --seed 给出或重新录入，抽取结果不同")),
    Message(
      "guessable-seed",
      "the seed is short ({0} of 16 bytes) and soon guessed: whoever has the registry can try it",
      "种子只有 {0} 字节，不足 16 字节，很容易被猜出：有名录库的人都可以试算",
      hints: .init(
        "commit, and let public numbers and a salt make the seed (shuangsuiji commit, seed)",
        "请先作抽取承诺，由公开号码和盐值形成种子（shuangsuiji commit、seed）")),
    Message(
      "explained-before-disclosure",
      "no ledger beside the record says that this draw was disclosed: until it is, nobody outside "
        + "may read who is drawn, and when",
      "记录旁没有载明本次抽取已公开的台账：公开之前，抽中与否和检查日期不得外传",
      hints: .init(
        "the seed's hash is left out; explain again after 'shuangsuiji disclose', with the ledger "
          + "one folder above the record's",
        "种子摘要已略去；请在 shuangsuiji disclose 公开之后，把台账放在记录所在文件夹的上一级，再作说明")),
    Message(
      "blank-seed", "the seed consists of blanks and line ends alone",
      "种子中只有空白或换行",
      hints: .init(
        "is a variable empty, or a file? Whatever it is, it counts byte by byte",
        "请查看变量或文件是否为空；种子逐字节计入")),
    // {0} the hash of its commitment
    Message(
      "transcript-without-commitment",
      "this seed is the transcript of the commitment {0}, and the draw follows none",
      "此种子属于承诺 {0}，而本次抽取没有依据承诺",
      hints: .init(
        "give --commitment; without it the notice says 未事先承诺",
        "请给出 --commitment，否则公示稿载明“未事先承诺”")),
  ]
}
