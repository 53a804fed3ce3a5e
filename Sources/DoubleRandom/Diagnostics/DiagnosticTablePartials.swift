// Messages about registries in several files, partial draws and merging them.

extension MessageTable {
  static let partials: [Message] = [
    // {0} the key path
    Message(
      "parts-not-supported", "{0} cannot be used where the registry stands in parts",
      "名录库分为几个部分（parts）时，不能使用 {0}",
      hints: .init(
        "clean each part first, or join the files into one",
        "请先清理各部分的数据，或把各文件合并为一个")),
    // {0} the stage, {1} the first 16 digits of its ticket, {2} the parts, {3} the id as it is
    // written, where the parts tell
    Message(
      "id-in-two-parts",
      "a target stands in the frames of several parts ({2}): its ticket ({0}) begins with {1}",
      "同一对象出现在几个部分（{2,}）的抽样框中：其票号（{0}）以 {1} 开头",
      hints: .init(
        "it is written {3} ({4}); parts share no target, merged rows neither, nor one code in two "
          + "spellings: its row must go from all parts but one",
        "其代码写作 {3,}，见 {4,}；各部分之间不得有相同的对象，按代码合并的行、同一代码的不同写法也一样："
          + "请只在一个部分中保留"),
      .init(
        "it is written {3}; parts share no target, merged rows neither, nor one code in two "
          + "spellings: its row must go from all parts but one",
        "其代码写作 {3,}；各部分之间不得有相同的对象，按代码合并的行、同一代码的不同写法也一样：请只在一个部分中保留"),
      .init(
        "parts share no target, merged rows neither, nor one code in two spellings; its row must "
          + "go from all parts but one. Two ids with this beginning in common are possible, once "
          + "in 360 000 draws of 10 M",
        "各部分之间不得有相同的对象，按代码合并的行、同一代码的不同写法也一样；请只在一个部分中保留。"
          + "不同代码的票号开头碰巧相同的情形，每 36 万次千万户规模的抽取约有一次")),
    // {0} the folders
    Message(
      "parts-below", "this is no part that was drawn, but there are such in this folder",
      "此文件夹不是分部抽取的结果，各部分的结果在其下一级",
      hints: .init("name them: --partials {0}", "请逐个写明：--partials {0}")),
    Message(
      "query-of-parts", "no script can be written for a registry in parts (inputs.targets.parts)",
      "名录库分为几个部分（inputs.targets.parts）时，无法生成脚本",
      hints: .init(
        "join the parts into one file and draw that", "请把各部分合并为一个文件，再据以抽取")),
    Message(
      "partial-of-several", "partial draws need plans that name one and the same registry in parts",
      "分部抽取要求各份计划使用同一个分为几部分的名录库（inputs.targets.parts）"),
    // {0} the part, {1} its digest in the record
    Message(
      "part-not-at-hand", "the part {0} of the registry is not at hand; its digest is {1}",
      "名录库的部分 {0} 不在原处，其摘要为 {1}",
      hints: .init(
        "verify, explain, replace, results and disclose draw again first, which takes every part: "
          + "work where all parts are, or ask 'explain --record-only', which needs none",
        "复核、说明、更换、登记和公开都要先重新抽取，需要名录库的全部部分；请在各部分齐备的地方进行，"
          + "或用不需要名录库的 explain --record-only")),
    // {0} the part, {1} the parts of the plan
    Message(
      "unknown-part", "“{0}” is no part of the registry", "“{0}”不是名录库的一个部分",
      hints: .init("inputs.targets.parts: {1}", "计划列明的部分（inputs.targets.parts）：{1,}")),
    // {0} the part
    Message("partial-missing", "the partial draw of {0} is missing", "缺少 {0} 的分部抽取"),
    Message("partial-twice", "{0} has two partial draws", "{0} 有两份分部抽取"),
    // {0} the task, {1} the stratum
    Message(
      "partial-too-small",
      "task {0}, stratum “{1}”: the parts handed on too few candidates to be certain of the draw",
      "任务 {0} 的“{1}”层：各部分上报的候选不够，无法确定抽取结果",
      hints: .init(
        "draw the parts again with --keep-all", "请加 --keep-all 重做各部分的分部抽取")),
    Message(
      "partial-of-other-seed", "this partial draw was made from another seed",
      "这份分部抽取用的是另一个种子",
      hints: .init(
        "for a commitment, parts are counted by commit --partial; for a draw, by draw --partial "
          + "with its seed",
        "作承诺时，各部分用 commit --partial 统计；抽取时，用 draw --partial 和本次抽取的种子处理")),
    // {0} its plans
    Message(
      "partial-of-other-plan",
      "this partial draw was made from other plans, or from another order of them: {0}",
      "这份分部抽取依据的是其他计划，或计划的次序不同：{0,}"),
    Message(
      "partial-of-other-history", "this partial draw was made with another history: {0}",
      "这份分部抽取使用了不同的检查历史：{0}"),
    Message(
      "not-a-partial", "this is no partial draw that this version reads",
      "这不是本版本可以读取的分部抽取"),
    // {0} where
    Message(
      "partial-broken", "this partial draw is not as it was written ({0})",
      "这份分部抽取与写出时不一致（{0}）",
      hints: .init("ask for it again", "请重新索取")),
    Message(
      "no-partials", "merge needs the partial draws of all parts", "合并必须给出各部分的分部抽取",
      hints: .init("--partials DIR…", "用 --partials 文件夹… 给出")),
  ]
}
