// Small files, good and bad, for the scanner and the slow reader.

/// One line a case; `\n` and the like as Swift writes them.
private let texts = [
  // No table.
  "", "\u{FEFF}", "\n", "\r\n", "\r", "\n\n", "\u{FEFF}\n", "\"", "\"\"", "\"\"\"", ",", ",,\n",
  // Headers.
  "a", "a\n", "a\r\n", "a,b", "a,b\n", "a,b\r\n", "\u{FEFF}a,b\r\n1,2\r\n", "a,a\n1,2\n",
  "a,\n1,2\n", ",b\n1,2\n", "a,\"\",c\n", "\"a\",a\n", "\"a,\nb\",c\n1,2\n", "a,\"b\n1,2\n",
  "a,b\"\n1,2\n", "a,\"b\"c\n1,2\n", "甲,乙,丙\n1,2,3\n", "\u{FEFF}\"甲\",乙\n1,2\n", "a\rb\n",
  "a,b\r", "é,e\u{301}\n1,2\n", "\u{FEFF}\u{FEFF}a\n1\n",
  // Records and their ends.
  "a,b\n1,2", "a,b\n1,2\n", "a,b\r\n1,2\r\n", "a,b\n1,2\r\n3,4\n5,6\r\n7,8", "a,b\n,\n,\n",
  "a,b\n1,2\n\n3,4\n", "a,b\r\n1,2\r\n\r\n3,4\r\n", "a,b\n1,2\n\n", "a,b\n1,2\n\n\n\n",
  "a\n\n1\n\n\n2\n", "a\r\n\r\n1\r\n", "a\n\n", "a\n1", "a,b\n1,2\r", "a,b\n1,2\r\r\n3,4\n",
  "a,b\n1,2\n\r", "a,b\n1\r,2\n3,4\n", "a,b\n1,2\n\r3,4\n", "a,b\n\r\n", "a\n\r\r\n",
  // Width.
  "a,b\n1\n2,3\n4,5,6\n7,8\n", "a,b,c\n1,2\n\n3,4,5,6,7,8\n9,0,1\n", "a\n1,2\n3\n", "a,b\n1",
  "a,b\n1,2,", "a,b,c\n1,2\n\n,\n3,4,5\n", "a,b,c\n1,2,3,4\n5,6\n7,8,9\n",
  "a,b,c\nx,y\n\n\n1,2,3,4\n\n,,\n", "a,b\n甲\n乙,丙,丁\n",
  // Quotes.
  "a,b\n\"1\",\"2\"\n", "a,b\n\"\",\"\"\n", "a,b\n\"\"\"\",\"\"\"\"\"\"\n", "a,b\n\"x,y\",\"z\"\n",
  "a,b\n\"x\ny\",\"\r\n\"\n3,4\n", "a,b\n\"x\r\ny\",z\r\n3,4\r\n", "a,b\n\"1\",\"2\"",
  "a,b\n1,\"2\n3\"\n4,5,6\n7,8\n", "a,b\n\"\n\",\"\n\"\n", "a,b\n\"\r\",\"\r\r\"\n1,2\n",
  "a,b\n1,\"\n\n\n\"\n\n3,4\n", "a,b\n\",\n,\",\",,\"\n",
  // Quotes gone wrong.
  "a,b\n1,2\"\n", "a,b\n1,x\"y\"z\n3,4\n", "a,b\n1, \"2\"\n3,4\n", "a,b\n1,\"2\" \n3,4\n",
  "a,b\n1,\"2\"3\n4,5\n", "a,b\n1,\"2\"\r3\n4,5\n", "a,b\n\"1\"\r\n2,3\r\n", "a,b\n1,\"2",
  "a,b\n1,\"2\n3,4\n5,6\n", "a,b\n1,2\n3,\"\n", "a,b\n5\" pipe,1\n2,3\n\"4\",5\n6,7\n",
  "a,b\n5\" pipe,7\"\n2,3\n", "a,b\n\"1\"\"\n2,3\n", "a,b\n\"\"1,2\n3,4\n", "a,b\n\"\"\"1,2\n3,4\n",
  "a,b\n1,\"x\"\"y\"z\"\n2,3\n", "a,b\n\"x\"\"\"\"y\",2\n", "a,b\nx\"\"y,2\n3,4\n",
  "a,b\n1,\"2\"\"\n", "a,b\n1,2\n\"", "a,b\n\"x\n1\"y,2\n3,4\n", "a,b\n1\",2\n3,4\n5\",6\n7,8\n",
  "a,b\nx\ny\nz\n\"open\n", "a,b\nx\n1,\"甲\n乙,丙\n",
  // Text of several bytes, NUL, control characters.
  "a,b\n北京市,朝阳区\n上海市,“浦东”\n", "a,b\n\"北京,\n市\",𠮷野家\nÀé,\u{7FF}\u{800}\n",
  "a,b\n😀,한국어\nไทย,Ω\u{10FFFF}\n", "a,b\n1,\0\n2,3\n", "a,b\n\"1\0\",2\n\03,4\n", "a\0,b\n",
  "a,b\n\u{1A},\u{7F}\n\u{85},\u{2028}\n", "a,b\n1,2\n\u{FEFF}3,4\n", "a,b\n甲\"乙,丙\n丁,戊\n",
  "名称,代码\n北京市朝阳区食品经营有限公司第一分公司,91110105MA00000001\n\"北京,市\",2\n三,3\n",
]

