// How the pages look: one sheet of style in the page itself, system fonts only, light and dark by
// the reader's setting, A4 on paper. Every pair of colours has a contrast of 4.5 or more.

enum Stylesheet {
  /// Of every page.
  static let common: Markup = """
    :root {
      color-scheme: light dark;
      --paper: #fff; --ink: #1b2025; --quiet: #56616c; --line: #d3d9df; --tint: #f4f6f8;
      --seal: #a3161c; --data: #2f629b; --faint: #c3d3e4;
      --sans: "PingFang SC", "Hiragino Sans GB", "Microsoft YaHei", "Noto Sans CJK SC",
        "Source Han Sans SC", "WenQuanYi Micro Hei", system-ui, sans-serif;
      --song: "Songti SC", STSong, "Noto Serif CJK SC", "Source Han Serif SC", SimSun, serif;
      --code: "SF Mono", Consolas, "Noto Sans Mono CJK SC", "DejaVu Sans Mono", monospace;
    }
    @media (prefers-color-scheme: dark) {
      :root {
        --paper: #15191d; --ink: #e3e7eb; --quiet: #a2adb8; --line: #39424b; --tint: #1d2329;
        --seal: #f0918c; --data: #7fb0e3; --faint: #2c4563;
      }
    }
    * { box-sizing: border-box; }
    html { -webkit-text-size-adjust: 100%; text-size-adjust: 100%; }
    body {
      margin: 0; background: var(--paper); color: var(--ink);
      font: 1rem/1.75 var(--sans); font-variant-numeric: tabular-nums;
    }
    main { max-width: 58rem; margin: 0 auto; padding: 2.5rem clamp(1rem, 4vw, 3rem) 5rem; }
    h1, h2, h3 { line-height: 1.4; text-wrap: balance; margin: 0; }
    p, ul, dl, pre { margin: 0 0 1rem; }
    p, li, dd { text-wrap: pretty; }
    thead th, caption { text-wrap: balance; }
    a { color: var(--data); text-underline-offset: .2em; }
    table { border-collapse: collapse; width: 100%; font-size: .9375rem; line-height: 1.5; }
    caption { text-align: left; color: var(--quiet); padding: 0 0 .375rem; font-size: .875rem; }
    th, td {
      padding: .375rem .625rem; text-align: left; vertical-align: top;
      border-bottom: 1px solid var(--line); overflow-wrap: break-word;
    }
    thead th, thead td {
      font-weight: 600; border-bottom: 2px solid var(--ink); vertical-align: bottom;
      overflow-wrap: normal;
    }
    tbody th { font-weight: 400; }
    th { min-width: 3.5em; }
    .name { min-width: 10em; }
    tfoot th, tfoot td, tr.sum > * {
      font-weight: 600; border-bottom: 0; border-top: 1px solid var(--ink);
    }
    .n { text-align: right; white-space: nowrap; }
    .facts {
      display: grid; grid-template-columns: max-content 1fr; gap: .125rem 1.25rem;
      font-size: .9375rem; line-height: 1.6;
    }
    .facts dt { color: var(--quiet); }
    .facts dd { margin: 0; overflow-wrap: anywhere; }
    code, pre { font-family: var(--code); font-size: .8125rem; }
    @media print {
      :root {
        color-scheme: light;
        --paper: #fff; --ink: #000; --quiet: #444; --line: #bbb; --tint: #fff;
        --seal: #a3161c; --data: #2f629b; --faint: #c3d3e4;
      }
      html { font-size: 13px; }
      main { max-width: none; padding: 0; }
      a { color: inherit; text-decoration: none; }
      h1, h2, h3, caption, p:has(+ pre), p:has(+ .seal) { break-after: avoid; }
      tr, svg { break-inside: avoid; }
      table, h3 { break-inside: avoid; }
      thead { display: table-header-group; }
      tfoot { display: table-row-group; }
    }

    """

