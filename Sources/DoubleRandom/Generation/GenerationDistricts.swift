// The seventeen enforcement units of Beijing: names, shares, stations and street names.
//
// Stands under targets, inspectors and history. District, street and town names are real and
// public; every enterprise and person placed in them is invented. One paragraph is one district,
// in the order of GB/T 2260; 经开区 has no code of its own and uses 110400 by local practice.

extension Generation {
  /// What a district's economy is made of: which shares of `Trade.shares` apply.
  enum Economy: Int {
    case city, rural, park
  }

  /// One enforcement unit with its market regulation stations (市场监管所).
  struct District {
    /// Six digits, such as 110105.
    let code: String
    /// 朝阳区.
    let name: String
    let economy: Economy
    /// Thousands of registered entities, roughly.
    let targetShare: Int
    /// Officers among 400 of the city.
    let inspectorShare: Int
    /// Streets, towns, townships and areas, each with a station.
    let places: [Place]
    /// Real streets of the district for the addresses of its streets' stations.
    let roads: [String]

    /// 北京市朝阳区: how addresses begin.
    var addressPrefix: String {
      "北京市" + (name == "经开区" ? "北京经济技术开发区" : name)
    }
    /// 北京市朝阳区市场监督管理局: who inspects.
    var authority: String {
      (name == "经开区" ? "北京经济技术开发区" : addressPrefix) + "市场监督管理局"
    }
  }

  /// A street (街道) or town under one station.
  struct Place {
    /// Without the word for its rank: 酒仙桥.
    let name: String
    /// 街道, 镇, 乡 or 地区.
    let rank: String
    var station: String { name + rank + "市场监管所" }
  }

  static let districts: [District] = paragraphs.split(separator: "\n\n").map(district(_:))

  /// Reads one paragraph: a line of facts, then places by rank, then roads.
  private static func district(_ paragraph: Substring) -> District {
    let lines = paragraph.split(separator: "\n").map { $0.split(separator: " ").map(String.init) }
    let facts = lines[0]
    var places: [Place] = []
    var roads: [String] = []
    for line in lines.dropFirst() {
      switch line[0] {
      case "路": roads += line.dropFirst()
      default: places += line.dropFirst().map { Place(name: $0, rank: line[0]) }
      }
    }
    let economy: Economy = facts[2] == "city" ? .city : facts[2] == "park" ? .park : .rural
    return District(
      code: facts[0], name: facts[1], economy: economy, targetShare: Int(facts[3]) ?? 0,
      inspectorShare: Int(facts[4]) ?? 0, places: places, roads: roads)
  }

