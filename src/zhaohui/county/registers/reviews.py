"""When a record is to be confirmed again 核实."""

from __future__ import annotations

import datetime as dt

from zhaohui.engines.rules.calendar import shift
from zhaohui.packs.schema.register_files import RegisterRow


def next_review(register: RegisterRow, state_id: str, day: dt.date) -> dt.date | None:
    """Return the day by which a record that was confirmed on `day` is to be confirmed again.

    None where the register has no review period, or the state ends the record.
    """
    state = register.state(state_id)
    if register.review_months is None or (state is not None and state.ends):
        return None
    return shift(day, "months", register.review_months)
