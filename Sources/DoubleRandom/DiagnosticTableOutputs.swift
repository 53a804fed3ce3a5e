// Messages about outputs that could not be written, and how such errors become findings.

import Tables

extension MessageTable {
  static let outputs: [Message] = [
    Message(
      "output-exists", "this exists already, and nothing was changed", "已经存在，未作任何改动",
      hints: .init(
        "choose another --output, or add --force to replace it",
        "请另选 --output，或加 --force 以替换")),
    Message(
      "output-is-link", "this is a symbolic link; outputs do not follow links",
      "这是符号链接，输出时不跟随链接",
      hints: .init("name the folder that it points to", "请直接写出它指向的文件夹")),
    Message(
      "output-not-a-folder", "a folder is wanted here", "此处应为文件夹"),
    Message("output-not-a-file", "a file is wanted here", "此处应为文件"),
    // {0} the process
    Message(
      "output-held", "another run is writing to this folder", "另一次运行正在写入此文件夹",
      hints: .init("it is the process {0}; wait for its end", "进程号为 {0}，请等待其结束"),
      .init("wait for its end", "请等待其结束")),
    Message(
      "output-foreign-entry", "this is none of our files and would be lost with the folder",
      "这不是本程序生成的文件，替换文件夹会使其丢失",
      hints: .init("move it elsewhere first", "请先将其移到别处")),
    // {0} bytes needed, {1} bytes free
    Message(
      "output-no-room", "{0} bytes are needed here, {1} are free", "此处需要 {0} 字节，仅剩 {1} 字节"),
    Message(
      "output-bad-name", "this cannot be the name of an output", "这不能用作输出的名称"),
    Message("output-closed", "writing was given up", "已放弃写入"),
    // {0} the call, {1} the system's reason
    Message(
      "output-failed", "the system refused to write ({0}): {1}", "系统拒绝写入（{0}）：{1}",
      hints: .init(
        "nothing was changed; mend the cause and run again", "未作任何改动；请排除原因后重新运行")),
  ]
}

extension Finding {
  /// Why an output could not be written.
  public init(_ error: OutputError) {
    let (code, arguments) = described(error.reason)
    self.init(severity: .error, code: code, file: error.path, arguments: arguments)
  }
}

private func described(_ reason: OutputError.Reason) -> (code: String, arguments: [String]) {
  switch reason {
  case .exists: ("output-exists", [])
  case .isLink: ("output-is-link", [])
  case .notAFolder: ("output-not-a-folder", [])
  case .notAFile: ("output-not-a-file", [])
  case .held(let process): ("output-held", [process.map(String.init) ?? ""])
  case .foreignEntry: ("output-foreign-entry", [])
  case .noRoom(let needed, let free): ("output-no-room", ["\(needed)", "\(free)"])
  case .badName: ("output-bad-name", [])
  case .closed: ("output-closed", [])
  case .system(let call, let number): ("output-failed", [call.rawValue, systemMessage(number)])
  }
}
