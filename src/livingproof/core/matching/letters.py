"""Letters brought to a common form: case, accents, look-alike prints, and the Cyrillic and Greek alphabets in Latin."""

from __future__ import annotations

import re
from enum import StrEnum
from functools import lru_cache
from unicodedata import combining, normalize


class Script(StrEnum):
    """The writing systems that are told apart; `han` includes the Japanese syllabaries."""

    LATIN = "latin"
    CYRILLIC = "cyrillic"
    GREEK = "greek"
    HAN = "han"
    HANGUL = "hangul"
    OTHER = "other"


ALPHABETIC = frozenset({Script.LATIN, Script.CYRILLIC, Script.GREEK})
"""Scripts that can be compared with one another, because Cyrillic and Greek are brought to Latin letters."""

_RANGES = (
    (0x0000, 0x024F, Script.LATIN),
    (0x1E00, 0x1EFF, Script.LATIN),
    (0x0370, 0x03FF, Script.GREEK),
    (0x1F00, 0x1FFF, Script.GREEK),
    (0x0400, 0x052F, Script.CYRILLIC),
    (0x3005, 0x3007, Script.HAN),
    (0x3040, 0x30FF, Script.HAN),
    (0x3400, 0x9FFF, Script.HAN),
    (0xF900, 0xFAFF, Script.HAN),
    (0x1100, 0x11FF, Script.HANGUL),
    (0x3130, 0x318F, Script.HANGUL),
    (0xAC00, 0xD7AF, Script.HANGUL),
)


def listed(text: str) -> frozenset[str]:
    """The words of a text as a set: lists of words read better as a line of words."""
    return frozenset(text.split())


def _paired(letters: str, latin: str) -> dict[str, str]:
    return dict(zip(letters, latin.split(), strict=True))


