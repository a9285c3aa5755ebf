"""Everyone as columns: one position a person, in the order in which they were made."""

from __future__ import annotations

from dataclasses import dataclass

from zhaohui.engines.synth.allocation import Bools, Ints

HOME, INCOMER, AWAY = 0, 1, 2
NOBODY = -1


@dataclass
class People:
    """Positions are the identity; `spouse`, `mother` and `father` are positions or NOBODY.

    `standing` is HOME (registered and living here), INCOMER (living here, registered elsewhere)
    or AWAY (registered here, living elsewhere). `born` counts days from 1970-01-01.
    `elsewhere`: married to somebody who is not on this register.
    """

    age: Ints
    male: Bools
    standing: Ints
    born: Ints
    spouse: Ints
    mother: Ints
    father: Ints
    orphan: Bools
    elsewhere: Bools

    @property
    def size(self) -> int:
        """Return how many people there are."""
        return len(self.age)

    @property
    def away(self) -> Bools:
        """Return who lives outside the county."""
        away: Bools = self.standing == AWAY
        return away

    @property
    def resident(self) -> Bools:
        """Return who lives in the county."""
        return ~self.away
