// What all pages share: the document around the content, and tables in their one form.

import Sampling

/// A document that loads nothing and runs nothing, whatever somebody might get into it: its policy
/// allows no more than this one sheet of style, by its hash.
func document(title: String, language: String, style: Markup, _ content: Markup) -> [UInt8] {
  let page: Markup = """
    <!doctype html>
    <html lang="\(language)">
    <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta http-equiv="Content-Security-Policy" \
    content="default-src 'none'; style-src 'sha256-\(base64(SHA256.hash(style.bytes)))'">
    <meta name="color-scheme" content="light dark">
    <title>\(title)</title>
    <style>\(style)</style>
    </head>
    <body>
    <main>
    \(content)</main>
    </body>
    </html>

    """
  return page.bytes
}

/// A hash as browsers want it.
private func base64(_ hash: Hash) -> String {
  let digits = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/")
  let words = [hash.w0, hash.w1, hash.w2, hash.w3]
  // 43 digits of 6 bits hold the 256 bits, the last one two bits of nothing.
  let text = (0..<43).map { index -> Character in
    let value = (0..<6).reduce(0) { value, bit in
      let place = index * 6 + bit
      let isSet = place < 256 && words[place / 64] >> UInt64(63 - place % 64) & 1 == 1
      return value * 2 + (isSet ? 1 : 0)
    }
    return digits[value]
  }
  return String(text) + "="
}

/// A column of a table.
struct PageColumn {
  var title: String
  var isNumber = false
  /// A column of words that want room.
  var isName = false
  /// A chart's column.
  var isPlot = false

  static func text(_ title: String) -> PageColumn { PageColumn(title: title) }
  static func name(_ title: String) -> PageColumn { PageColumn(title: title, isName: true) }
  static func number(_ title: String) -> PageColumn { PageColumn(title: title, isNumber: true) }
  static func plot(_ title: String) -> PageColumn { PageColumn(title: title, isPlot: true) }

  fileprivate var attribute: Markup {
    isNumber
      ? " class=\"n\"" : isPlot ? " class=\"plot\"" : isName ? " class=\"name\"" : ""
  }
}

/// A table whose first column names its rows.
struct PageTable {
  var caption: String
  var columns: [PageColumn]
  var rows: [[Markup]] = []
  /// The last line, where the table adds up.
  var sum: [Markup]?

  var markup: Markup {
    let head = columns.map { column -> Markup in
      column.title.isEmpty
        ? "<td\(column.attribute)></td>"
        : "<th scope=\"col\"\(column.attribute)>\(column.title)</th>"
    }
    let foot: Markup = sum.map { "<tfoot>\n\(PageTable.line($0, columns))</tfoot>\n" } ?? ""
    return """
      <div class="scroll"><table>
      <caption>\(caption)</caption>
      <thead><tr>\(head)</tr></thead>
      <tbody>
      \(rows.map { PageTable.line($0, columns) })</tbody>
      \(foot)</table></div>

      """
  }

  private static func line(_ cells: [Markup], _ columns: [PageColumn]) -> Markup {
    let all = zip(columns, cells).enumerated().map { index, cell -> Markup in
      index == 0
        ? "<th scope=\"row\"\(cell.0.attribute)>\(cell.1)</th>"
        : "<td\(cell.0.attribute)>\(cell.1)</td>"
    }
    return "<tr>\(all)</tr>\n"
  }
}

/// Terms and what they are.
func facts(_ pairs: [(String, Markup)]) -> Markup {
  "<dl class=\"facts\">\n\(pairs.map { "<dt>\($0)</dt><dd>\($1)</dd>\n" })</dl>\n"
}

func list(_ texts: [String]) -> Markup {
  "<ul>\n\(texts.map { "<li>\($0)</li>\n" })</ul>\n"
}