_CYRILLIC = _paired(
    "абвгдеёжзийклмнопрстуфхцчшщъыьэюяіїєґђјљњћџѓќѕўәғқңөұүһ",
    "a b v g d e e zh z i i k l m n o p r s t u f kh ts ch sh shch _ y _ e yu ya i yi ye g "
    "dj j lj nj c dz gj kj dz u a g k n o u u h",
)
_GREEK = _paired("αβγδεζηθικλμνξοπρστυφχψως", "a v g d e z i th i k l m n x o p r s t y f ch ps o s")
_GREEK_PAIRS = (("ου", "ou"), ("μπ", "b"), ("ντ", "nt"), ("γγ", "ng"), ("γκ", "gk"), ("αυ", "av"), ("ευ", "ev"))
_SPECIAL = str.maketrans(
    {"ß": "ss", "ø": "o", "đ": "d", "ð": "d", "ł": "l", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th", "ħ": "h", "ə": "e"}
)
_SIMPLE_PAIRS = (
    "東东華华機机電电車车長长風风飛飞馬马魚鱼鳥鸟龍龙廣广門门開开關关閩闽國国際际業业發发無无實实學学貿贸環环動动熱热線线網网絡络訊讯藝艺藥药質质膠胶鋁铝銅铜鐵铁鋼钢錢钱銀银鋒锋鎮镇縣县區区號号樓楼棟栋廠厂"
    "產产豐丰興兴達达遠远運运連连進进選选導导將将寶宝貝贝財财貨货費费資资賽赛贏赢輕轻輸输轉转輪轮軟软軸轴載载農农陽阳陰阴陸陆隊队隨随難难雲云靜静韓韩順顺頭头題题顏颜願愿類类飾饰館馆駿骏驗验體体麗丽齊齐齒齿"
    "億亿優优傳传傑杰備备傷伤價价儀仪償偿兒儿兩两冊册凍冻則则剛刚創创劃划劇剧劉刘劍剑勁劲勞劳勝胜勢势勵励匯汇協协單单參参雙双變变葉叶嘯啸員员問问啟启喬乔嗎吗圓圆團团圖图園园圍围場场壇坛壓压報报夢梦夠够奪夺"
    "奮奋婦妇媽妈嬰婴孫孙寧宁寵宠專专尋寻對对屆届島岛層层歲岁嶺岭師师帶带幫帮幹干幾几廬庐張张強强彈弹後后從从復复徵征徹彻愛爱態态慶庆憲宪應应懷怀戰战戲戏戶户擇择據据擔担攝摄撫抚換换損损搖摇搶抢攜携敗败數数"
    "斷断昇升時时晉晋書书會会條条楊杨極极構构樂乐標标樣样樹树橋桥檢检櫃柜權权歐欧歷历歸归氣气漢汉決决沒没況况測测湯汤溫温溝沟滅灭滙汇滿满潔洁潤润潛潜澤泽濟济濱滨灣湾燈灯燒烧營营爐炉牆墙狀状獅狮獎奖獨独獲获"
    "現现瑪玛瓊琼異异當当療疗監监盤盘盧卢眾众礎础礦矿碼码確确禮礼種种稱称穀谷積积穩稳窯窑競竞筆笔節节範范築筑簡简簽签糧粮紀纪約约紅红納纳純纯紙纸級级紋纹紡纺細细終终組组結结給给統统絲丝經经綠绿維维綱纲緊紧"
    "緒绪編编緣缘縱纵總总績绩織织繪绘繼继續续纖纤羅罗義义習习聖圣聞闻聯联聲声職职聽听肅肃腦脑腳脚膚肤臨临舉举舊旧艦舰艱艰蘇苏蘭兰虛虚蟲虫術术衛卫裝装製制複复規规視视覺觉覽览觀观計计訂订記记許许設设訴诉診诊"
    "評评詞词試试詩诗話话該该詳详誠诚語语誤误說说課课調调談谈請请論论諾诺謀谋謝谢證证識识譜谱譯译議议護护讀读讓让貓猫賓宾賢贤賣卖賴赖購购贊赞趙赵跡迹躍跃軍军軒轩較较輔辅輩辈辦办辭辞邊边郵邮鄉乡鄭郑鄧邓醫医"
    "釀酿釋释針针鈉钠鉑铂鉛铅銘铭鋪铺鋰锂錄录錦锦錫锡鍋锅鍵键鍛锻鍍镀鎖锁鎢钨鏈链鏡镜鐘钟鑄铸鑽钻閃闪閉闭間间閘闸閣阁閥阀閱阅闊阔隱隐雜杂雞鸡離离靈灵響响頁页項项預预領领頻频顯显飯饭飲饮養养餘余駕驾驅驱驕骄"
    "鮮鲜鯨鲸鳳凤鴻鸿鹽盐黃黄點点黨党齡龄証证気气広广発发実实栄荣榮荣沢泽浜滨県县竜龙滝泷瀧泷鉄铁薬药図图芸艺恵惠衆众綸纶紗纱韋韦偉伟瑋玮煒炜賀贺禕祎莊庄滬沪粵粤蕭萧臺台適适違违邁迈鑒鉴鏵铧鈦钛鎂镁鋅锌鎳镍"
    "錶表鞏巩頓顿飼饲麥麦麵面"
)
_SIMPLE = str.maketrans(_SIMPLE_PAIRS[::2], _SIMPLE_PAIRS[1::2])
"""Traditional to simplified forms of the characters that company names and addresses use most."""

_WORD = re.compile(r"[^\W_]+")
_APOSTROPHES = str.maketrans("", "", "'’‘`´ʼ\u200b\u00ad\u200e\u200f\ufeff")


def script_of(character: str) -> Script | None:
    """The script of a letter, None for digits, marks and spaces."""
    if not character.isalpha() and character not in "〇々":
        return None
    point = ord(character)
    return next((script for first, last, script in _RANGES if first <= point <= last), Script.OTHER)


@lru_cache(maxsize=4096)
def main_script(text: str) -> Script | None:
    """The script of most letters of a text; Han and Hangul count double, as their words are short. None without letters."""
    if text.isascii():
        return Script.LATIN if any(map(str.isalpha, text)) else None
    counts: dict[Script, int] = {}
    for character in text:
        script = _SCRIPTS[character]
        if script:
            counts[script] = counts.get(script, 0) + (2 if script in {Script.HAN, Script.HANGUL} else 1)
    return max(counts, key=lambda script: (counts[script], script), default=None)


class _Scripts(dict[str, Script | None]):
    """The script of each character met so far."""

    def __missing__(self, character: str) -> Script | None:
        found = self[character] = script_of(character)
        return found


_SCRIPTS = _Scripts()


@lru_cache(maxsize=8192)
def fold(text: str) -> str:
    """The text in lower case, in Latin letters where the alphabet allows, without accents and apostrophes."""
    return folded(text)


def folded(text: str) -> str:
    """The same, for texts that are met but once."""
    if text.isascii():
        return text.lower().replace("'", "").replace("`", "")
    return text.translate(_ALONE) if _BY_LETTER.fullmatch(text) else _folded(text)


_BY_LETTER = re.compile(
    "[\\x00-\u024f\u0400-\u0482\u048a-\u052f\u1e00-\u1eff\u2000-\u206f\u3000-\u3029"
    "\u3030-\u3096\u30a0-\u30ff\u3400-\u9fff\uff01-\uff60]*"
)
"""Characters whose folding does not depend on their neighbours."""


class _Alone(dict[int, str]):
    """What each character met so far is folded to."""

    def __missing__(self, point: int) -> str:
        found = self[point] = _folded(chr(point))
        return found


_ALONE = _Alone()


def _folded(text: str) -> str:
    text = normalize("NFKC", text).translate(_APOSTROPHES).lower().translate(_SPECIAL)
    if any("\u0370" <= character <= "\u03ff" or "\u1f00" <= character <= "\u1fff" for character in text):
        text = _greek(text)
    if any("\u0400" <= character <= "\u052f" for character in text):
        text = "".join(_CYRILLIC.get(character, character).replace("_", "") for character in text)
    text = "".join(character if _keeps_marks(character) else normalize("NFD", character) for character in text)
    return "".join(character for character in text if not combining(character)).translate(_SIMPLE)


def _keeps_marks(character: str) -> bool:
    """Syllables of Japanese and Korean fall apart when they are decomposed; a plain letter has nothing to lose."""
    return character < "\u0080" or script_of(character) in {Script.HAN, Script.HANGUL}


def _greek(text: str) -> str:
    plain = "".join(part for part in normalize("NFD", text) if not combining(part))
    for pair, latin in _GREEK_PAIRS:
        plain = plain.replace(pair, latin)
    return "".join(_GREEK.get(character, character) for character in plain)


def words(text: str) -> tuple[str, ...]:
    """The folded words; initials that stand apart ("S. R. L.", "V.P.S.") are one word, "&" and "+" are "and"."""
    return words_of(fold(text))


def words_of(plain: str) -> tuple[str, ...]:
    """The words of a text that is folded already."""
    if "&" in plain or "+" in plain:
        plain = plain.replace("&", " and ").replace("+", " and ")
    found = _WORD.findall(plain)
    if not found or min(map(len, found)) > 1:
        return tuple(found)
    joined: list[str] = []
    initials = ""
    for word in found:
        zero = word == "0" and bool(initials)  # "d.0.0." is a misread "d.o.o."
        if zero or (len(word) == 1 and script_of(word) is Script.LATIN):
            initials += word
            continue
        joined += [initials] if initials else []
        initials = ""
        joined.append(word)
    return tuple(joined + ([initials] if initials else []))


_LOOSE = (("ae", "a"), ("oe", "o"), ("ue", "u"), ("0", "o"), ("1", "l"), ("rn", "m"), ("vv", "w"), ("5", "s"))
_SOUND = (
    ("shch", "s"), ("zh", "z"), ("kh", "h"), ("ch", "h"), ("sh", "s"), ("ts", "c"), ("tz", "c"), ("dj", "d"), ("yu", "u"),
    ("ju", "u"), ("iu", "u"), ("ya", "a"), ("ja", "a"), ("ia", "a"), ("ye", "e"), ("yi", "i"), ("ks", "x"), ("ph", "f"),
    ("th", "t"), ("ou", "u"), ("w", "v"), ("y", "i"), ("j", "i"), ("b", "v"), ("q", "k"), ("c", "k"), ("h", "")
)  # fmt: skip


@lru_cache(maxsize=4096)
def loose(text: str) -> str:
    """A key under which umlauts written with e, and prints that reading takes for one another, are equal."""
    for printed, common in _LOOSE:
        text = text.replace(printed, common)
    return text.replace("i", "l")


@lru_cache(maxsize=16384)
def sound(text: str) -> str:
    """A key under which the usual ways to write a Cyrillic or Greek word in Latin letters are equal."""
    for written, common in _SOUND:
        text = text.replace(written, common)
    return re.sub(r"(.)\1+", r"\1", text)


def _unlike(left: str, right: str) -> tuple[str, str]:
    """Two different texts without the letters that they share at both ends."""
    start, most = 0, min(len(left), len(right))
    while start < most and left[start] == right[start]:
        start += 1
    end = 0
    while end < most - start and left[-1 - end] == right[-1 - end]:
        end += 1
    return left[start : len(left) - end], right[start : len(right) - end]


def distance(left: str, right: str, limit: int) -> int:
    """How many letters must be changed, added, dropped or swapped; more than `limit` is given as limit + 1."""
    if left == right:
        return 0
    if abs(len(left) - len(right)) > limit:
        return limit + 1
    left, right = _unlike(left, right)
    if not left or not right:
        return max(len(left), len(right))
    mine, yours = set(left), set(right)
    if len(mine - yours) > limit or len(yours - mine) > limit:
        return limit + 1  # each letter that only one has takes a change of its own
    before: list[int] = []
    row = list(range(len(right) + 1))
    for index, letter in enumerate(left):
        older, before = before, row
        row = [index + 1]
        for column, other in enumerate(right):
            cost = min(before[column] + (letter != other), before[column + 1] + 1, row[column] + 1)
            if older and column and letter == right[column - 1] and left[index - 1] == other:
                cost = min(cost, older[column - 1] + 1)
            row.append(cost)
        if min(row) > limit:
            return limit + 1
    return min(row[-1], limit + 1)


LIMITS = ((14, 3), (8, 2), (4, 1), (0, 0))
"""From so many letters on, so many may differ."""
_LIMIT_AT = tuple(next(limit for least, limit in LIMITS if length >= least) for length in range(LIMITS[0][0] + 1))


def alike(left: str, right: str) -> bool:
    """Whether a misprint may explain the difference: one letter from four letters on, two from eight, three from fourteen."""
    first, second = len(left), len(right)
    limit = _LIMIT_AT[min(first, second, LIMITS[0][0])]
    return abs(first - second) <= limit and distance(left, right, limit) <= limit
