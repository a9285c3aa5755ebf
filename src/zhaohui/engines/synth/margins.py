"""The published figures that the county must meet, recognised by the words of their items."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from zhaohui.engines.synth.spec import Margin

WAN = 10_000


@dataclass(frozen=True)
class Known:
    """A figure the generator can meet: its key, the words its item contains, how it scales.

    `scales` says that the figure is a count, to be taken in proportion to the residents.
    `aimed` is False for figures that follow from others and are only compared.
    """

    key: str
    words: str
    scales: bool = False
    aimed: bool = True


KNOWN = (
    Known("residents", r"^(年末)?常住人口", scales=True),
    Known("registered", r"^(年末)?户籍(总)?人口", scales=True),
    Known("urban", r"^城镇(常住)?人口(?!占|比)", scales=True),
    Known("male_share", r"^(男性|男性人口)(占比|比例|比重)"),
    Known("female_share", r"^(女性|女性人口)(占比|比例|比重)", aimed=False),
    Known("age_15_59", r"^15\s*[-—–~至]\s*59\s*岁", aimed=False),
    Known("age_0_14", r"^0\s*[-—–~至]\s*14\s*岁"),
    Known("age_60_up", r"^60\s*岁(及|以)"),
    Known("age_65_up", r"^65\s*岁(及|以)"),
    Known("living_size", r"^(平均(每个)?家庭户|家庭户(平均)?规模|户均人口|平均家庭户)"),
    Known("kindergarten", r"学前.*毛?入园率"),
    Known("compulsory", r"九年义务教育巩固率|适龄儿童入学率", aimed=False),
    Known("senior_secondary", r"高中阶段.*入学率"),
    Known("unemployment_insured", r"失业保险参保人数", scales=True),
    Known("injury_insured", r"工伤保险参保人数", scales=True),
    Known("medical_share", r"基本医疗保险.*参保率"),
    Known("pension_share", r"基本养老保险.*参保率"),
    Known("registered_unemployment", r"城镇登记失业率"),
    Known("care_beds", r"养老(服务)?床位(总量|总数)", scales=True),
    Known("childcare_places_per_1000", r"每千人口.*托位"),
    Known("town_hospitals", r"^(乡?镇|乡镇)卫生院", aimed=False),
    Known("urban_income", r"^城镇居民人均可支配收入"),
    Known("rural_income", r"^农村居民人均可支配收入"),
    Known("doctors_per_1000", r"每千人口.*医师"),
    Known("nurses_per_1000", r"每千人口.*护士"),
)


class Margins:
    """The pack's margins by the generator's keys; the first row of an item wins.

    Counts of another area are no counts of this county; its shares may stand in for missing ones.
    """

    def __init__(self, rows: Sequence[Margin], county: str = "") -> None:
        self.rows: dict[str, Margin] = {}
        self.unmatched: list[Margin] = []
        for row in rows:
            known = next((k for k in KNOWN if re.search(k.words, row.item.strip())), None)
            foreign = row.area not in ("", county)
            if known is None or known.key in self.rows or (foreign and known.scales):
                self.unmatched.append(row)
            else:
                self.rows[known.key] = row

    def value(self, key: str) -> float | None:
        """Return the published figure as a count or a share 0…1, None where there is none."""
        row = self.rows.get(key)
        return None if row is None else in_ones(row)

    def scaled(self, key: str, residents: int) -> int | None:
        """Return a published count in proportion to `residents`."""
        published, base = self.value(key), self.value("residents")
        if published is None:
            return None
        return round(published * (residents / base if base else 1.0))


def in_ones(row: Margin) -> float:
    """Return 23.7 万人 as 237000 and 51.06 % as 0.5106."""
    return round(row.value / units(row), 9)


def units(row: Margin) -> float:
    """Return how many of the row's units make one: 100 for %, 0.0001 for 万, else 1."""
    if "万" in row.unit:
        return 1 / WAN
    return 100.0 if "%" in row.unit or "％" in row.unit else 1.0
