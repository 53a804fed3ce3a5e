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
    // {0} the seed's hash in the record
    Message(
      "other-seed", "this is not the seed of the record, whose hash is {0}",
      "这不是该记录的种子；记录中的种子摘要为 {0}"),
    Message(
      "seed-not-in-record", "the record holds only the seed's hash", "记录中只有种子的摘要",
      hints: .init(
        "give the disclosed seed with --seed-file FILE", "请用 --seed-file 给出已公开的种子文件")),
    Message("not-a-record", "this is no draw record", "这不是抽取记录"),
    // {0} the form named
    Message(
      "other-record-form", "the record has the form {0}, which this version does not read",
      "记录的格式为 {0}，本版本无法读取"),
    // {0} the protocol named
    Message(
      "other-protocol", "the record follows the protocol {0}, which this version does not know",
      "记录依据的抽取规程为 {0}，本版本不支持"),
    // {0} the key path
    Message("record-key-missing", "the record has no {0}", "记录中缺少 {0}"),
    // {0} the plan's file name
    Message(
      "plan-not-found", "the plan file {0} is not found near the record or the working folder",
      "在记录所在文件夹和当前文件夹附近找不到计划文件 {0}",
      hints: .init("name it with --plan FILE", "请用 --plan 指明计划文件")),
    // {0} the first piece that differs, {1} and {2} its bytes, {3} the digest in the record,
    // {4} the file's digest
    Message(
      "input-changed",
      "the file is not the one that was drawn from: piece {0} (bytes {1} to {2}) is the first to differ",
      "文件与抽取时所用的不一致：从第 {0} 块（字节 {1} 至 {2}）起不同",
      hints: .init(
        "its digest was {3} and is now {4}; use the file as it was at the draw",
        "抽取时摘要为 {3}，现为 {4}；请使用抽取当时的文件")),
    // {0} what was given, {1} the known ones
    Message("unknown-kind", "“{0}” is no kind of registry", "没有名为“{0}”的名录库种类",
      hints: .init("one of: {1}", "可选：{1}")),
  ]
}
