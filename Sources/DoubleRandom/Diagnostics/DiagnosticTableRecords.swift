// Messages about seeds, records and the command's own operands.

extension MessageTable {
  static let records: [Message] = [
    Message(
      "no-seed", "a draw needs a seed", "抽取必须给出种子",
      hints: .init(
        "--seed TEXT or --seed-file FILE; there is no default and none is made up",
        "用 --seed 文本 或 --seed-file 文件 给出；本程序不设默认种子，也不自行产生种子")),
    Message(
      "two-seeds", "--seed and --seed-file exclude each other", "--seed 与 --seed-file 只能用一个"),
    Message("empty-seed", "the seed is empty", "种子是空的"),
    Message(
      "simulated-seed", "seeds that begin with simulate| are for simulations only",
      "以 simulate| 开头的种子仅供模拟使用",
      hints: .init("give the real seed", "请给出正式的种子")),
    Message(
      "other-seed", "this is not the seed of the record", "这不是该记录的种子",
      hints: .init("give the seed file that it was drawn with", "请给出抽取时所用的种子文件")),
    Message(
      "seed-not-in-record", "the record holds only the seed's hash", "记录中只有种子的摘要",
      hints: .init(
        "{0} is its seed: verify --disclosed checks the public files with it; with plan and "
          + "registries at hand, give --seed-file {0}",
        "{0} 就是它的种子：只核对公开文件，请用 verify --disclosed；计划和名录库齐备的，请加 --seed-file {0}"),
      .init(
        "give the seed that it was drawn from with --seed-file FILE",
        "请用 --seed-file 给出抽取时所用的种子文件")),
    Message(
      "not-a-record", "this is no draw record", "这不是抽取记录",
      hints: .init(
        "name the record.json that a draw wrote, or the folder in which it stands",
        "请给出抽取时写出的 record.json，或其所在的文件夹")),
    // {0} what it is, {1} what was wanted, {2} who reads it
    Message(
      "other-file", "this is {0~}, not {1~}", "这是{0~}，不是{1~}",
      hints: .init("{2~}", "{2~}")),
    Message(
      "record-from-stdin", "no files stand beside a record that comes through standard input",
      "来自标准输入的记录没有同文件夹的文件可用",
      hints: .init(
        "name the record's file, so that lists, pages and ledger are read, too",
        "请给出记录文件的路径，以便同时读取名单、网页和台账")),
    // {0} the form named
    Message(
      "other-record-form", "the record's format is {0}, which this version does not read",
      "记录的格式（format）为 {0}，本版本无法读取"),
    // {0} the protocol named
    Message(
      "other-protocol", "the record follows the protocol {0}, which this version does not know",
      "记录依据的抽取规程（protocol）为 {0}，本版本不支持"),
    // {0} the key path
    Message("record-key-missing", "the record has no {0}", "记录中缺少 {0}"),
    Message(
      "output-changed", "this is not the file that the record names",
      "文件与抽取记录所载的不一致",
      hints: .init(
        "'shuangsuiji verify' on the record says where it differs",
        "用 shuangsuiji verify 复核该记录，可知何处不符")),
    Message(
      "secret-files-missing",
      "the draw repeats; what is missing are the files that are never made public, and nothing "
        + "says that this folder was",
      "抽取可以重现，缺少的是从不公开的文件，但没有依据表明此文件夹是已公开的",
      hints: .init(
        "a bureau's own folder must have them: the same draw with --force writes them again; of a "
          + "disclosed one, put the ledger one folder above it, or give --disclosed",
        "单位自己的结果文件夹应有这些文件，用同一种子加 --force 重新抽取即可补回；已公开的文件夹，"
          + "请把台账放在其上一级，或加 --disclosed")),
    // {0} the record, {1} a target that was replaced, {2} why
    Message(
      "replacements-to-be-restored",
      "the draw repeats; what is missing are replacements, which follow from the ledger",
      "抽取可以重现，缺少的是更换名单，可由台账推算",
      hints: .init(
        "shuangsuiji replace {0} {1} --reason {2} writes the whole list again and replaces nobody "
          + "anew; give --plan and --seed-file as here",
        "运行 shuangsuiji replace {0} {1} --reason {2}：不会再次更换，只重新写出整份更换名单；"
          + "--plan、--seed-file 与本次相同")),
    // {0} the plan, {1} the ledger's line, {2} the record
    Message(
      "replacements-lost",
      "the ledger has replacements of {0} (line {1}), but their list is not here",
      "台账载有 {0} 的更换（第 {1} 行），而此处没有更换名单",
      hints: .init(
        "it follows from the ledger: verify {2} gives the command that writes it again",
        "更换名单可由台账推算：verify {2} 会给出重新写出的命令")),
    Message(
      "folder-as-disclosed",
      "the draw repeats; only files are missing that are never made public",
      "抽取可以重现，缺少的只是从不公开的文件",
      hints: .init(
        "in the folder of a disclosed draw, give --disclosed: it holds the public files alone "
          + "against each other",
        "核对已公开的抽取，请加 --disclosed，只就公开的文件相互核对")),
    Message(
      "index-unchecked",
      "this page goes over several records, which are not all there: it is not checked",
      "此页汇总多份记录，其中有的不在原处，未能核对"),
    // {0} how many, {1} the folders of the first
    Message(
      "too-many-records", "this page is made from one record, and {0} are given",
      "此页只能由一份记录生成，而给出了 {0} 份",
      hints: .init(
        "give one of them ({1}), or --page index for a page over all of them",
        "请只给其中一份（{1,}）；要生成全批汇总页，请用 --page index")),
    // {0} the plan's file name, {1} the option of this command that does without it
    Message(
      "plan-not-found",
      "the plan file {0} (plan.files[0].name) is not found near the record or the working folder",
      "在记录所在文件夹和当前文件夹附近找不到计划文件 {0}（plan.files[0].name）",
      hints: .init(
        "name it with --plan FILE; of a disclosed folder, which has none, {1} looks at what is "
          + "there",
        "请用 --plan 指明计划文件；已公开的文件夹没有计划文件，请加 {1}，只依据其中的文件"),
      .init("name it with --plan FILE", "请用 --plan 指明计划文件")),
    // {0} the plan as it was found, {1} where it was looked for before
    Message(
      "plan-elsewhere",
      "the plan is {0}, in a folder farther up, and not {1}: its files are read from there",
      "所用计划是上级文件夹中的 {0}，而不是 {1}；输入文件也随之取自该处",
      hints: .init(
        "if that is not the one meant, name the plan with --plan FILE",
        "如果不是所要的计划，请用 --plan 指明计划文件")),
    // {0} and {1} the bytes, {2} the digest in the record, {3} the file's, {4} and {5} their sizes
    Message(
      "input-changed", "the file is not the one that was drawn from", "文件与抽取时所用的不一致",
      hints: .init(
        "of its pieces of 1 MiB, the first that differs is bytes {0} to {1}; it had {4} bytes and "
          + "has {5}; use the file as it was at the draw",
        "按 1 MiB 分段比对，最先不同的一段为第 {0} 至 {1} 字节；抽取时为 {4} 字节，现为 {5} 字节；"
          + "请使用抽取当时的文件"),
      .init(
        "of its pieces of 1 MiB, the first that differs is bytes {0} to {1}; use the file as it "
          + "was at the draw",
        "按 1 MiB 分段比对，最先不同的一段为第 {0} 至 {1} 字节；请使用抽取当时的文件"),
      .init(
        "it had {4} bytes and has {5}; use the file as it was at the draw",
        "抽取时为 {4} 字节，现为 {5} 字节；请使用抽取当时的文件"),
      .init(
        "its digest was {2} and is now {3}; use the file as it was at the draw",
        "抽取时摘要为 {2}，现为 {3}；请使用抽取当时的文件")),
    // {0}, {1}, {2} what is to be undone
    Message(
      "saved-otherwise",
      "the text is that of the file meant; only how it was saved differs, and every byte counts",
      "文字与所要的文件相同，只是另存或传送时改变了形式，而摘要逐字节计算",
      hints: .init(
        "use the file as it was handed on; saved {0~}, {1~} and {2~}, it is that file again",
        "请使用原文件；按以下形式另存，即与原文件一致：{0~}、{1~}、{2~}"),
      .init(
        "use the file as it was handed on; saved {0~} and {1~}, it is that file again",
        "请使用原文件；按以下形式另存，即与原文件一致：{0~}、{1~}"),
      .init(
        "use the file as it was handed on; saved {0~}, it is that file again",
        "请使用原文件；按以下形式另存，即与原文件一致：{0~}")),
    Message(
      "output-exists", "results stand here already; they are not overwritten", "此处已有结果，未予覆盖",
      hints: .init(
        "choose another place, or replace them with --force",
        "请换一个输出位置，或用 --force 替换")),
    Message(
      "output-stands", "other results stand here already; they are not overwritten",
      "此处已有其他结果，未予覆盖",
      hints: .init("choose another place", "请换一个输出位置")),
    // {0} the plan
    Message(
      "draw-stands", "another draw of {0} stands in the ledger and is not void",
      "台账中已有 {0} 的另一次抽取，且未作废",
      hints: .init(
        "declare it void with a reason first (shuangsuiji void), or use --force",
        "请先说明理由予以作废（shuangsuiji void），或使用 --force")),
    // {0} the plan, {1} what was done (words), {2} the line of it, its record, if it is there:
    // {3} where another list is drawn, {4} where the same is
    Message(
      "draw-acted-on",
      "{1~} the draw of {0} that stands here (ledger line {2}): --force does not take it back",
      "{0} 的现有抽取{1~}（台账第 {2} 行），不能仅凭 --force 替换",
      hints: .init(
        "draw into another folder; or, where this draw must not stand, say why first: shuangsuiji "
          + "void {3} --reason TEXT, and then the same command again, with another seed where this "
          + "one is public",
        "请换一个输出文件夹；原抽取确应作废的，请先说明理由：shuangsuiji void {3} --reason 理由，"
          + "再运行同一命令；种子已公开的，须换用新的种子"),
      .init(
        "the list drawn here is the same: leave the folder as it stands, and let verify {4} tell "
          + "whether it is as it was drawn; where its teams or days must not stand, void {4} first",
        "本次抽出的名单与其相同：请保留原文件夹，是否完好可用 verify {4} 核对；人员或日期确须改动的，请先用 "
          + "void {4} 说明理由"),
      .init("draw into another folder", "请换一个输出文件夹")),
    // {0} the plans
    Message(
      "summary-other-form", "it has rows of {0}, in the other form of CSV",
      "其中 {0} 的行是另一种 CSV 形式",
      hints: .init(
        "give --csv as when these were drawn, or choose another place",
        "请用与其相同的 --csv，或换一个输出位置")),
    // {0} plans whose records stand in the folder
    Message(
      "summary-foreign",
      "this is no summary of this program, or cannot be read; it is replaced by one of the plans "
        + "drawn now",
      "这不是本程序写出的汇总表，或无法读取，由本次所抽计划的汇总表替换",
      hints: .init(
        "{0} stand in the folder without a row; drawn again by the same seed they stay as they are "
          + "and have their rows",
        "文件夹中的 {0,} 不再列入；用同一种子再抽一次，结果不变，并重新列入")),
    Message(
      "summary-unread",
      "this is no summary of this program, or cannot be read: whether a plan's draw is missing in "
        + "the folder cannot be told",
      "这不是本程序写出的汇总表，或无法读取，不能据以判断文件夹中是否缺少抽取结果",
      hints: .init(
        "put back the summary.csv that was drawn; 'shuangsuiji ledger check' tells missing draws, "
          + "too",
        "请恢复抽取时写出的 summary.csv；也可用“shuangsuiji ledger check”核对有无缺少")),
    // {0} the plans
    Message(
      "summary-rows-gone",
      "the rows of {0} go: the records that they speak of do not stand in the folder",
      "{0,} 的行不再列入：其所指的抽取记录不在此文件夹中"),
    Message(
      "output-is-input", "this command has read this file and does not replace it",
      "本次运行读取了此文件，不会将其替换",
      hints: .init("give the output another name", "请为输出另取一个名称")),
    Message(
      "output-kept",
      "this is no earlier output of the same kind, or stands in the folder of a draw: it stays",
      "这不是此前的同类输出，或位于某次抽取的结果文件夹内，不会将其替换",
      hints: .init("give the output another name", "请为输出另取一个名称")),
    Message(
      "output-is-link", "this is a link; results are never written through links",
      "这是符号链接；结果不会经由链接写入"),
    Message("output-not-a-folder", "this is no folder", "这不是文件夹"),
    Message("output-not-a-file", "something other than a file has this name", "此名称已被占用，且不是普通文件"),
    // {0} the process
    Message(
      "output-held", "another run is writing here", "另一个进程正在写入此处",
      hints: .init("it is process {0}; wait for it", "进程号 {0}，请等待其结束"),
      .init("wait for it to end", "请等待其结束")),
    // {0} the first of them, {1} all
    Message(
      "output-foreign-entry",
      "what stands here and is none of our files would be lost: {0} ({1} in all)",
      "此处有 {1} 个文件或文件夹不是本程序写出的，替换会使其丢失：{0,}",
      hints: .init("move it elsewhere first", "请先将其移走")),
    // {0} bytes needed, {1} bytes free
    Message("output-no-room", "{0} bytes are needed, {1} are free", "需要 {0} 字节，仅剩 {1} 字节"),
    Message("output-bad-name", "this cannot be a file's name", "不能用作文件名"),
    Message("output-closed", "writing was given up", "写入已中止"),
    // {0} the call, {1} the system's reason
    // {2} the folder where permission lacks, {3} where room does
    Message(
      "output-failed", "{0~}: {1~}", "{0~}失败：{1~}",
      hints: .init(
        "choose a place where you may write, or have writing in the folder {2} permitted",
        "请另选可以写入的位置，或请管理员开放文件夹 {2} 的写入权限"),
      .init(
        "make room on the disk of {3}, or choose another place", "请清理 {3} 所在的磁盘，或另选位置")),
    Message(
      "not-taken-back",
      "what was done could not be undone: this is whole, but it may be new while the rest is old",
      "已完成的部分未能撤销：此处内容完整，但可能已是新结果，而其余仍是旧结果",
      hints: .init(
        "when files can be renamed again, run the same command again, with --force if it asks for "
          + "it; a folder that is missing comes back then",
        "待文件可以正常更名后，重新运行同一命令（提示时加 --force）；缺失的文件夹届时会恢复")),
    // {0} where it stands, {1} where it belongs
    Message(
      "moved-aside", "a run that was killed left this, whole, in its hidden folder: {0}",
      "一次被强行终止的运行把它留在了隐藏文件夹中，内容完整：{0}",
      hints: .init(
        "put it back: mv {0} {1}; or let draw, void, replace, disclose or results write there, "
          + "which put it back first",
        "可执行 mv {0} {1} 放回；draw、void、replace、disclose、results 在该处写入前也会先将其放回")),
    Message(
      "moved-meanwhile", "another run is replacing this just now", "另一次运行正在替换它",
      hints: .init("wait for it to end", "请等待其结束")),
    Message(
      "pages-of-earlier-version",
      "a record of version {0}, which drew its pages otherwise: they are held against the record's "
        + "digests, and the index page is not looked at",
      "该记录由 {0} 版生成，页面样式不同：页面只与记录所载摘要核对，索引页不予核对"),
    Message(
      "leftover", "all is published, but this hidden folder could not be removed",
      "结果已全部写好，但未能删除此隐藏文件夹"),
    // {0} trips without a team, {1} slots, {2} officers, {3} capacity, {4} who is needed, {5} how
    // many more, {6} what these hold, {7} by how much the limit must rise, {8} as {5} where they
    // must be of other stations
    Message(
      "starved-by-no-eligible", "{0} trips need {4~}, and nobody may go",
      "有 {0} 个检查组次需要{4~}，没有可派人员", hints: fromElsewhere, moreOfficers),
    Message(
      "starved-by-too-few-people",
      "{0} trips have fewer eligible people than places ({3} for {1}): {4~}",
      "有 {0} 个检查组次可派人员少于名额（{1} 个名额，可派 {3} 人次）：{4~}", hints: fromElsewhere, moreOfficers),
    Message(
      "starved-by-period-limit",
      "{0} trips need {4~}: {1} places, {2} officers, who can fill {3} within the period's limit",
      "有 {0} 个检查组次需要{4~}：共 {1} 个名额，{2} 人在本期上限内只能承担 {3} 个",
      hints: elsewhereOrHigher, fromElsewhere, moreOrHigher, moreOfficers, higher),
    Message(
      "starved-by-weekly-limit",
      "{0} trips need {4~}: {1} places, {2} officers, who can fill {3} within the weekly limit",
      "有 {0} 个检查组次需要{4~}：共 {1} 个名额，{2} 人在每周上限内只能承担 {3} 个",
      hints: elsewhereOrHigher, fromElsewhere, moreOrHigher, moreOfficers, higher),
    Message(
      "starved-by-daily-limit",
      "{0} trips need {4~}: {1} places, {2} officers, who can fill {3} within the daily limit",
      "有 {0} 个检查组次需要{4~}：共 {1} 个名额，{2} 人在每日上限内只能承担 {3} 个",
      hints: elsewhereOrHigher, fromElsewhere, moreOrHigher, moreOfficers, higher),
    Message(
      "starved-by-pair-limit",
      "{0} trips have {2} eligible people, but any team of them has a pair that reached pairLimit",
      "有 {0} 个检查组次可派 {2} 人，但任何组合都有两人同组次数已达 pairLimit",
      hints: .init(
        "each takes {5} more officers at least, or a pairLimit higher by {7}; for all of them "
          + "it may take more",
        "每个组次至少再增加 {5} 人，或将 pairLimit 至少提高 {7}；要全部组成检查组，可能还须更多"),
      .init(
        "each of them takes {5} more officers at least; for all of them it may take more",
        "每个组次至少还需 {5} 人；要全部组成检查组，可能还须更多")),
    // {0} the shortages, {1} the trips
    Message(
      "more-shortages", "{0} further shortages, of {1} trips, stand in record.json alone",
      "另有 {0} 项人员短缺（共 {1} 个检查组次），见 record.json"),
    // {0} what was given, {1} the known ones, {2} the nearest
    Message(
      "unknown-kind", "“{0}” is no kind of registry", "没有名为“{0}”的名录库种类",
      hints: .init("did you mean {2}?", "是否想写“{2}”？"), .init("one of: {1,}", "可选：{1,}")),
  ]

