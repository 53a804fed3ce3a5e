// Findings from outputs that could not be written. What the system says of a call is English text;
// the usual reasons have words of ours, and the two that a user can cure their own hints.

import Tables

extension Findings {
  /// Output that could not be written.
  ///
  /// - Parameter canForce: whether the command has `--force`.
  public mutating func add(_ error: OutputError, canForce: Bool = true) {
    let (code, arguments): (String, [String]) =
      switch error.reason {
      case .exists: (canForce ? "output-exists" : "output-stands", [])
      case .isInput: ("output-is-input", [])
      case .isKept: ("output-kept", [])
      case .isLink: ("output-is-link", [])
      case .notAFolder: ("output-not-a-folder", [])
      case .notAFile: ("output-not-a-file", [])
      case .held(let process): ("output-held", process.map { ["\($0)"] } ?? [])
      case .foreignEntries(let names):
        (
          "output-foreign-entry",
          [
            (names.prefix(5) + (names.count > 5 ? ["…"] : [])).joined(separator: ", "),
            "\(names.count)",
          ]
        )
      case .noRoom(let needed, let free): ("output-no-room", ["\(needed)", "\(free)"])
      case .badName: ("output-bad-name", [])
      case .closed: ("output-closed", [])
      case .system(let call, let number):
        (
          "output-failed",
          [
            call == .list ? "list-folder" : call.rawValue, systemMessage(number),
          ] + cure(number, error.path)
        )
      }
    report(code, file: Paths.shortened(error.path), arguments: arguments)
    for path in error.unsettled { report("not-taken-back", file: Paths.shortened(path)) }
  }

  /// The folder as the argument whose hint applies: no permission, or no room.
  private func cure(_ number: Int32, _ path: String) -> [String] {
    let path = Paths.folder(of: path)
    return switch systemMessage(number) {
    case "Permission denied", "Operation not permitted", "Read-only file system": [path, ""]
    case "No space left on device", "Disk quota exceeded": ["", path]
    default: []
    }
  }
}

/// What the system says of an error number, in a language.
public func systemMessage(_ number: Int32, _ language: Language) -> String {
  translated(systemMessage(number), language)
}

extension MessageTable {
  /// What the system says, and what it was asked, in Chinese.
  static let systemWords: [String: Message.Text] = [
    "No such file or directory": same("No such file or directory", "没有这个文件或文件夹"),
    "Permission denied": same("Permission denied", "没有权限"),
    "Operation not permitted": same("Operation not permitted", "不允许此操作"),
    "Read-only file system": same("Read-only file system", "文件系统只读"),
    "No space left on device": same("No space left on device", "磁盘空间已满"),
    "Disk quota exceeded": same("Disk quota exceeded", "已超出磁盘配额"),
    "Not a directory": same("Not a directory", "路径中有一段不是文件夹"),
    "Is a directory": same("Is a directory", "是文件夹"),
    "File too large": same("File too large", "文件过大"),
    "File name too long": same("File name too long", "文件名过长"),
    "Input/output error": same("Input/output error", "输入输出错误"),
    "Too many open files": same("Too many open files", "打开的文件过多"),
    "Too many levels of symbolic links": same(
      "Too many levels of symbolic links", "符号链接循环或层数过多"),
    "Too many open files in system": same("Too many open files in system", "系统打开的文件过多"),
    "Cannot allocate memory": same("Cannot allocate memory", "内存不足"),
    "Stale file handle": same("Stale file handle", "网络文件已失效"),
    "No such device or address": same("No such device or address", "没有这个设备或地址"),
    "Invalid argument": same("Invalid argument", "参数无效"),
    "Device or resource busy": same("Device or resource busy", "正被占用"),
    "Bad file descriptor": same("Bad file descriptor", "已关闭"),
    "File exists": same("File exists", "已存在"),
    "Directory not empty": same("Directory not empty", "文件夹不是空的"),
    "Text file busy": same("Text file busy", "正在运行"),
    "Illegal seek": same("Illegal seek", "不是可以定位的文件"),
    "Broken pipe": same("Broken pipe", "管道已关闭"),
    "Value too large for defined data type": same(
      "Value too large for defined data type", "文件过大"),
    "Too many links": same("Too many links", "链接过多"),
    "Invalid cross-device link": same("Invalid cross-device link", "不在同一文件系统"),
    "No such device": same("No such device", "没有这个设备"),
    "No locks available": same("No locks available", "文件系统不能锁定"),
    "Operation not supported": same("Operation not supported", "文件系统不支持此操作"),
    "Function not implemented": same("Function not implemented", "系统不支持此操作"),
    "Resource temporarily unavailable": same(
      "Resource temporarily unavailable", "资源暂时不可用"),
    "Connection timed out": same("Connection timed out", "连接超时"),
    "Transport endpoint is not connected": same(
      "Transport endpoint is not connected", "网络文件系统已断开"),
    "Remote I/O error": same("Remote I/O error", "远程输入输出错误"),
    "Structure needs cleaning": same("Structure needs cleaning", "文件系统需要修复"),
    "open": same("open", "打开"), "create": same("create", "创建"),
    "status": same("status", "查看状态"), "list-folder": same("list-folder", "列出文件夹内容"),
    "write": same("write", "写入"), "mode": same("mode", "设置权限"),
    "sync": same("sync", "写入磁盘"), "close": same("close", "关闭"), "lock": same("lock", "锁定"),
    "link": same("link", "建立链接"), "rename": same("rename", "更名"),
    "remove": same("remove", "删除"),
  ]

  private static func same(_ english: String, _ chinese: String) -> Message.Text {
    Message.Text(english, chinese)
  }
}
