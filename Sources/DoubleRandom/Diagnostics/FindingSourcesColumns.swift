// Findings about columns that a plan or the program looks for and a table does not have, with the
// column that is probably meant.

import Tables

extension Findings {
  /// A column that a plan names and the registry does not have.
  mutating func unknownColumn(_ name: String, _ header: Header, at location: Location) {
    // Where the header is no list of columns, that is reported instead.
    if header.otherDelimiter != nil || haveNoColumns { return }
    error(
      "unknown-column", at: location,
      arguments: [shown(name), header.nearestName(name) ?? "", listed(header)])
  }

  /// A column that a registry must have; said once.
  ///
  /// - Parameter known: the columns of the registry's kind.
  mutating func missingColumn(
    _ name: String, _ header: Header, file: InputFile, known: [Column] = Column.targets
  ) {
    if reportNoHeader(file, read: header.names) { return }
    missingColumn(
      name, header, file: file.display, line: file.headerLine, taken: Set(file.columns.values),
      known: known)
  }

  /// Likewise, of a file that no plan names.
  ///
  /// - Parameter taken: columns that the plan names for what they are.
  mutating func missingColumn(
    _ name: String, _ header: Header, file: String, line: Int = 1,
    taken: Set<String> = [], known: [Column] = Column.targets
  ) {
    if let mark = header.otherDelimiter {
      return addOnce(
        Finding(
          severity: .error, code: "other-delimiter", file: file, line: line,
          arguments: [mark, mark == "tab" ? "tab" : mark == ";" ? "semicolon" : ""]))
    }
    if header.names.first?.unicodeScalars.first == "\u{FEFF}" {
      return addOnce(
        Finding(severity: .error, code: "second-byte-order-mark", file: file, line: line))
    }
    let column = known.first { $0.header == name }
    let meant = column.flatMap { column in
      header.names.first { column.isCalled($0) && !taken.contains($0) }
    }
    addOnce(
      Finding(
        severity: .error, code: "missing-column", file: file, line: line,
        arguments: [
          shown(name), meant ?? header.nearestName(name, taken) ?? "", listed(header),
          column?.role ?? "",
        ]))
  }

  /// A column of the lists that a registry does not have: no error, and seldom meant.
  ///
  /// - Parameter rule: a rule of the plan that rests on it.
  mutating func columnNotFound(
    role: String, rule: String? = nil, _ header: Header, file: InputFile
  ) {
    if let rule, let column = Column.targets.first(where: { $0.role == role }) {
      ruleWithoutColumn(rule, column, Column.targets, header, file)
    } else {
      columnNotFound("column-not-found", role, Column.targets, header, file)
    }
  }

  /// Columns that say whether and for what officers may be sent.
  mutating func officerColumnsNotFound(_ header: Header, file: InputFile) {
    let finder = ColumnFinder(header: header, mapping: file.columns, known: Column.inspectors)
    for column in Column.inspectors where finder.index(role: column.role) == nil {
      // Nobody need be on leave; where something is called nearly so, somebody is.
      let isUsual = ["dutyStatus", "qualifications"].contains(column.role)
      let isTold = ["expert", "auxiliary", "leaveFrom", "leaveTo", "recusedFrom"]
        .contains(column.role)
      if isUsual || isTold { officerColumnNotFound(column, header, file, always: isUsual) }
    }
  }

  /// Likewise, of a column on which a rule of the plan rests; nil where the plan has no such rule.
  mutating func officerColumnNotFound(
    _ role: String, rule: String?, _ header: Header, file: InputFile
  ) {
    let finder = ColumnFinder(header: header, mapping: file.columns, known: Column.inspectors)
    guard finder.index(role: role) == nil,
      let column = Column.inspectors.first(where: { $0.role == role })
    else { return }
    if let rule {
      ruleWithoutColumn(rule, column, Column.inspectors, header, file)
    } else {
      officerColumnNotFound(column, header, file, always: false)
    }
  }

  /// A rule that has no effect. No error: draws made so must go on being verified.
  private mutating func ruleWithoutColumn(
    _ rule: String, _ column: Column, _ known: [Column], _ header: Header, _ file: InputFile
  ) {
    if header.otherDelimiter != nil || haveNoColumns { return }
    addOnce(
      Finding(
        severity: .warning, code: "rule-without-column", file: file.display,
        line: file.headerLine,
        arguments: [
          column.header, header.nearestStranger(to: column, known, file) ?? "", column.role, rule,
        ]))
  }

  private mutating func officerColumnNotFound(
    _ column: Column, _ header: Header, _ file: InputFile, always: Bool
  ) {
    if always || header.nearestStranger(to: column, Column.inspectors, file) != nil {
      columnNotFound("officer-column-not-found", column.role, Column.inspectors, header, file)
    }
  }

  /// The column that says what qualifications items want.
  mutating func itemColumnNotFound(role: String, _ header: Header, file: InputFile) {
    columnNotFound("item-column-not-found", role, Column.items, header, file)
  }

  private mutating func columnNotFound(
    _ code: String, _ role: String, _ known: [Column], _ header: Header, _ file: InputFile
  ) {
    guard !haveNoColumns, header.otherDelimiter == nil,
      let column = known.first(where: { $0.role == role })
    else { return }
    addOnce(
      Finding(
        severity: .note, code: code, file: file.display, line: file.headerLine,
        arguments: [
          column.header, header.nearestStranger(to: column, known, file) ?? "", role,
        ]))
  }

  /// A column's name; of one that a plan names by its role, the header as well.
  private func shown(_ name: String) -> String {
    Column.targets.first { $0.role == name }.map { "\($0.header) (\(name))" } ?? name
  }

  /// The header's columns. Of a single one the name is not repeated: such a file may be no table,
  /// and its line a salt or a seed.
  private func listed(_ header: Header) -> String {
    header.names.count == 1 ? "" : header.names.joined(separator: ", ")
  }
}

extension Header {
  /// The mark that seems to separate the columns of a header that has no comma; nil if none does.
  var otherDelimiter: String? {
    guard names.count == 1 else { return nil }
    let marks = [";": ";", "\t": "tab", "|": "|", "，": "，", "；": "；"]
    return marks.keys.sorted().first { names[0].contains($0) }.flatMap { marks[$0] }
  }

  /// The column that is probably meant, among those that are known by no name of their own and are
  /// not what others call another known column.
  fileprivate func nearestStranger(
    to column: Column, _ known: [Column], _ file: InputFile
  ) -> String? {
    let strangers = names.filter { name in
      !known.contains { $0.isNamed(name) } && !file.columns.values.contains(name)
    }
    if let called = strangers.first(where: column.isCalled) { return called }
    let free = strangers.filter { name in !known.contains { $0.isCalled(name) } }
    return nearest(column.header, among: free) ?? mostShared(column.header, among: free)
  }

  /// The column that is probably meant by a name that may be a header, an alias or a role.
  fileprivate func nearestName(_ name: String, _ taken: Set<String> = []) -> String? {
    let known = Column.targets.filter { index(of: $0.header) != nil }
    let names = names.filter { !taken.contains($0) }
    if let near = nearest(name, among: names) ?? mostShared(name, among: names) { return near }
    let roles = known.flatMap { [$0.role, $0.alias] }
    guard let near = nearest(name, among: roles) else { return nil }
    return known.first { $0.isNamed(near) }?.header
  }
}
