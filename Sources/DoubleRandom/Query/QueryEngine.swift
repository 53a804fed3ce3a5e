// The engines that the same draw can be asked of, and what they spell differently: literals, names,
// SHA-256, integer division, loading a CSV. Everything else of a query is the same text for all.
//
// Texts are compared as bytes: DuckDB and Spark do so by themselves, PostgreSQL where COLLATE "C"
// says so. An empty cell is NULL to all three readers, so every cell goes through `coalesce`.

/// A database engine that nobody here wrote.
public enum QueryEngine: String, Sendable, CaseIterable {
  case duckdb, postgres, spark

  /// As its makers write it.
  public var name: String {
    switch self {
    case .duckdb: "DuckDB"
    case .postgres: "PostgreSQL"
    case .spark: "Spark SQL"
    }
  }

  /// How a script is run, with the result as CSV or a table.
  var invocation: String {
    switch self {
    case .duckdb: "duckdb -csv < draw.sql > result.csv"
    case .postgres: "psql -X -q --csv -f draw.sql > result.csv"
    case .spark: "spark-sql --conf spark.sql.cli.print.header=true -f draw.sql > result.tsv"
    }
  }

  // MARK: - Words

  /// A text literal.
  func text(_ value: String) -> String {
    switch self {
    case .duckdb: "'" + replaced(value, ["'": "''"]) + "'"
    // Doubled backslashes count as one only after E.
    case .postgres:
      value.contains("\\")
        ? " E'" + replaced(value, ["'": "''", "\\": "\\\\"]) + "'"
        : "'" + replaced(value, ["'": "''"]) + "'"
    case .spark: "'" + replaced(value, ["'": "\\'", "\\": "\\\\"]) + "'"
    }
  }

  func texts(_ values: [String]) -> String {
    "(" + values.map(text).joined(separator: ", ") + ")"
  }

  /// A column's or table's name.
  func name(_ name: String) -> String {
    self == .spark
      ? "`" + replaced(name, ["`": "``"]) + "`" : "\"" + replaced(name, ["\"": "\"\""]) + "\""
  }

  private func replaced(_ text: String, _ table: [Unicode.Scalar: String]) -> String {
    text.unicodeScalars.map { table[$0] ?? String($0) }.joined()
  }

  // MARK: - Expressions

  /// Lower-case hexadecimal SHA-256 of a text's UTF-8 bytes.
  func hash(_ text: String) -> String {
    switch self {
    case .duckdb: "sha256(\(text))"
    case .postgres: "encode(sha256(convert_to(\(text), 'UTF8')), 'hex') COLLATE \"C\""
    case .spark: "sha2(\(text), 256)"
    }
  }

  /// The integer part of a quotient of integers that are not negative.
  func quotient(_ a: String, _ b: String) -> String {
    switch self {
    case .duckdb: "(\(a)) // \(b)"
    case .postgres: "(\(a)) / \(b)"
    case .spark: "(\(a)) div \(b)"
    }
  }

  /// Whether a text matches a regular expression from its first to its last character.
  func matches(_ text: String, _ pattern: String) -> String {
    switch self {
    case .duckdb: "regexp_full_match(\(text), '\(pattern)')"
    case .postgres: "\(text) ~ '^(?:\(pattern))$'"
    // $ of Java stands before a last line feed as well.
    case .spark: "\(text) RLIKE \(self.text("\\A(?:\(pattern))\\z"))"
    }
  }

  /// A cast of a text that may be something else where it is not asked for.
  func cast(_ text: String, _ type: String) -> String {
    self == .postgres ? "CAST(\(text) AS \(type))" : "TRY_CAST(\(text) AS \(type))"
  }

  /// Without outer spaces, tabs and ideographic spaces.
  func trimmed(_ text: String) -> String {
    switch self {
    case .duckdb: "trim(\(text), ' ' || chr(9) || chr(12288))"
    case .postgres: "btrim(\(text), ' ' || chr(9) || chr(12288))"
    case .spark: "trim(BOTH ' \\t\\u3000' FROM \(text))"
    }
  }