  // code, name, economy, target share, inspector share; then places by rank; then roads
  private static let paragraphs = """
    110101 东城区 city 96 22
    街道 东华门 景山 交道口 安定门 北新桥 东四 朝阳门 建国门 东直门 和平里 前门 崇文门外 东花市
    街道 龙潭 体育馆路 天坛 永定门外
    路 东四北大街 安定门外大街 和平里北街 东直门内大街 崇文门外大街 广渠门内大街 灯市口大街
    路 朝阳门内大街 鼓楼东大街 永定门内大街 体育馆路 光明路

    110102 西城区 city 104 22
    街道 西长安街 新街口 月坛 展览路 德胜 金融街 什刹海 大栅栏 天桥 椿树 陶然亭 广安门内
    街道 牛街 白纸坊 广安门外
    路 西直门内大街 新街口北大街 复兴门内大街 月坛南街 阜成门外大街 广安门内大街 白广路
    路 宣武门外大街 德胜门外大街 南礼士路 珠市口西大街 车公庄大街

    110105 朝阳区 city 590 52
    街道 建外 朝外 呼家楼 三里屯 左家庄 香河园 和平街 安贞 亚运村 小关 酒仙桥 麦子店 团结湖
    街道 六里屯 八里庄 双井 劲松 潘家园 垡头 望京 大屯 奥运村 东湖 首都机场
    地区 南磨房 高碑店 将台 太阳宫 小红门 十八里店 平房 东风 来广营 常营 三间房 管庄 金盏 孙河
    地区 崔各庄 东坝 黑庄户 豆各庄 王四营
    路 建国路 朝阳路 朝阳北路 广渠路 望京街 阜通东大街 酒仙桥路 工人体育场北路 安立路 北苑路
    路 姚家园路 来广营西路 东三环中路 双桥东路 百子湾路 惠新东街

    110106 丰台区 city 272 32
    街道 右安门 太平桥 西罗园 大红门 南苑 东高地 东铁匠营 卢沟桥 丰台 新村 长辛店 云岗 方庄
    街道 和义 马家堡 宛平 六里桥 花乡 看丹 五里店 青塔 成寿寺 石榴庄 玉泉营
    镇 北宫 王佐
    路 南四环西路 丰台北路 海鹰路 西三环南路 方庄路 蒲黄榆路 马家堡东路 大红门路 樊羊路
    路 看丹路 长辛店大街 小屯路

    110107 石景山区 city 56 14
    街道 八宝山 老山 八角 古城 苹果园 金顶街 广宁 五里坨 鲁谷
    路 石景山路 古城南街 八角东街 苹果园路 鲁谷路 实兴大街 杨庄东路 阜石路

    110108 海淀区 city 432 44
    街道 万寿路 永定路 羊坊店 甘家口 八里庄 紫竹院 北下关 北太平庄 学院路 中关村 海淀 青龙桥
    街道 香山 清河 花园路 西三旗 马连洼 田村路 上地 曙光
    地区 万柳
    镇 东升 温泉 西北旺 苏家坨 上庄 四季青
    路 中关村大街 北四环西路 知春路 学院路 建材城中路 信息路 上地三街 清河中街 复兴路 阜成路
    路 苏州街 丰慧中路 紫竹院路 远大路 成府路 西直门北大街

    110109 门头沟区 rural 36 13
    街道 大峪 城子 东辛房 大台
    镇 王平 永定 龙泉 潭柘寺 军庄 雁翅 斋堂 清水 妙峰山
    路 新桥大街 门头沟路 石龙南路 滨河路 双峪路 莲石湖西路

    110111 房山区 rural 142 22
    街道 城关 新镇 向阳 东风 迎风 星城 西潞 拱辰
    镇 良乡 周口店 琉璃河 阎村 窦店 石楼 长阳 河北 长沟 大石窝 张坊 十渡 青龙湖 韩村河
    乡 霞云岭 南窖 佛子庄 大安山 史家营 蒲洼
    路 拱辰大街 政通路 长虹西路 燕房路 月华大街 昊天北大街 京周路 苏庄西街

    110112 通州区 rural 205 28
    街道 中仓 新华 北苑 玉桥 潞源 通运 文景 九棵树 临河里 杨庄 潞邑
    地区 永顺 梨园
    镇 宋庄 漷县 张家湾 马驹桥 西集 永乐店 潞城 台湖
    乡 于家务
    路 新华东街 新华西街 通胡大街 玉带河东街 九棵树中路 云景东路 通朝大街 运河西大街

    110113 顺义区 rural 132 24
    街道 胜利 光明 石园 空港 双丰 旺泉
    镇 后沙峪 南法信 仁和 高丽营 牛栏山 马坡 南彩 北小营 李桥 李遂 大孙各庄 北务 木林 龙湾屯
    镇 北石槽 赵全营 天竺
    地区 杨镇
    路 光明北街 府前西街 站前北街 顺平路 安富街 裕民大街 裕安路 火沙路

    110114 昌平区 rural 184 26
    街道 城北 城南 天通苑北 天通苑南 霍营 回龙观 龙泽园 史各庄
    镇 南口 马池口 沙河 阳坊 小汤山 南邵 崔村 百善 北七家 兴寿 流村 十三陵 延寿 东小口
    路 回龙观西大街 政府街 鼓楼南大街 府学路 立汤路 超前路 生命科学园路 黄平路 南环东路

    110115 大兴区 rural 188 24
    街道 兴丰 林校路 清源 观音寺 天宫院 高米店
    镇 亦庄 黄村 旧宫 西红门 瀛海 青云店 采育 安定 礼贤 榆垡 庞各庄 北臧村 魏善庄 长子营
    路 黄村西大街 兴华大街 兴丰大街 金星西路 林校北路 永华路 宏福路 欣雅街

    110116 怀柔区 rural 92 17
    街道 泉河 龙山
    镇 怀柔 雁栖 庙城 北房 杨宋 桥梓 怀北 汤河口 渤海 九渡河 琉璃庙 宝山
    乡 长哨营 喇叭沟门
    路 青春路 府前街 湖光南街 开放路 雁栖大街 迎宾中路

    110117 平谷区 rural 66 15
    街道 滨河 兴谷
    镇 平谷 峪口 马坊 金海湖 东高村 山东庄 南独乐河 大华山 夏各庄 马昌营 王辛庄 大兴庄 刘家店
    镇 镇罗营
    乡 黄松峪 熊儿寨
    路 府前西街 文化北街 新平北路 林荫北街 平谷大街 建设西街

    110118 密云区 rural 86 16
    街道 鼓楼 果园 檀营
    镇 密云 溪翁庄 西田各庄 十里堡 河南寨 巨各庄 穆家峪 太师屯 高岭 不老屯 冯家峪 古北口 大城子
    镇 东邵渠 北庄 新城子 石城
    路 鼓楼东大街 新南路 西大桥路 行宫街 车站路 水源路

    110119 延庆区 rural 46 13
    街道 百泉 香水园 儒林
    镇 延庆 康庄 八达岭 永宁 旧县 张山营 四海 千家店 沈家营 大榆树 井庄
    乡 大庄科 刘斌堡 香营 珍珠泉
    路 妫水北街 东外大街 高塔街 湖北西路 庆园街 百莲街

    110400 经开区 park 93 16
    街道 荣华 博兴 路东 路南 台马
    路 荣华中路 荣京东街 宏达北路 西环南路 科创十三街 科创六街 经海三路 地盛西路 永昌南路
    路 景园北街
    """
}
