"""What is handed in as a voice, and the strict checks of it: every door and the API ask the same."""

from __future__ import annotations

import datetime as dt
import math
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from django.conf import settings
from django.utils.translation import gettext as _

from zhaohui.county.cases.file_kinds import kind_of
from zhaohui.county.oversight.errors import VoiceFault
from zhaohui.county.oversight.terms import questions_of
from zhaohui.county.places.queries import is_within
from zhaohui.packs.pack import Pack
from zhaohui.packs.schema.handling import VoiceKindRow, VoiceQuestionRow

LEAST_WORDS, MOST_WORDS = 5, 2000
MOST_PHOTOS = 4
MOST_NAME, MOST_ADDRESS, MOST_ANSWER = 40, 120, 500
PHONE = re.compile(r"\+?\d[\d -]{4,18}\d")
NUMBER = re.compile(r"-?\d{1,9}(\.\d{1,4})?")


@dataclass(frozen=True)
class Photo:
    """A file that is handed in as a photo."""

    content: bytes


@dataclass(frozen=True, kw_only=True)
class Said:
    """What somebody says; "" and None: not said. `answers` by the codes of the kind's questions."""

    words: str
    name: str = ""
    phone: str = ""
    village: str | None = None
    address: str = ""
    lon: float | None = None
    lat: float | None = None
    answers: Mapping[str, Sequence[str]] = field(default_factory=dict)
    may_publish: bool = False
    without_name: bool = False
    photos: Sequence[Photo] = ()


def faults(said: Said, kind: VoiceKindRow, pack: Pack) -> list[VoiceFault]:
    """Return everything that has to be mended, in the order of the form."""
    own = [*_of_words(said), *_of_answers(said, kind, pack), *_of_place(said, kind, pack)]
    return [*own, *_of_photos(said)]


def _of_photos(said: Said) -> Iterator[VoiceFault]:
    if len(said.photos) > MOST_PHOTOS:
        yield VoiceFault(_("照片最多 %(most)s 张。") % {"most": MOST_PHOTOS}, field="photos")
    for photo in said.photos[:MOST_PHOTOS]:
        kind = kind_of(photo.content)
        if len(photo.content) > settings.MOST_UPLOAD_BYTES:
            most = settings.MOST_UPLOAD_BYTES // (1 << 20)
            yield VoiceFault(_("照片太大：一张最多 %(most)s MB。") % {"most": most}, field="photos")
        elif kind is None or not kind[0].startswith("image/"):
            yield VoiceFault(_("只收照片（JPG、PNG）。"), field="photos")


def _of_words(said: Said) -> Iterator[VoiceFault]:
    if len(said.words.strip()) < LEAST_WORDS:
        yield VoiceFault(_("请写清楚是什么事，至少 %(least)s 个字。") % {"least": LEAST_WORDS})
    if len(said.words) > MOST_WORDS:
        yield VoiceFault(_("写得太长：最多 %(most)s 个字。") % {"most": MOST_WORDS})
    if len(said.name) > MOST_NAME:
        yield VoiceFault(_("称呼太长：最多 %(most)s 个字。") % {"most": MOST_NAME}, field="name")
    plain = unicodedata.normalize("NFKC", said.phone).strip()
    if plain and not PHONE.fullmatch(plain):
        yield VoiceFault(_("电话请只写数字，可以加区号；不想留可以空着。"), field="phone")


def _of_place(said: Said, kind: VoiceKindRow, pack: Pack) -> Iterator[VoiceFault]:
    if said.village is not None and said.village not in {row.code for row in pack.villages}:
        yield VoiceFault(_("没有这个村（社区），请重新选。"), field="village")
    if len(said.address) > MOST_ADDRESS:
        yield VoiceFault(
            _("地址太长：最多 %(most)s 个字。") % {"most": MOST_ADDRESS}, field="address"
        )
    if (said.lon is None) != (said.lat is None):
        yield VoiceFault(_("地图上的点要同时有经度和纬度。"), field="point")
    elif said.lon is not None and said.lat is not None:
        is_number = math.isfinite(said.lon) and math.isfinite(said.lat)
        if not is_number or not is_within(pack, said.lon, said.lat):
            yield VoiceFault(_("地图上的点不在本区范围里。"), field="point")
    if kind.location == "required" and not (said.village or said.address or said.lon is not None):
        yield VoiceFault(_("请说明在哪里：选村（社区）、写地址或者在地图上点。"), field="village")


def _of_answers(said: Said, kind: VoiceKindRow, pack: Pack) -> Iterator[VoiceFault]:
    known = {row.code: row for row in questions_of(pack, kind.code)}
    for code in said.answers.keys() - known.keys():
        yield VoiceFault(_("没有“%(code)s”这个问题。") % {"code": code[:40]}, field="answers")
    for code, row in known.items():
        given = [each for each in said.answers.get(code, ()) if each.strip()]
        name = f"answer-{code}"
        if row.required and not given:
            yield VoiceFault(_("请回答这个问题。"), field=name)
        elif given and not _fits(row, given):
            yield VoiceFault(_("这个问题答得不对。"), field=name)


def _fits(row: VoiceQuestionRow, given: Sequence[str]) -> bool:
    if row.datatype == "multivaluelist":
        return set(given) <= row.choices.keys()
    if len(given) != 1 or len(given[0]) > MOST_ANSWER:
        return False
    if row.datatype == "singlevaluelist":
        return given[0] in row.choices
    if row.datatype == "number":
        return bool(NUMBER.fullmatch(unicodedata.normalize("NFKC", given[0]).strip()))
    if row.datatype == "datetime":
        try:
            dt.datetime.fromisoformat(given[0].strip())
        except ValueError:
            return False
    return True