  /// What would cure a shortage; tried before it is said.
  private static let moreOfficers = Message.Text(
    "with {5} more, each {6~}, these trips have teams, too", "再增加 {5} 名{6~}，这些组次即可组成检查组")
  private static let fromElsewhere = Message.Text(
    "with {8} more, each {6~} and of another station than the targets (avoidOwnUnit), these trips "
      + "have teams, too",
    "再增加 {8} 名{6~}，且须来自这些对象管辖单位以外的单位（avoidOwnUnit），这些组次即可组成检查组")
  private static let elsewhereOrHigher = Message.Text(
    "with {8} more, each {6~} and of another station than the targets (avoidOwnUnit), or with the "
      + "limit raised by {7}, these trips have teams, too",
    "再增加 {8} 名{6~}，且须来自这些对象管辖单位以外的单位（avoidOwnUnit），或将上限提高 {7}，这些组次即可组成检查组")
  private static let higher = Message.Text(
    "with the limit raised by {7}, these trips have teams, too", "将上限提高 {7}，这些组次即可组成检查组")
  private static let moreOrHigher = Message.Text(
    "with {5} more, each {6~}, or with the limit raised by {7}, these trips have teams, too",
    "再增加 {5} 名{6~}，或将上限提高 {7}，这些组次即可组成检查组")
}
