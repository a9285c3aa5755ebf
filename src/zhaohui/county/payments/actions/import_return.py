"""Take in what the bank answered 导入回盘: each answer once, whatever files bring it how often."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections import defaultdict
from dataclasses import dataclass, field

from django.db import transaction
from django.utils.translation import gettext as _

from zhaohui.clock import county_today
from zhaohui.county.accounts.actor import Actor
from zhaohui.county.audit.record import record
from zhaohui.county.bulk_rows import insert_columns
from zhaohui.county.payments.actions.export_batch import batch_number, sent_accounts
from zhaohui.county.payments.books import owed, paid
from zhaohui.county.payments.errors import PaymentError, PaymentStateError
from zhaohui.county.payments.models import (
    BatchState,
    LineState,
    PaymentBatch,
    PaymentLine,
    ReturnFile,
    ReturnRow,
)
from zhaohui.county.payments.queries import batch_of
from zhaohui.county.payments.return_file import Answer, read_return_file
from zhaohui.county.payments.states import line_state, step
from zhaohui.county.postings.actions.open_accounts import open_accounts
from zhaohui.county.postings.actions.post import Movement, post, reverse
from zhaohui.county.postings.queries import posted
from zhaohui.county.registry.importing.check_rows import RowFault
from zhaohui.packs.pack import Pack

STEP_OF = {"paid": "pay", "failed": "fail", "bounced": "bounce"}
TAKEN_IN = (BatchState.EXPORTED, BatchState.RETURNED, BatchState.RECONCILED)
AT_ONCE = 500


@dataclass(kw_only=True)
class ReturnReport:
    """What came of a file: answers taken in now, known before, refused with the reason; what is open."""

    batch: int
    rows: int
    applied: int = 0
    seen: int = 0
    faults: list[RowFault] = field(default_factory=list)
    paid: int = 0
    failed: int = 0
    waiting: int = 0
    repeated: bool = False


def import_return(
    actor: Actor, pack: Pack, pk: int, content: bytes, *, dry_run: bool = False
) -> ReturnReport:
    """Take in a return file of this batch; rows that can't be used are listed, the others count.

    The same file, or the same answer in another file, changes nothing. NotVisible, PaymentStateError
    before the batch was sent, ReturnFileError where the file is no use or of another batch.
    """
    if pack.payments is None:
        raise PaymentError(_("县包里没有 payments.yaml，不知道回盘文件的格式。"))
    digest = hashlib.sha256(content).hexdigest()
    with transaction.atomic():
        batch = batch_of(actor, "payment.bank", pk, lock=True)
        if batch.state not in TAKEN_IN:
            raise PaymentStateError(_("这一批还没有送银行。"))
        read = read_return_file(pack.payments.return_file, content, batch=batch_number(batch))
        report = ReturnReport(batch=pk, rows=read.rows, faults=read.faults)
        if batch.return_files.filter(sha256=digest).exists():
            report.repeated, report.seen = True, len(read.answers)
            return _counted(batch, report)
        taken = _sort_out(pack, batch, read.answers, report)
        if not dry_run:
            _store(actor, batch, digest, taken, report)
            counts = {name: getattr(report, name) for name in ("rows", "applied", "seen")}
            change = {
                "step": "import",
                "faults": len(report.faults),
                "sha256": digest[:16],
            } | counts
            record(actor, "payment.bank", subject=("batch", pk), purpose="导入回盘", change=change)
    return _counted(batch, report)


Taken = list[tuple[PaymentLine, Answer]]


def _sort_out(
    pack: Pack, batch: PaymentBatch, answers: list[Answer], report: ReturnReport
) -> Taken:
    """Return the answers that are new and fit; note the others in the report."""
    lines = {line.number: line for line in batch.lines.order_by("number")}
    known = set(ReturnRow.objects.filter(line__batch=batch).values_list("line__number", "result"))
    accounts = sent_accounts(pack, batch)
    taken: Taken = []
    for answer in answers:
        line = lines.get(answer.line)
        if line is None:
            report.faults.append(
                _fault(answer, _("这一批没有这个序号"), _("请核对序号，或者问银行"))
            )
        elif answer.account and answer.account != accounts.get(answer.line):
            report.faults.append(_fault(answer, _("账号和送去的不一样"), _("请和银行核对这一笔")))
        elif answer.amount_fen != line.net_fen:
            report.faults.append(_fault(answer, _("金额和送去的不一样"), _("请和银行核对这一笔")))
        elif (answer.line, answer.result) in known:
            report.seen += 1
        else:
            try:
                line.state = line_state(line.state, STEP_OF[answer.result])
            except PaymentStateError:
                report.faults.append(_contradicts(answer, line))
                continue
            known.add((answer.line, answer.result))
            line.fail_reason = "" if answer.result == "paid" else answer.reason
            line.paid_on = answer.day if answer.result == "paid" else None
            taken.append((line, answer))
    report.applied = len(taken)
    report.faults.sort(key=lambda fault: fault.row)
    return taken


def _fault(answer: Answer, what: str, mend: str) -> RowFault:
    return RowFault(row=answer.row, column=_("序号"), what=what, mend=mend)


def _contradicts(answer: Answer, line: PaymentLine) -> RowFault:
    stood = LineState(line.state).label
    what = _("和先前记的“%(state)s”矛盾") % {"state": stood}
    return RowFault(row=answer.row, column=_("结果"), what=what, mend=_("请先和银行核实，不会改记"))


def _store(
    actor: Actor, batch: PaymentBatch, digest: str, taken: Taken, report: ReturnReport
) -> None:
    file = ReturnFile.objects.create(
        batch=batch,
        sha256=digest,
        rows=report.rows,
        applied=report.applied,
        seen=report.seen,
        refused=len(report.faults),
        imported_by_id=actor.user_id,
    )
    insert_columns(ReturnRow, {
        "file_id": [file.pk] * len(taken),
        "line_id": [line.pk for line, _answer in taken],
        "result": [answer.result for _line, answer in taken],
        "amount_fen": [answer.amount_fen for _line, answer in taken],
        "reason": [answer.reason for _line, answer in taken],
        "day": [answer.day and answer.day.isoformat() for _line, answer in taken],
    })  # fmt: skip
    _update(taken)
    _post(batch, taken, county_today())
    waiting = batch.lines.filter(state=LineState.SENT).exists()
    if batch.state == BatchState.EXPORTED and not waiting:
        step(batch, "return")
    elif batch.state == BatchState.RECONCILED and taken:
        batch.state = BatchState.RETURNED  # an answer that came later: agree on the figures anew
    batch.save(update_fields=["state"])


def _update(taken: Taken) -> None:
    """Store the lines' new states: few differ, so one statement for each that does."""
    alike: dict[tuple[str, str, dt.date | None], list[int]] = defaultdict(list)
    for line in {line.pk: line for line, _answer in taken}.values():
        alike[line.state, line.fail_reason, line.paid_on].append(line.pk)
    for (state, reason, day), keys in alike.items():
        for start in range(0, len(keys), AT_ONCE):
            rows = PaymentLine.objects.filter(pk__in=keys[start : start + AT_ONCE])
            rows.update(state=state, fail_reason=reason, paid_on=day)


def _post(batch: PaymentBatch, taken: Taken, day: dt.date) -> None:
    """Book what arrived; book back what bounced, so that it is owed again."""
    rule = batch.rule
    arrived = [(line, each) for line, each in taken if each.result == "paid"]
    people = {line.person_id for line, _each in arrived}
    ids = open_accounts([each for pk in people for each in (owed(rule, pk), paid(rule, pk))])
    post([
        Movement(
            f"line:{line.pk}:pay", ids[owed(rule, line.person_id).key],
            ids[paid(rule, line.person_id).key], line.net_fen, "paid", each.day or day,
        )
        for line, each in arrived
    ])  # fmt: skip
    bounced = [f"line:{line.pk}:pay" for line, each in taken if each.result == "bounced"]
    reverse(list(posted(bounced).values()), reason="bounced", day=day)


def _counted(batch: PaymentBatch, report: ReturnReport) -> ReturnReport:
    states = list(batch.lines.values_list("state", flat=True))
    report.paid = states.count(LineState.PAID)
    report.failed = states.count(LineState.FAILED) + states.count(LineState.REISSUED)
    report.waiting = states.count(LineState.SENT)
    return report