  /// A date of one of the forms that `Day.init(written:)` reads as one that sorts; any other text
  /// as an empty one.
  func writtenDate(_ cell: String) -> String {
    let (day, time) = ("[0-9]{1,2}", "(?:[01]?[0-9]|2[0-3]):[0-5][0-9]")
    let forms =
      "[0-9]{4}(?:-\(day)-\(day)|/\(day)/\(day)|[.]\(day)[.]\(day)|年\(day)月\(day)日|[0-9]{4})"
      + "(?:[ T]\(time)(?::[0-5][0-9](?:[.][0-9]{1,9})?)?)?"
    let parts = "^([0-9]{4})[-/.年]?([0-9]{1,2})[-/.月]?([0-9]{1,2}).*$"
    let mark = self == .spark ? "$" : "\\"
    let all = self == .spark ? "" : ", 'g'"
    let padded = "regexp_replace(\(cell), '\(parts)', '\(mark)1-0\(mark)2-0\(mark)3')"
    return "CASE WHEN \(matches(cell, forms)) THEN "
      + "regexp_replace(\(padded), '-0([0-9]{2})', '-\(mark)1'\(all)) ELSE '' END"
  }

  /// An exact order of T/w, as columns to compute and columns to sort by.
  ///
  /// T is the ticket's first 16 hex digits as a number below 2^64, w a weight below 2^32. Two
  /// different ratios differ by at least 1/(w·w′) > 2^-64, so that their integer parts after
  /// multiplication by 2^64 (or more) differ as well and stand in the same order; equal ones leave
  /// the decision to ticket and id.
  var ratioKey: (columns: [String], order: [String]) {
    switch self {
    case .duckdb:
      let lot = "CAST('0x' || substr(ticket, 1, 16) AS UBIGINT)::UHUGEINT"
      return (["\(lot) * 18446744073709551616 // weight AS ratio"], ["ratio"])
    case .postgres:
      func half(_ start: Int) -> String {
        "('x' || lpad(substr(ticket, \(start), 8), 16, '0'))::bit(64)::bigint"
      }
      let lot = "(\(half(1))::numeric * 4294967296\n        + \(half(9)))"
      return (["div(\(lot) * 18446744073709551616, weight) AS ratio"], ["ratio"])
    // No integers of 128 bits: long division in base 2^28, seven hex digits a step.
    case .spark: return (sparkRatioColumns, (0..<6).map { "q\($0)" })
    }
  }

  private var sparkRatioColumns: [String] {
    func digit(_ start: Int, _ count: Int) -> String {
      "CAST(conv(substr(ticket, \(start), \(count)), 16, 10) AS BIGINT)"
    }
    let digits = [digit(1, 2), digit(3, 7), digit(10, 7), "0L", "0L", "0L"]
    return digits.enumerated().map { step, digit in
      let dividend = step == 0 ? digit : "r\(step - 1) * 268435456 + \(digit)"
      return "\(quotient(dividend, "weight")) AS q\(step), (\(dividend)) % weight AS r\(step)"
    }
  }

  // MARK: - Statements

  /// Loads a CSV file into something called `table`; all columns are texts.
  func load(_ table: String, _ columns: [String], from path: String) -> String {
    switch self {
    case .duckdb:
      """
      CREATE OR REPLACE TEMP VIEW \(table) AS
      SELECT * FROM read_csv(\(text(path)), header = true, delim = ',', quote = '"', escape = '"',
        auto_detect = false, columns = {
      \(list(columns.map { "    \(text($0)): 'VARCHAR'" }))
        });
      """
    case .postgres:
      """
      CREATE TEMP TABLE \(table) (
      \(list(columns.map { "  \(name($0)) text COLLATE \"C\"" }))
      );
      \\copy \(table) FROM \(text(path)) WITH (FORMAT csv, HEADER, ENCODING 'UTF8')
      """
    case .spark:
      """
      SET spark.sql.ansi.enabled = true;
      CREATE OR REPLACE TEMPORARY VIEW \(table) (
      \(list(columns.map { "  \(name($0)) STRING" }))
      ) USING csv OPTIONS (path \(text(path)), header 'true', quote '"', escape '"',
        multiLine 'true', encoding 'UTF-8', mode 'FAILFAST');
      """
    }
  }

  private func list(_ lines: [String]) -> String { lines.joined(separator: ",\n") }

  /// Begins the statement that gives a name to a query whose result is asked for several times.
  func define(_ table: String) -> String {
    switch self {
    case .duckdb: "CREATE OR REPLACE TEMP TABLE \(table) AS"
    case .postgres: "CREATE TEMP TABLE \(table) AS"
    // A view would be worked out again wherever it is named.
    case .spark: "DROP VIEW IF EXISTS \(table);\nCACHE LAZY TABLE \(table) AS"
    }
  }
}
