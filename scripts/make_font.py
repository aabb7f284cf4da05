"""Make the font that comes with axb: the letters of Noto Sans JP that axb says, in one file of about 1 MB.

    python scripts/make_font.py NotoSansJP_400Regular.ttf LICENSE    # needs fonttools

The font and its licence (SIL Open Font License 1.1) are in the npm packages @expo-google-fonts/noto-sans-jp and
@fontsource/noto-sans-jp. Kept are Latin, Greek, arrows, signs of mathematics, shapes, kana, the 2,965 kanji of
JIS level 1, and whatever else the catalogues and lessons hold. What mathematics needs and Noto Sans JP lacks
(subscripts, most superscripts, a hat on y) is put together from glyphs that it has.
"""

import argparse
import shutil
from pathlib import Path
from typing import Any

from fontTools import subset
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont

SOURCE = Path(__file__).resolve().parents[1] / "src" / "axb"
FONT = SOURCE / "views" / "fonts" / "NotoSansJP-axb.ttf"
RANGES = ((0x20, 0x7E), (0xA0, 0x17F), (0x370, 0x3FF), (0x2000, 0x206F), (0x2070, 0x209F), (0x20AC, 0x20AC),
          (0x2100, 0x214F), (0x2190, 0x21FF), (0x2200, 0x22FF), (0x2500, 0x25FF), (0x2605, 0x2606),
          (0x2713, 0x2717), (0x3000, 0x30FF), (0xFF01, 0xFF9F))  # fmt: skip
MORE_KANJI = (
    "閾冪彙遡緻曖昧齟齬箋籠綻羨賭遜醒顎餌鬱潰喩嗅嘲妖媛尻拉挨捗斬旺枕柿栃桁梗椎楷沙湧煎熊爽牙璧瓦畏瞳"
    "稽腎腫膝臆臼艶芯苛蓋蔑虎虹蜂裾訃詣詮詰謎貌貼跡踪辣酎釜錦錮鍋鍵闇隙頓頬須骸鶴鹿麓麺"
)  # of ordinary writing, of machine learning, beyond level 1
RAISED = dict(
    zip("⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻᵀ", "0123456789+−abcdefghijklmnoprstuvwxyzT", strict=True)
)
LOWERED = dict(zip("₀₁₂₃₄₅₆₇₈₉₊₋ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓ", "0123456789+−aehijklmnoprstuvx", strict=True))
SMALL, UP, DOWN = 0.6, 340, -150  # the size of a raised or lowered letter; where it stands, in 1/1000 em


def letters() -> str:
    """All that is to be kept."""
    said = "".join(path.read_text("utf-8") for end in ("toml", "md") for path in SOURCE.rglob(f"*.{end}"))
    signs = "".join(chr(code) for low, high in RANGES for code in range(low, high + 1))
    return "".join((said, signs, *RAISED, *LOWERED, MORE_KANJI, level_1()))


def level_1() -> str:
    """The kanji of JIS X 0208, rows 16 to 47."""
    places = (bytes((row + 0xA0, cell + 0xA0)) for row in range(16, 48) for cell in range(1, 95))
    return "".join(place.decode("euc_jp", "ignore") for place in places)


def add_missing(font: TTFont) -> None:
    """Raised and lowered letters, and the hat."""
    for signs, height in ((RAISED, UP), (LOWERED, DOWN)):
        for sign, letter in signs.items():
            compose(font, sign, (letter, SMALL, 0, height))
    compose(font, "ŷ", ("y", 1, 0, 0), ("^", SMALL, 95, 330))


def compose(font: TTFont, sign: str, *parts: tuple[str, float, int, int]) -> None:
    """Make the glyph `sign`, if there is none, of others: (letter, scale, right, up) each."""
    names: dict[int, str] = font.getBestCmap()
    if ord(sign) in names:
        return
    pen, name = TTGlyphPen(font.getGlyphSet()), f"axb{ord(sign):04X}"
    for letter, scale, right, up in parts:
        pen.addComponent(names[ord(letter)], (scale, 0, 0, scale, right, up))
    letter, scale = parts[0][:2]
    add_glyph(font, name, pen.glyph(), round(font["hmtx"][names[ord(letter)]][0] * scale))
    for table in font["cmap"].tables:
        if table.isUnicode() and table.format != 14:
            table.cmap[ord(sign)] = name


def add_glyph(font: TTFont, name: str, glyph: Any, width: int) -> None:
    """Put one more glyph into the tables that count them."""
    font.setGlyphOrder([*font.getGlyphOrder(), name])
    font["glyf"][name] = glyph
    glyph.recalcBounds(font["glyf"])
    font["hmtx"][name] = (width, glyph.xMin)
    font["vmtx"][name] = (1000, 0)


def main() -> None:
    parser = argparse.ArgumentParser(description="Make the font that comes with axb.")
    parser.add_argument("font", type=Path, help="Noto Sans JP, one static weight, as TrueType")
    parser.add_argument("licence", type=Path, help="the text of the SIL Open Font License")
    given = parser.parse_args()
    options = subset.Options(
        layout_features=["kern"], hinting=False, notdef_outline=True, name_IDs=[0, 1, 2, 3, 4, 5, 6, 13, 14]
    )
    options.drop_tables += ["BASE", "STAT", "vhea", "vmtx"]
    font = subset.load_font(str(given.font), options)
    add_missing(font)
    subsetter = subset.Subsetter(options)
    subsetter.populate(text=letters())
    subsetter.subset(font)
    FONT.parent.mkdir(exist_ok=True)
    subset.save_font(font, str(FONT), options)
    shutil.copyfile(given.licence, FONT.with_name("OFL.txt"))
    print(f"{FONT}: {len(font.getBestCmap())} letters, {FONT.stat().st_size} bytes")


if __name__ == "__main__":
    main()