/// Byte sequences that are not UTF-8, or only just, in a cell.
let brokenSequences: [[UInt8]] = [
  [0x80], [0xBF], [0xC0, 0x80], [0xC1, 0xBF], [0xC2], [0xC2, 0x41], [0xC2, 0x80], [0xDF, 0xBF],
  [0xE0, 0x80, 0x80], [0xE0, 0x9F, 0xBF], [0xE0, 0xA0, 0x80], [0xE0, 0xBF, 0xBF], [0xE4],
  [0xE4, 0xB8], [0xE4, 0xB8, 0x41], [0xE4, 0xB8, 0xC2], [0xED, 0x9F, 0xBF], [0xED, 0xA0, 0x80],
  [0xED, 0xBF, 0xBF], [0xED, 0x80], [0xEF, 0xBF, 0xBF], [0xEE, 0x80, 0x80],
  [0xF0, 0x80, 0x80, 0x80],
  [0xF0, 0x8F, 0xBF, 0xBF], [0xF0, 0x90, 0x80, 0x80], [0xF0, 0x9F, 0x98], [0xF0, 0x9F],
  [0xF0, 0x9F, 0x98, 0x41], [0xF3, 0xBF, 0xBF, 0xBF], [0xF4, 0x8F, 0xBF, 0xBF],
  [0xF4, 0x90, 0x80, 0x80], [0xF5, 0x80, 0x80, 0x80], [0xF8, 0x88, 0x80, 0x80, 0x80], [0xFE],
  [0xFF], [0xE4, 0xB8, 0x80, 0x80], [0xF0, 0x9F, 0x98, 0x80, 0x80], [0xED], [0xF0], [0xF4],
  [0xE0], [0xC2, 0xC2, 0x80], [0xE4, 0xE4, 0xB8, 0x80],
]

/// Each sequence inside a cell, at its end, at the record's and at the file's end.
private let encodingCases: [[UInt8]] = brokenSequences.flatMap { sequence in
  let head = Array("a,b\n".utf8)
  let (cell, tail) = (Array("x,".utf8), Array("y\nz,甲\n".utf8))
  return [
    head + cell + sequence + tail, head + sequence + Array(",1\n2,3\n".utf8),
    head + cell + sequence + Array("\n".utf8) + [0x80, 0x80] + Array(",1\n4,5\n".utf8),
    head + cell + sequence, head + Array("1,\"".utf8) + sequence + Array("\"\n".utf8),
    sequence + Array(",b\n1,2\n".utf8),
  ]
}

let scanCases: [[UInt8]] = texts.map { Array($0.utf8) } + encodingCases