  /// Of the report and of the index.
  static let report: Markup = """
    header { border-bottom: 1px solid var(--seal); padding-bottom: 1.25rem; margin-bottom: 2rem; }
    header::before {
      content: ""; display: block; border-top: 4px solid var(--seal); margin-bottom: 1.25rem;
    }
    .inside { color: var(--seal); font-size: .875rem; margin-bottom: 1.5rem; }
    .inside b { border: 1px solid; padding: 0 .375rem; margin-right: .5rem; font-weight: 600; }
    .authority { color: var(--quiet); margin-bottom: .25rem; }
    h1 { font: 600 clamp(1.5rem, 4.5vw, 2.125rem)/1.4 var(--song); }
    h1 small { display: block; font-size: .7em; font-weight: 400; color: var(--quiet); }
    header .facts { margin: 1.25rem 0 0; }
    section { margin: 0 0 3rem; }
    h2 { font-size: 1.3125rem; margin-bottom: 1rem; }
    h3 { font-size: 1.0625rem; margin: 2rem 0 .5rem; }
    h2 + h3 { margin-top: 0; }
    h3 .number { display: block; font-weight: 400; font-size: .875rem; color: var(--quiet); }
    .figures { display: grid; grid-template-columns: repeat(4, 1fr); margin: 0 0 1rem; }
    .figures div { padding: .25rem 1rem; border-left: 1px solid var(--line); }
    .figures div:first-child { padding-left: 0; border: 0; }
    .figures dt { color: var(--quiet); font-size: .875rem; }
    .figures dd { margin: 0; font: 400 2rem/1.35 var(--song); }
    .figures small { display: block; font: .8125rem/1.5 var(--sans); color: var(--quiet); }
    .scroll { overflow-x: auto; margin-bottom: 1rem; }
    .plot { width: 32%; min-width: 6rem; vertical-align: middle; }
    .pair { display: grid; grid-template-columns: 3fr 2fr; gap: 2rem; align-items: start; }
    figure { margin: 0 0 1rem; }
    figcaption { color: var(--quiet); font-size: .875rem; }
    svg { display: block; width: 100%; height: auto; overflow: visible; }
    svg.bar { height: 1rem; overflow: hidden; }
    svg rect { fill: var(--data); }
    svg.loss rect { fill: var(--faint); stroke: var(--data); vector-effect: non-scaling-stroke; }
    svg path { fill: none; stroke: var(--line); vector-effect: non-scaling-stroke; }
    svg path.base { stroke: var(--ink); }
    svg.bar path { stroke: var(--ink); stroke-width: 2.5px; }
    svg.bar path.halo { stroke: var(--paper); stroke-width: 7px; }
    svg text { fill: var(--quiet); font-size: 14px; }
    svg text.value {
      fill: var(--ink); stroke: var(--paper); stroke-width: 5px; paint-order: stroke;
    }
    .key { color: var(--quiet); font-size: .875rem; }
    .key svg.bar {
      display: inline-block; width: 2.5rem; vertical-align: -.15em; margin-right: .5rem;
    }
    ul { padding-left: 1.25rem; }
    li { margin-bottom: .125rem; }
    .hash { font-family: var(--code); font-size: .75rem; overflow-wrap: anywhere; }
    pre {
      background: var(--tint); border-left: 3px solid var(--line); padding: .625rem .875rem;
      white-space: pre-wrap; overflow-wrap: anywhere; line-height: 1.6;
    }
    .alert { border-left: 3px solid var(--seal); padding-left: .875rem; }
    .sign td { height: 4.5rem; width: 33%; border: 1px solid var(--ink); color: var(--quiet); }
    .sign ul { list-style: none; padding: 0; margin: 0 0 1rem; }
    summary { cursor: pointer; color: var(--data); }
    footer { color: var(--quiet); font-size: .8125rem; border-top: 1px solid var(--line);
      padding-top: .75rem; }
    .frames thead .n { white-space: normal; }
    .frames .name { min-width: 11em; }
    .wide table { min-width: 48rem; }
    .wide tbody > tr > * { vertical-align: middle; }
    .wide .plot { width: 16%; }
    .wide small { color: var(--quiet); white-space: nowrap; }
    @media (max-width: 40rem) {
      main { padding-top: 1.25rem; }
      .figures { grid-template-columns: 1fr 1fr; gap: 1rem 0; }
      .figures div:nth-child(odd) { padding-left: 0; border: 0; }
      .pair { grid-template-columns: 1fr; gap: 0; }
      .facts { gap: .125rem .75rem; }
      table { font-size: .8125rem; }
      th, td { padding: .3125rem .2rem; min-width: 2.25em; }
      thead .n { white-space: normal; }
      .name { min-width: 5.5em; }
      .plot { width: 18%; min-width: 2.75rem; }
      .frames .name { min-width: 6em; }
      .wide table { min-width: 40rem; }
    }
    @media print {
      html { font-size: 11.5px; }
      section { margin-bottom: 1.75rem; }
      .scroll { overflow: visible; }
      .wide table { min-width: 0; break-inside: auto; font-size: .8125rem; }
      .wide .scroll { break-inside: auto; }
      .wide th, .wide td { padding-block: .1875rem; }
      .facts { break-inside: avoid; }
      details, .screen { display: none; }
      .sign, pre, .pair, .figures { break-inside: avoid; }
    }

    """

