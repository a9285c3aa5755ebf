"""Names and numbers of people who don't exist: every number is of the right shape and impossible."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from zhaohui.engines.synth.allocation import Ints, places_in_groups, share_out
from zhaohui.engines.synth.people import NOBODY
from zhaohui.engines.synth.scene import Scene

SURNAMES = (
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭"
    "吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦"
    "江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文"
)
MEN = "伟强磊军勇杰涛明超刚平辉鹏华飞波斌亮建国志海林东洪云龙松柏江峰山川义德福贵富成才荣昌文武安邦兴旺"
WOMEN = "芳娜敏静丽艳娟霞秀英玲桂兰萍红梅燕玉珍琴春菊凤莲香芬淑华蓉雪琳倩云翠莉慧洁露月珠莎婷颖瑶"
SECOND = "明华国文建德永志玉春秀小晓光庆世正仁义礼智信忠孝廉耀祖宗家兴安平和顺福禄寿喜天地元"
PHONE_PREFIX = "10"  # mobile numbers begin with 13 to 19
CARD_ISSUER = "000000"  # no bank issues cards that begin so
AUTHORITY = "00"  # no registering authority has this code
ID_WEIGHTS = np.array([7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2])
ID_CHECK = np.frombuffer(b"10X98765432", dtype=np.uint8)
CREDIT_CHARACTERS = np.frombuffer(b"0123456789ABCDEFGHJKLMNPQRTUWXY", dtype=np.uint8)
CREDIT_WEIGHTS = np.array([1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28])
YOUNGEST_PHONE, YOUNGEST_CARD = 12, 16
ZERO = ord("0")

Digits = NDArray[np.uint8]


def names(scene: Scene) -> pa.Array:
    """Return invented names; children have the father's surname, or the mother's."""
    rng, people = scene.rng("names"), scene.people
    common = share_out(people.size, 1.0 / np.arange(4, 4 + len(SURNAMES)))
    surname = rng.permutation(np.repeat(np.arange(len(SURNAMES)), common))
    child = (people.mother != NOBODY) | (people.father != NOBODY)
    parent = np.where(people.father != NOBODY, people.father, people.mother)
    surname = np.where(child, surname[np.maximum(parent, 0)], surname)
    last = np.where(
        people.male,
        rng.integers(0, len(MEN), people.size),
        len(MEN) + rng.integers(0, len(WOMEN), people.size),
    )
    two = rng.random(people.size) < 0.82
    second = np.where(two, rng.integers(0, len(SECOND), people.size), len(SECOND))
    parts = [
        pa.DictionaryArray.from_arrays(pa.array(code.astype(np.int32)), pa.array(list(words))).cast(
            pa.string()
        )
        for code, words in ((surname, SURNAMES), (second, [*SECOND, ""]), (last, MEN + WOMEN))
    ]
    return pc.binary_join_element_wise(*parts, "")


def identity_numbers(scene: Scene) -> pa.Array:
    """Return eighteen-digit identity numbers of a division that doesn't exist, check digit right."""
    born, people = scene.people.born, scene.people
    serial = 2 * places_in_groups(born * 2 + people.male) + people.male
    day = born.astype("datetime64[D]")
    year = day.astype("datetime64[Y]")
    month = day.astype("datetime64[M]")
    stamp = (
        (year.astype(np.int64) + 1970) * 10_000
        + ((month - year.astype("datetime64[M]")).astype(np.int64) + 1) * 100
        + (day - month.astype("datetime64[D]")).astype(np.int64)
        + 1
    )
    # More than 500 of one sex born on one day go on in the next (as impossible) division.
    division = int(scene.spec.fake_division)
    division_code = division // 100 * 100 + (division % 100 + serial // 1000) % 100
    body = np.hstack([digits(division_code, 6), digits(stamp, 8), digits(serial % 1000, 3)])
    check = ID_CHECK[(body @ ID_WEIGHTS) % 11]
    return texts(np.hstack([(body + ZERO).astype(np.uint8), check[:, None]]))


def digits(numbers: Ints, width: int) -> Ints:
    """Return the decimal digits of each number, shape (n, width)."""
    powers = 10 ** np.arange(width - 1, -1, -1)
    found: Ints = numbers[:, None] // powers % 10
    return found


def texts(characters: Digits) -> pa.Array:
    """Return rows of ASCII characters as an array of strings."""
    rows, width = characters.shape
    offsets = np.arange(0, (rows + 1) * width, width, dtype=np.int32)
    data = pa.py_buffer(np.ascontiguousarray(characters).tobytes())
    return pa.StringArray.from_buffers(rows, pa.py_buffer(offsets.tobytes()), data)


def shuffled_serials(size: int, width: int, rng: np.random.Generator) -> Ints:
    """Return `size` different numbers below 10**width, in no visible order."""
    modulus = 10**width
    step = int(rng.integers(10 ** (width // 2), 10 ** (width // 2 + 1))) * 10 + 1  # coprime to 10
    start = int(rng.integers(modulus))
    serials: Ints = rng.permutation((start + np.arange(size) * step) % modulus)
    return serials


def phones(scene: Scene) -> pa.Array:
    """Return eleven-digit numbers that begin as no mobile number does; small children have none."""
    serials = shuffled_serials(scene.people.size, 9, scene.rng("phones"))
    body = np.hstack([prefix(PHONE_PREFIX, len(serials)), digits(serials, 9)])
    return only(texts((body + ZERO).astype(np.uint8)), scene.people.age >= YOUNGEST_PHONE)


def bank_cards(scene: Scene) -> pa.Array:
    """Return nineteen-digit cards of no issuer, check digit by Luhn; from 16 on."""
    serials = shuffled_serials(scene.people.size, 12, scene.rng("cards"))
    body = np.hstack([prefix(CARD_ISSUER, len(serials)), digits(serials, 12)])
    doubled = body.copy()
    doubled[:, -1::-2] *= 2
    check = -(doubled // 10 + doubled % 10).sum(axis=1) % 10
    cards = texts((np.hstack([body, check[:, None]]) + ZERO).astype(np.uint8))
    return only(cards, scene.people.age >= YOUNGEST_CARD)


def prefix(text: str, rows: int) -> Ints:
    """Return the digits of `text` on every row."""
    return np.tile(np.array([int(letter) for letter in text]), (rows, 1))


def only(values: pa.Array, where: NDArray[np.bool_]) -> pa.Array:
    """Return the values, NULL where the condition fails."""
    return pc.if_else(pa.array(where), values, pa.scalar(None, pa.string()))


def credit_codes(count: int, division: str) -> pa.Array:
    """Return 18-character credit codes (GB 32100) of an authority that doesn't exist."""
    serials = np.arange(1, count + 1)
    body = np.hstack(
        [prefix(AUTHORITY + division, count), digits(serials, 8), (serials % 10)[:, None]]
    )
    check = (31 - (body @ CREDIT_WEIGHTS) % 31) % 31
    return texts(CREDIT_CHARACTERS[np.hstack([body, check[:, None]])])
