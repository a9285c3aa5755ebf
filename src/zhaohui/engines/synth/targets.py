"""What this run aims at: every margin as people or a share, from the pack or else assumed."""

from __future__ import annotations

from dataclasses import dataclass, field

from zhaohui.engines.synth.assumptions import number
from zhaohui.engines.synth.margins import Margins
from zhaohui.engines.synth.spec import SynthError

LEAST_AT_HOME = 0.05


@dataclass(frozen=True, kw_only=True)
class Targets:
    """Counts of people and shares 0…1 that the generator meets.

    residents = at home (registered here) + incomers; registered = at home + away.
    """

    residents: int
    incomers: int
    away: int
    urban: int
    male: int
    bands: tuple[int, int, int, int]  # 0–14, 15–59, 60–64, 65+
    living_households: int
    margins: Margins = field(repr=False)

    def share(self, key: str) -> float:
        """Return the published share, or the assumed one."""
        published = self.margins.value(key)
        return number(key) if published is None else published


def aim(margins: Margins, residents: int) -> Targets:
    """Work out the run's targets for `residents` people living in the county."""

    def share(key: str) -> float:
        published = margins.value(key)
        return number(key) if published is None else published

    registered = margins.scaled("registered", residents)
    if registered is None:
        registered = round(residents * number("registered_per_resident"))
    incomers = round(residents * number("incomer_share"))
    most = round(registered * (1 - LEAST_AT_HOME))
    incomers = min(residents, max(incomers, residents - most))
    check_ages(share("age_0_14"), share("age_60_up"), share("age_65_up"))
    urban = margins.scaled("urban", residents)
    if urban is None:
        urban = round(residents * number("urban_share"))
    young, old, oldest = (
        round(residents * share(key)) for key in ("age_0_14", "age_60_up", "age_65_up")
    )
    return Targets(
        residents=residents,
        incomers=incomers,
        away=max(0, registered - (residents - incomers)),
        urban=min(urban, residents),
        male=round(residents * share("male_share")),
        bands=(young, residents - young - old, max(0, old - oldest), oldest),
        living_households=max(1, round(residents / share("living_size"))),
        margins=margins,
    )


def check_ages(young: float, old: float, oldest: float) -> None:
    """Refuse shares of ages that can't stand together."""
    if not (young >= 0 and 0 <= oldest <= old and young + old <= 1):
        raise SynthError(
            f"The shares of ages do not fit together: 0–14 {young:.2%}, 60+ {old:.2%}, "
            f"65+ {oldest:.2%}.",
            hint="Mend the rows in the pack's calibration/population.csv.",
        )
