// Messages about files, tables as such and JSON5 texts. Places: {0} is the first argument; messages
// with `cell: true` are about a cell and have the column's header as their first.

/// For a column that stays empty: {1} the nearest, {2} the role.
private let columnHints = [
  Message.Text(
    "if it is the column {1}, write the file in the plan as "
      + "{ file: \"…\", columns: { {2}: \"{1'}\" } }",
    "如果就是“{1}”列，请在计划中把该文件写作 { file: \"…\", columns: { {2}: \"{1'}\" } }"),
  Message.Text(
    "where it is called otherwise, write the file in the plan as "
      + "{ file: \"…\", columns: { {2}: \"…\" } }",
    "如果另有名称，请在计划中把该文件写作 { file: \"…\", columns: { {2}: \"列名\" } }"),
]

/// The first line of every form.
private let formHeader = Column.results.map(\.header).joined(separator: ",")

/// Of a form that was saved with other marks than commas; opened, its columns may stand in one.
private let formDelimiterHint = Message.Text(
  "open it in a spreadsheet; where all columns stand in one, divide them at this mark first "
    + "(Data, Text to Columns); save it as CSV UTF-8 (comma delimited)",
  "请用 Excel 或 WPS 打开（各列挤在一列的，先用“数据”中的“分列”按此符号分开），再另存为“CSV UTF-8（逗号分隔）”")

/// Of a file that ends within a character.
private let cutOffHint = Message.Text(
  "the file ends within a character, on line {1}: it seems cut off; copy or export it again",
  "文件在第 {1} 行的一个字符中间结束，可能没有传输完整；请重新复制或导出")

