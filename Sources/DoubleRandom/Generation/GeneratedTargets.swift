// Who the invented targets are: every fact of a row of the target registry except its wording.
//
// Stands between the codes and districts below and the written rows (GeneratedTargetRows.swift).
// The one thing to know: a target is a function of seed and row number alone, whatever the size of
// the registry, so that history, recusals and inspectors can speak of targets without the file.

extension Generation {
  /// The facts of one target, as indices into the word lists and numbers.
  struct Target {
    let row: Int
    /// Index into `Generation.districts`.
    let district: Int
    /// Index into the district's places.
    let place: Int
    /// Index into `Trade.all`.
    let trade: Int
    let form: LegalForm
    let organisation: Int
    /// Day number of the founding.
    let founded: Int
    /// Index into `Targets.statuses`.
    let status: Int
    /// Index into `Targets.grades`.
    let grade: Int
    /// Complaints and reports of last year.
    let complaints: Int
  }

  /// The targets of one seed, made on demand.
  struct Targets: Sendable {
    static let statuses = ["存续", "在业", "开业", "吊销", "注销", "迁出"]
    static let grades = ["A", "B", "C", "D"]

    private let key: UInt64
    private let organisations: Organisations
    private let checks = CheckCharacters()
    /// Six bytes each.
    private let districtCodes: [UInt8]
    private let placeCounts: [Int]
    private let economies: [Economy]
    private let districtChances: Chances
    /// By economy, then for shops, then for cooperatives.
    private let tradeChances: [Chances]
    /// Whether a trade deals with consumers, who complain.
    private let isConsumerTrade: [Bool]
    private let enterpriseStatuses = Chances([640, 140, 100, 62, 44, 14])
    private let individualStatuses = Chances([330, 130, 420, 40, 80, 0])
    private let gradeChances = Chances([20, 60, 15, 5])
    private let complaintChances: [Chances]

    init(seed: [UInt8], stations: StationScale) {
      key = Mixer.key(seed: seed, purpose: "targets")
      organisations = Organisations(seed: seed)
      districtCodes = districts.flatMap { Array($0.code.utf8) }
      placeCounts = districts.map { stations.count(of: $0.places.count) }
      economies = districts.map(\.economy)
      districtChances = Chances(districts.map(\.targetShare))
      let trades = Trade.all
      tradeChances =
        (0...3).map { column in Chances(trades.map { $0.shares[column] }) }
        + [Chances(trades.map { $0.code.hasPrefix("A") ? $0.shares[1] : 0 })]
      isConsumerTrade = trades.map { trade in
        ["F52", "H", "O", "P", "R89", "L7251", "K70"].contains { trade.code.hasPrefix($0) }
      }
      // none, 1, 2, 3–5, 6–20, 21–120; by grade
      complaintChances = [
        Chances([9400, 480, 90, 28, 2, 0]), Chances([8700, 900, 260, 120, 20, 0]),
        Chances([7300, 1500, 650, 430, 110, 10]), Chances([5600, 1900, 1100, 950, 400, 50]),
      ]
    }

    /// The district of a row: the first thing decided about it.
    func district(row: Int) -> Int {
      var mixer = Mixer(key: key, number: row)
      return mixer.pick(districtChances)
    }

    func target(row: Int) -> Target {
      var mixer = Mixer(key: key, number: row)
      let district = mixer.pick(districtChances)
      let organisation = organisations.number(row: row)
      let form = legalForm(organisation, in: economies[district], &mixer)
      let trade = mixer.pick(tradeChances[tradeColumn(form, economies[district])])
      let grade = mixer.pick(gradeChances)
      return Target(
        row: row, district: district, place: mixer.below(placeCounts[district]), trade: trade,
        form: form, organisation: organisation, founded: founded(organisation, form, &mixer),
        status: mixer.pick(form == .individual ? individualStatuses : enterpriseStatuses),
        grade: grade, complaints: complaints(grade, isConsumer: isConsumerTrade[trade], &mixer))
    }

    /// The valid credit code of a target, as the bench form has it.
    func code(_ target: Target) -> [18 of UInt8] { code(target, damaged: false) }

    /// The code as the full form and the registries that refer to it have it: about one in two
    /// thousand ends in a wrong check character, so that there is a warning to show.
    func fileCode(_ target: Target) -> [18 of UInt8] {
      code(target, damaged: Mixer.mixed(key ^ UInt64(target.row)) % 2000 == 0)
    }

    private func code(_ target: Target, damaged: Bool) -> [18 of UInt8] {
      var code = [18 of UInt8](repeating: 0x39)
      code[1] = target.form.rawValue
      for index in 0..<6 { code[2 + index] = districtCodes[target.district * 6 + index] }
      organisations.write(target.organisation, into: &code)
      checks.write(into: &code, damaged: damaged)
      return code
    }

    private func legalForm(
      _ organisation: Int, in economy: Economy, _ mixer: inout Mixer
    ) -> LegalForm {
      if organisations.isOld(organisation) { return .enterprise }
      let individuals = economy == .city ? 240 : economy == .rural ? 400 : 60
      let roll = mixer.below(1000)
      if roll < individuals { return .individual }
      return economy == .rural && roll >= 985 ? .cooperative : .enterprise
    }

    private func tradeColumn(_ form: LegalForm, _ economy: Economy) -> Int {
      switch form {
      case .enterprise: economy.rawValue
      case .individual: 3
      case .cooperative: 4
      }
    }

    /// A working day of the organisation's era; a third of the older shops were there before.
    private func founded(_ organisation: Int, _ form: LegalForm, _ mixer: inout Mixer) -> Int {
      var days = organisations.founded(organisation)
      let isEarly = form == .individual && organisations.isFirstOfNew(organisation)
      if isEarly && mixer.chance(1, in: 3) { days = Targets.earlyShops }
      let day = days.lowerBound + mixer.below(days.count)
      return Days.isWeekend(day) ? day - 2 : day
    }

    private static let earlyShops = Days.number(2004, 1, 5)...Days.number(2015, 9, 30)

    private func complaints(_ grade: Int, isConsumer: Bool, _ mixer: inout Mixer) -> Int {
      let most = complaints(grade, &mixer)
      return isConsumer || most == 0 ? most : min(most, complaints(grade, &mixer))
    }

    private func complaints(_ grade: Int, _ mixer: inout Mixer) -> Int {
      switch mixer.pick(complaintChances[grade]) {
      case 0: 0
      case 1: 1
      case 2: 2
      case 3: 3 + mixer.below(3)
      case 4: 6 + mixer.below(15)
      default: 21 + mixer.below(100)
      }
    }
  }

  /// How many of a district's stations a registry speaks of: a small sample has a fifth, so that
  /// each has targets and several officers; a city's registry has all.
  enum StationScale {
    case fifth, all

    func count(of places: Int) -> Int {
      switch self {
      case .fifth: min(places, max(2, (places + 4) / 5))
      case .all: places
      }
    }
  }
}
