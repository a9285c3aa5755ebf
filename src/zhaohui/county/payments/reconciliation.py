"""Three figures must agree, in a batch and for every line: approved, sent, returned 对账."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.db.models import Sum
from django.utils.translation import gettext_lazy as _

from zhaohui.county.payments.models import BankFile, LineState, PaymentBatch, ReturnRow
from zhaohui.county.postings.queries import posted

WORDS = {
    "waiting": _("银行还没有回盘"),
    "amount": _("回盘金额和审批的不一样"),
    "books": _("账上记的和清册不一样"),
    "unsent": _("没有送银行"),
}


@dataclass(frozen=True, kw_only=True)
class Difference:
    """A line that does not agree, and why (a code of `WORDS`); money in fen."""

    line: int
    number: int
    person: int
    why: str
    approved_fen: int
    returned_fen: int | None


@dataclass(kw_only=True)
class Reconciliation:
    """The figures of a batch in fen; `not_sent_fen` was approved for people without an account."""

    batch: int
    approved_fen: int
    approved: int
    sent_fen: int = 0
    sent: int = 0
    not_sent_fen: int = 0
    not_sent: int = 0
    returned_fen: int = 0
    returned: int = 0
    paid_fen: int = 0
    failed_fen: int = 0
    booked_fen: int = 0
    differences: list[Difference] = field(default_factory=list)

    @property
    def agrees(self) -> bool:
        """Say whether approved = sent + not sent, sent = returned, and the books say so too."""
        return (
            not self.differences
            and self.approved_fen == self.sent_fen + self.not_sent_fen
            and self.sent_fen == self.returned_fen
            and self.booked_fen == self.paid_fen
        )


def reconcile(batch: PaymentBatch) -> Reconciliation:
    """Compare what was approved, sent, returned and booked. Reads only."""
    lines = list(batch.lines.exclude(state=LineState.DROPPED).order_by("number"))
    answers = dict(
        ReturnRow.objects.filter(line__batch=batch).order_by("pk").values_list("line", "amount_fen")
    )
    last = dict(
        ReturnRow.objects.filter(line__batch=batch).order_by("pk").values_list("line", "result")
    )
    pays = posted(f"line:{line.pk}:pay" for line in lines)
    back = posted(f"reverse:{row.pk}" for row in pays.values())
    file = BankFile.objects.filter(batch=batch).first()
    found = Reconciliation(
        batch=batch.pk,
        approved=len(lines),
        approved_fen=sum(line.net_fen for line in lines),
        sent=file.rows if file else 0,
        sent_fen=file.total_fen if file else 0,
    )
    for line in lines:
        answer = answers.get(line.pk)
        pay = pays.get(f"line:{line.pk}:pay")
        booked = pay.amount if pay and f"reverse:{pay.pk}" not in back else 0
        found.booked_fen += booked
        if answer is not None:
            found.returned += 1
            found.returned_fen += answer
        is_paid = last.get(line.pk) == "paid"
        if is_paid:
            found.paid_fen += line.net_fen
        elif answer is not None:
            found.failed_fen += line.net_fen
        if answer is None and line.state in (LineState.FAILED, LineState.REISSUED):
            found.not_sent += 1
            found.not_sent_fen += line.net_fen
        why = _why(line.state, line.net_fen, answer, booked, is_paid=is_paid)
        if why:
            found.differences.append(
                Difference(
                    line=line.pk, number=line.number, person=line.person_id, why=why,
                    approved_fen=line.net_fen, returned_fen=answer,
                )
            )  # fmt: skip
    return found


def _why(state: str, net: int, answer: int | None, booked: int, *, is_paid: bool) -> str:
    if state == LineState.SENT:
        return "waiting"
    if state == LineState.DUE and net:
        return "unsent"
    if answer is not None and answer != net:
        return "amount"
    if booked != (net if is_paid else 0):
        return "books"
    return ""


def totals_by_town(batch: PaymentBatch) -> list[tuple[str, int, int]]:
    """Return (town code, lines, net fen) of a batch, by town; "" where the place is unknown."""
    towns: dict[str, tuple[int, int]] = {}
    rows = batch.lines.order_by().values("area").annotate(total=Sum("net_fen"))
    counts: dict[str | None, int] = {}
    for area in batch.lines.values_list("area", flat=True):
        counts[area] = counts.get(area, 0) + 1
    for row in rows:
        town = (row["area"] or "")[:9]
        n, fen = towns.get(town, (0, 0))
        towns[town] = (n + counts[row["area"]], fen + row["total"])
    return [(town, n, fen) for town, (n, fen) in sorted(towns.items())]