extension MessageTable {
  static let tables: [Message] = [
    // {0} the file, {1} the plan file that names it, {2} the nearest file that is there
    Message(
      "file-not-found", "there is no file {0}", "找不到文件 {0}",
      hints: .init("did you mean {2}?", "是否想写“{2}”？"),
      .init(
        "what was meant may have another name: there are {3}",
        "文件可能另有其名，该处现有：{3,}"),
      .init(
        "the name is relative to the folder of {1}", "文件名以 {1} 所在的文件夹为准")),
    // {0} the link, {1} what it names
    Message(
      "link-to-nothing", "{0} is a symbolic link to {1}, and there is no such file",
      "{0} 是符号链接，所指的 {1} 不存在",
      hints: .init(
        "mend the link, or put the file in its place", "请修正链接，或在该处放入文件本身")),
    // {0} the file, {1} files in it
    Message(
      "is-a-folder", "{0} is a folder, a file is wanted", "{0} 是文件夹，此处应为文件",
      hints: .init("name one of the files in it: {1,}", "请写明其中的文件：{1,}")),
    // {0} the file, {1} the system's reason
    Message("cannot-read", "{0} cannot be read: {1~}", "无法读取 {0}：{1~}"),
    Message(
      "spreadsheet-file", "this is a spreadsheet file (Excel, WPS), not a CSV table",
      "这是电子表格文件（Excel 或 WPS），不是 CSV 表格",
      hints: .init(
        "open it and save it as CSV UTF-8 (comma delimited)",
        "请打开后另存为“CSV UTF-8（逗号分隔）”")),
    Message(
      "utf16-file", "the file is UTF-16", "文件是 UTF-16 编码",
      hints: .init("save it as UTF-8", "请另存为 UTF-8 编码")),
    // {0} the encoding
    Message(
      "utf16-unmarked", "the file looks like {0} without a byte order mark",
      "文件看来是 {0} 编码，但没有字节顺序标记（BOM）",
      hints: .init(
        "save it as UTF-8, or write it in the plan as { file: \"…\", encoding: \"{0}\" }",
        "请另存为 UTF-8 编码，或在计划文件中写作 { file: \"…\", encoding: \"{0}\" }"),
      forms: [.init("save the form as CSV UTF-8", "请把登记表另存为“CSV UTF-8”")]),
    // {0} the encoding
    Message(
      "encoding-declared-wrongly", "the file is UTF-8, and not {0} as the plan says",
      "文件是 UTF-8 编码，并非计划文件所说的 {0}",
      hints: .init("leave out its encoding in the plan", "请在计划文件中去掉该文件的 encoding"),
      forms: [.init("leave out its encoding", "请去掉 encoding")]),
    // {0} the mark
    Message(
      "other-delimiter", "the columns are separated by “{0~}”, not by commas",
      "各列以“{0~}”分隔，而不是英文逗号",
      hints: .init(
        "save it as CSV, separated by commas, or write it in the plan as "
          + "{ file: \"…\", delimiter: \"{1}\" }",
        "请另存为以英文逗号分隔的 CSV，或在计划文件中写作 { file: \"…\", delimiter: \"{1}\" }"),
      .init("save it as CSV, separated by commas", "请另存为以英文逗号分隔的 CSV"),
      forms: [formDelimiterHint]),
    Message("empty-table", "the table has a header, but no row", "表格只有表头，没有数据"),
    Message(
      "changed-while-reading", "the file changed while it was read", "读取过程中文件被改动",
      hints: .init(
        "let whatever writes it finish, then run again", "请等待写入该文件的程序结束后重新运行")),
    Message(
      "not-repeatable", "a pipe must be read twice: an id may stand twice, or much is drawn",
      "输入来自管道，却需要读取第二遍：可能有重复编号，或抽取数量较大",
      hints: .init("save it to a file first", "请先保存为文件")),
    Message(
      "input-is-a-pipe",
      "this is a pipe, which gives its bytes only once: to repeat a draw, each file is read twice",
      "这是管道，只能读取一遍；重复抽取须先核对摘要，再读取文件",
      hints: .init("save it to a file first", "请先保存为文件")),
    // {0} the file
    Message(
      "input-not-kept",
      "{0} is a pipe, which gives its bytes only once: nobody can repeat this draw or verify it",
      "{0} 是管道，只能读取一遍，抽取后无法重新抽取、无法复核",
      hints: .init(
        "save it to a file first, and name that in the plan", "请先保存为文件，在计划中写该文件名")),
    Message(
      "input-is-stdin", "a plan names files, and “-” is standard input",
      "计划须写明文件，“-”是标准输入",
      hints: .init(
        "save it to a file and name that, so that the draw can be repeated",
        "请先保存为文件并写明文件名，以便日后重新抽取复核")),
    Message(
      "not-examined", "a pipe is read once: nothing is said of its columns",
      "输入来自管道，只能读取一遍，不列出各列数据情况",
      hints: .init("save it to a file first", "请先保存为文件")),
    Message(
      "reading-cancelled", "reading was stopped before the end of the file", "读取已中止"),
    // {0} the key path of its digest in the record
    Message(
      "file-changed", "the file is not the one that the record names under {0}",
      "文件与抽取记录中 {0} 登记的不一致",
      hints: .init("use the file as it was at the draw", "请使用抽取当时的文件")),
    Message(
      "file-changed-in-form",
      "the file is not the one that the record names under {0}; its rules are the same",
      "文件与抽取记录中 {0} 登记的不一致，但规则内容相同",
      hints: .init(
        "comments or layout were changed, or the digest in the record was; "
          + "use the file as it was at the draw",
        "改动的是注释或排版，或者是记录中的摘要；请使用抽取当时的文件")),
    Message(
      "empty-file", "the file is empty", "文件是空的",
      hints: .init(
        "a table begins with a line of column names", "表格的第一行应为各列的名称")),
    // {0} fields found, {1} fields of the header, {2} how many too many
    Message(
      "ragged-record", "the record has {0} fields, the header has {1}",
      "本行有 {0} 个字段，表头有 {1} 个",
      hints: .init(
        "{2} too many: a comma inside a cell needs quotes around the whole cell: \"a,b\"",
        "多出 {2} 个：单元格内含逗号时，整个单元格须用英文双引号括起：\"甲,乙\""),
      .init(
        "{3~} in column {4} divides no cells: write a comma (,) where it was meant to",
        "本行第 {4} 个字符是{3~}，不能分隔单元格；用作分隔的，请改为英文逗号（,）"),
      .init(
        "was the line broken or cut off? empty cells, too, need their commas",
        "请检查本行是否被换行或截断；空单元格也要保留逗号")),
    Message(
      "blank-line", "an empty line", "空行",
      hints: .init("delete the line", "请删除此行")),
    Message(
      "malformed-quote", cell: true, "a quote inside a cell that does not begin with one",
      "单元格不以英文双引号开头，中间却出现了英文双引号",
      hints: .init(
        "quote the whole cell and double the quotes inside: \"5\"\" pipe\"",
        "请将整个单元格用英文双引号括起，并把其中的双引号写成两个：\"5\"\"管\"")),
    Message(
      "text-after-quote", cell: true, "text after the closing quote",
      "右引号之后还有文字",
      hints: .init(
        "a quote inside a quoted cell is written twice: \"\"",
        "引号括起的单元格中，双引号本身要写成两个：\"\"")),
    Message(
      "unterminated-quote", cell: true, "this quote is never closed", "此处的左引号没有对应的右引号",
      hints: .init(
        "look for a missing quote in this record, or for a single one that should be doubled",
        "请检查本行是否漏了右引号，或单元格中的双引号是否没有写成两个")),
    Message(
      "reading-ended", "the record that begins here has no end; nothing after it was checked",
      "从本行开始的记录没有结尾，其后的内容均未检查",
      hints: .init(
        "if no cell of this file holds a line break, write it in the plan as "
          + "{ file: \"…\", rowPerLine: true }: "
          + "then each wrong quote spoils its own line alone, and all are listed at once",
        "如果该文件的单元格内都没有换行，可在计划中把它写作 { file: \"…\", rowPerLine: true }："
          + "引号有误时只影响所在的一行，并会一次全部列出"),
      forms: [
        .init(
          "close the quote in this row; the rows behind it are read then", "请补上此行缺少的引号，其后各行才能读取")
      ]),
    Message(
      "bare-carriage-return", cell: true, "a carriage return that ends no line",
      "出现了不属于换行的回车符（CR）",
      hints: .init(
        "save the file with line ends LF or CRLF", "请以 LF 或 CRLF 换行符另存文件")),
    Message(
      "nul-byte", cell: true, "a NUL byte", "出现了空字节（NUL）",
      hints: .init(
        "the file may be UTF-16, or damaged; export it as UTF-8",
        "文件可能是 UTF-16 编码或已损坏，请按 UTF-8 重新导出")),
    // {1} the line, where the file ends there
    Message(
      "invalid-utf8", cell: true, "bytes that are not UTF-8", "出现了不是 UTF-8 的字节",
      hints: cutOffHint,
      .init(
        "if the file is GB18030 or GBK, write it in the plan as "
          + "{ file: \"…\", encoding: \"GB18030\" }",
        "如果文件是 GB18030 或 GBK 编码，请在计划中把它写作 { file: \"…\", encoding: \"GB18030\" }"),
      forms: [
        .init(
          "write the characters of this cell again, and save the form as CSV UTF-8",
          "请重新输入此格的文字，并把登记表另存为“CSV UTF-8”")
      ]),
    Message(
      "invalid-character", cell: true, "bytes that are no character in the file's encoding",
      "出现了不属于该文件编码的字节",
      hints: cutOffHint,
      .init(
        "the file is damaged here, or in another encoding than was declared or found",
        "文件在此处损坏，或者实际编码与注明（或识别）的不同"),
      forms: [
        .init(
          "write the characters of this cell again, and save the form as CSV UTF-8",
          "请重新输入此格的文字，并把登记表另存为“CSV UTF-8”")
      ]),
    // {0} the encoding
    Message(
      "encoding-found", "read as {0}, as its bytes tell", "根据内容识别为 {0} 编码，已按此读取",
      hints: .init(
        "to settle it, write the file in the plan as { file: \"…\", encoding: \"{0}\" }",
        "如需固定，请在计划中把该文件写作 { file: \"…\", encoding: \"{0}\" }"),
      forms: []),
    // {0} the encoding
    Message("encoding-declared", "read as {0}, as the plan says", "按计划文件的说明，以 {0} 编码读取"),
    Message(
      "field-too-long", cell: true, "the cell is longer than 1 MiB", "单元格超过 1 MiB",
      hints: .init("is a quote missing before it?", "请检查前面是否漏了引号")),
    Message(
      "record-too-long", "the record is longer than 4 MiB", "本条记录超过 4 MiB",
      hints: .init("is a quote missing before it?", "请检查前面是否漏了引号")),
    Message(
      "too-many-columns", "the table has more than 4096 columns", "表格超过 4096 列"),
    // {0} the name
    Message(
      "duplicate-header", "two columns are named {0}", "有两列都叫“{0}”",
      hints: .init("rename or delete one of them", "请改名或删除其中一列")),
    // {0} the line's only text
    Message(
      "empty-header", "a column has no name", "有一列没有列名",
      hints: .init(
        "if “{0}” is a title above the header, write the file in the plan as "
          + "{ file: \"…\", leadingLines: 1 }",
        "如果“{0}”是表头之上的标题，请在计划中把该文件写作 { file: \"…\", leadingLines: 1 }"),
      .init(
        "name the column, or delete it with its comma; the first line must be the header",
        "请补上列名，或连同逗号一起删除该列；第一行必须是表头"),
      forms: [
        .init(
          "if “{0}” is a title above the header, delete that line; the form has none",
          "如果“{0}”是加在表头之上的标题，请删除该行，登记表第一行须为表头"),
        .init("delete the columns that were added, or take the form anew", "请删除多出的列，或重新导出登记表填写"),
      ]),
    // {0} the line, {1} the lines that the plan declares, empty for none, {2} the lines above it
    Message(
      "header-elsewhere", "this line is no header, which stands on line {0}",
      "本行不是表头，表头在第 {0} 行",
      hints: .init(
        "the plan says leadingLines: {1} of this file; write { file: \"…\", leadingLines: {2} }",
        "该文件在计划中为 leadingLines: {1}，应写作 { file: \"…\", leadingLines: {2} }"),
      .init(
        "write the file in the plan as { file: \"…\", leadingLines: {2} }",
        "请在计划中把该文件写作 { file: \"…\", leadingLines: {2} }"),
      forms: [.init("delete the lines above the header", "请删除表头之上的各行")]),
    Message(
      "header-missing", "this line is a record; the header, which names the columns, is missing",
      "本行已是数据，缺少表头（各列的名称）",
      hints: .init(
        "put the header above it again, or export the table anew with its header",
        "请在其上补回表头，或连同表头重新导出"),
      forms: [
        .init(
          "put the form's header above it again: \(formHeader)", "请在其上补回登记表的表头：\(formHeader)")
      ]),
    // {0} the name, {1} the nearest, {2} the role
    Message(
      "column-not-found", "no column {0}: it stays empty in the lists",
      "没有“{0}”列，各名单中此项为空",
      hints: columnHints[0], columnHints[1]),
    // {0} the name, {1} the nearest, {2} the role
    Message(
      "officer-column-not-found", "no column {0}: it counts as empty for every officer",
      "没有“{0}”列，所有人员此项均按空白处理",
      hints: columnHints[0], columnHints[1]),
    // {0} the name, {1} the nearest, {2} the role
    Message(
      "item-column-not-found", "no column {0}: no item wants a qualification of its team",
      "没有“{0}”列，各事项对检查组均无资质要求",
      hints: columnHints[0], columnHints[1]),
    Message(
      "second-byte-order-mark",
      "the file begins with two byte order marks (BOM); the second is taken for a letter of the "
        + "first column's name",
      "文件开头有两个字节顺序标记（BOM），第二个被当作首列列名的一部分",
      hints: .init(
        "export it again, or take one away; of a file in UTF-8: tail -c +4 FILE",
        "请重新导出，或去掉其中一个；UTF-8 编码的文件可用 tail -c +4 文件")),
    // {0} the column's name, {1} the nearest, {2} all
    Message(
      "unknown-column", "the registry has no column {0}", "名录库中没有“{0}”列",
      hints: .init("did you mean {1}?", "是否想写“{1}”？"),
      .init("its columns are: {2,}", "现有各列：{2,}")),
    // {0} the name, {1} the nearest, {2} all, {3} the role
    Message(
      "missing-column", "the column {0} is missing", "缺少“{0}”列",
      hints: .init(
        "if it is the column {1}, write the file in the plan as "
          + "{ file: \"…\", columns: { {3}: \"{1'}\" } }",
        "如果就是“{1}”列，请在计划中把该文件写作 { file: \"…\", columns: { {3}: \"{1'}\" } }"),
      .init(
        "if it is the column {1}, say so under columns in the plan",
        "如果就是“{1}”列，请在计划文件的 columns 中注明"),
      .init(
        "name the column that holds it under columns in the plan; here: {2,}",
        "请在计划文件的 columns 中指明对应的列；现有各列：{2,}"),
      .init("the file has a single column: is it the one that is meant?", "文件只有一列，请核对是否给错了文件")),
  ]
}