  /// Of the public notice, as official papers are set.
  static let notice: Markup = """
    main { max-width: 50rem; }
    body { font-family: FangSong, STFangsong, "Noto Serif CJK SC", "Songti SC", serif;
      font-size: 1.125rem; }
    h1 {
      font: 600 1.75rem/1.6 "FZXiaoBiaoSong-B05S", STZhongsong, var(--song); text-align: center;
      color: var(--seal); padding-bottom: 1rem; margin-bottom: 1.5rem;
      border-bottom: 2px solid var(--seal);
    }
    p { text-align: justify; }
    .scroll { overflow-x: auto; margin-bottom: 1rem; }
    table { font-size: 1rem; }
    th, td { border: 1px solid var(--quiet); }
    thead th { border-bottom-width: 1px; text-align: center; vertical-align: middle; }
    td, tbody th { line-height: 1.45; min-width: 4.75em; }
    tbody th { min-width: 9em; }
    thead .n { white-space: normal; }
    caption { text-align: center; font-size: 1rem; color: var(--ink); }
    .hash { display: block; font: .8125rem/1.5 var(--code); overflow-wrap: anywhere; }
    h2 { font: 600 1.125rem/1.6 var(--song); margin: 2rem 0 .5rem; break-after: avoid; }
    .facts { break-inside: avoid; }
    .seal { margin-top: 3rem; text-align: right; break-inside: avoid; break-before: avoid; }
    p:has(+ .seal) { break-inside: avoid; }
    .seal p { margin: 0; text-align: right; }
    @media (max-width: 40rem) {
      h1 { font-size: 1.375rem; }
      .stacked thead { position: absolute; width: 1px; height: 1px; clip-path: inset(50%); }
      .stacked table, .stacked caption, .stacked tbody, .stacked tr, .stacked th, .stacked td {
        display: block;
      }
      .stacked tr { border: 1px solid var(--quiet); padding: .25rem 0; margin-bottom: .75rem; }
      .stacked tbody th, .stacked tbody td {
        border: 0; min-width: 0; padding: .25rem .75rem; text-align: left; white-space: normal;
      }
      .stacked td::before { content: attr(data-head) "："; color: var(--quiet); }
    }
    @media print { table { font-size: .9375rem; } .scroll { overflow: visible; } }

    """

  /// Of published results, on top of the notice's.
  static let publication: Markup = """
    .day { white-space: nowrap; }
    .long tbody th { vertical-align: top; }
    @media (max-width: 40rem) {
      .stacked tbody tr:not(:has(th)) { border-top: 0; margin-top: -.75rem; }
    }
    @media print { .long table { break-inside: auto; } }

    """

  /// Of visit sheets: forms to be filled in by hand.
  static let sheets: Markup = """
    main { max-width: 50rem; }
    .screen { font-size: 1.125rem; margin-bottom: 1rem; }
    article { border: 1px solid var(--line); padding: 2rem; margin-bottom: 2rem; }
    .authority { text-align: center; margin: 0; color: var(--quiet); }
    h2 { font: 600 1.5rem/1.5 var(--song); text-align: center; color: var(--seal); }
    .number {
      display: flex; justify-content: space-between; flex-wrap: wrap; margin: .5rem 0;
      font-size: .875rem; border-top: 2px solid var(--seal); padding-top: .375rem;
    }
    caption { font-weight: 600; color: var(--ink); padding: .375rem 0 .125rem; }
    .form { margin-bottom: .25rem; font-size: .9375rem; }
    .form th, .form td { border: 1px solid var(--quiet); padding: .3125rem .5rem; }
    .form tbody th { width: 5.5rem; color: var(--quiet); }
    .items thead th { text-align: center; font-weight: 400; color: var(--quiet);
      border-bottom-width: 1px; white-space: nowrap; }
    .items tbody th { width: auto; min-width: 0; color: var(--ink); }
    .items td:last-child { width: 28%; }
    .c { text-align: center; }
    .boxes span { display: inline-block; white-space: nowrap; margin-right: 1rem; }
    .room td { height: 9rem; }
    .sign td { height: 4.5rem; color: var(--quiet); font-size: .8125rem; }
    .foot { font-size: .8125rem; margin: .5rem 0 0; color: var(--quiet); }
    @media (max-width: 40rem) {
      article { padding: .75rem; overflow-x: auto; }
      .form { font-size: .8125rem; }
      .form th, .form td { padding: .25rem; min-width: 0; overflow-wrap: anywhere; }
      .form tbody th { width: 5em; }
      .items thead th { white-space: normal; min-width: 2.5em; }
      .items tbody th { width: auto; }
      .items td:last-child { width: 20%; }
    }
    @media print {
      .screen { display: none; }
      article { border: 0; padding: 0; margin: 0; break-after: page; }
      article:last-child { break-after: auto; }
    }

    """

  /// Numbers at the foot of each sheet of paper.
  static func paper(_ pages: Markup) -> Markup {
    """
    @page { size: A4; margin: 20mm 18mm 18mm; @bottom-center { \(pages)
      font: 9pt sans-serif; color: #444; } }

    """
  }
}
