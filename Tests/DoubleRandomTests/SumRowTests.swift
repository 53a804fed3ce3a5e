// Which cells say that their row is a sum.

import Testing

@testable import DoubleRandom

@Suite struct SumRowTests {
  @Test(
    "words of sums are known in any writing",
    arguments: [
      "合计", "合 计", "　总　计　", "小计（户）", "本页合计：23户", "汇总数", "累计 1,234", "Total 1,234", " SUB TOTAL",
      "\u{3000}Grand Total:", "\u{2003}sum", "S U M",
      "t\u{A0}otal", "Grand total 12",
    ])
  func sums(text: String) {
    #expect(isSum(Array(text.utf8)))
  }

  @Test(
    "names and codes are no sums",
    arguments: [
      "", " ", "北京合计咨询有限公司", "总部基地服务中心", "Total Energies", "Sumitomo", "91110105MA01ABCD2X",
      "91110105ma01abcd2x", "计", "总", "SC11101050000001", "s", "G1", "TA",
    ])
  func others(text: String) {
    #expect(!isSum(Array(text.utf8)))
  }
}
