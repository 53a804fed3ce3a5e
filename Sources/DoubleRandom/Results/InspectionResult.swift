// What an inspection can find: the closed list of official results (抽查结果). Inspectors write the
// short word of the visit sheet or the full wording, also as provincial systems have it;
// the public list has the wording.

/// One official result of an inspected item.
public enum InspectionResult: String, Sendable, CaseIterable {
  case nothingFound = "未发现问题"
  case notPublished = "未按规定公示"
  case concealed = "隐瞒真实情况"
  case unreachable = "无法联系"
  case corrected = "已责令改正"
  case inactive = "未发现相关经营活动"
  case uncooperative = "不配合"
  case pending = "待后续处理"
  case cancelled = "注销"
  case revoked = "吊销"
  case moved = "迁出"

  /// As results are made public.
  ///
  /// *Source*: the result categories of 国家企业信用信息公示系统; which of them were seen where, and
  /// what was not, is in ARCHITECTURE.md.
  public var wording: String {
    switch self {
    case .nothingFound: "未发现问题"
    case .notPublished: "未按规定公示应当公示的信息"
    case .concealed: "公示信息隐瞒真实情况、弄虚作假"
    case .unreachable: "通过登记的住所（经营场所）无法联系"
    case .corrected: "发现问题已责令改正"
    case .inactive: "未发现开展本次抽查涉及的经营活动"
    case .uncooperative: "不配合检查情节严重"
    case .pending: "发现问题待后续处理"
    case .cancelled: "注销"
    case .revoked: "吊销"
    case .moved: "迁出"
    }
  }

  /// The same result in other forms of the field, as provincial systems print it.
  private var otherWordings: [String] {
    switch self {
    case .concealed: ["公示信息隐瞒真实情况弄虚作假"]
    case .corrected: ["发现问题经责令已改正"]
    case .uncooperative: ["不予配合情节严重", "不予配合检查情节严重"]
    case .notPublished: ["未按规定公示信息"]
    case .revoked: ["被吊销"]
    default: []
    }
  }

  /// By the short word or one of the full wordings, exactly.
  public init?(named name: String) {
    let found = Self.allCases.first {
      $0.rawValue == name || $0.wording == name || $0.otherWordings.contains(name)
    }
    guard let found else { return nil }
    self = found
  }

  /// Every word that is understood, short ones first.
  static let words =
    allCases.map(\.rawValue)
    + allCases.map(\.wording).filter { word in
      !allCases.contains { $0.rawValue == word }
    }

  /// The reason for which the target could have been replaced instead.
  var replacementReason: ReplacementReason? { ReplacementReason(named: rawValue) }
}
