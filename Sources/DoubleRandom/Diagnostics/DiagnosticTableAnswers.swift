// Messages of the commands that answer from a record: sql, explain, diff.

extension MessageTable {
  static let answers: [Message] = [
    // {0} rows
    Message(
      "query-rows-set-aside",
      "{0} rows of this registry were set aside, which an engine cannot tell from the others",
      "该名录库有 {0} 行未采用，数据库无法将其与其他行区分",
      hints: .init(
        "take the rows of rejects.csv out of a copy and draw from that",
        "请在名录库副本中删去 rejects.csv 所列各行，再从副本抽取")),
  ]
}
