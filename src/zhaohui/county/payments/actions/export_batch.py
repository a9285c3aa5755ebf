"""Make the bank file of an approved batch 生成发放文件; taking it again gives the same bytes."""

from __future__ import annotations

import base64
import csv

from django.db import transaction
from django.utils.translation import gettext as _

from zhaohui.county.accounts.actor import Actor
from zhaohui.county.audit.record import Event, record_many
from zhaohui.county.payments.bank_file import Head, MadeFile, write_bank_file, yuan
from zhaohui.county.payments.errors import PaymentError
from zhaohui.county.payments.models import BankFile, BatchState, LineState, PaymentBatch
from zhaohui.county.payments.queries import batch_of, standing_payees
from zhaohui.county.payments.states import step
from zhaohui.county.registry.queries import sealed_cards
from zhaohui.county.registry.seals import registry_seals
from zhaohui.engines.seals import Sealer
from zhaohui.packs.pack import Pack
from zhaohui.packs.schema.payments import BankFileRow

NO_ACCOUNT = "没有登记社会保障卡账号"


def export_batch(actor: Actor, pack: Pack, pk: int) -> tuple[BankFile, bytes]:
    """Return the batch's file and its bytes, made now or before; whoever is in it is told by the audit.

    A line without an account is not sent: it fails with the reason, and its money stays owed. Where an
    authorisation 代领 stands, the account is the guardian's or the agent's.
    NotVisible, PaymentStateError before the approval, PaymentError where the pack has no format.
    """
    form = bank_form(pack)
    with transaction.atomic():
        batch = batch_of(actor, "payment.bank", pk, lock=True)
        kept = BankFile.objects.filter(batch=batch).first()
        if kept is None:
            kept = _make(actor, pack, form, batch)
        content = _opened(kept)
        lines = batch.lines.exclude(state=LineState.DROPPED)
        pairs = lines.values_list("person_id", "payee__payee_id")
        people = sorted({pk for pair in pairs for pk in pair if pk})
        change = {"step": "export", "rows": kept.rows, "sha256": kept.sha256[:16]}
        event = Event(
            "payment.bank",
            ("batch", pk),
            "送银行发放",
            ("姓名", "银行卡号"),
            change,
            tuple(people),
        )
        record_many(actor, (event,))
    return kept, content


def bank_form(pack: Pack) -> BankFileRow:
    """Return the format of the bank file; PaymentError where the pack has none."""
    if pack.payments is None:
        raise PaymentError(
            _("县包里没有 payments.yaml，不知道发放文件的格式。"),
            hint=_("格式见 docs/reference/payments.md。"),
        )
    return pack.payments.bank_file


def batch_number(batch: PaymentBatch) -> str:
    """Return the number by which the bank's files name a batch."""
    return f"P{batch.pk:08d}"


def sent_accounts(pack: Pack, batch: PaymentBatch) -> dict[int, str]:
    """Return the account that went to the bank with each line, by the line's number."""
    form, kept = bank_form(pack), BankFile.objects.filter(batch=batch).first()
    if kept is None:
        return {}
    rows = csv.reader(_opened(kept).decode(form.encoding).splitlines())
    places = {column.field: n for n, column in enumerate(form.columns, 1)}
    return {
        int(row[places["line"]]): row[places["account"]] for row in rows if row and row[0] == "D"
    }


def _opened(kept: BankFile) -> bytes:
    return base64.b64decode(_sealer(kept.batch_id).open(bytes(kept.sealed)) or "")


def _make(actor: Actor, pack: Pack, form: BankFileRow, batch: PaymentBatch) -> BankFile:
    step(batch, "export")
    made = _write(pack, form, batch)
    sealed = _sealer(batch.pk).seal(base64.b64encode(made.content).decode())
    kept = BankFile.objects.create(
        batch=batch,
        sha256=made.sha256,
        sm3=made.sm3,
        rows=made.rows,
        total_fen=made.total_fen,
        sealed=sealed,
        made_by_id=actor.user_id,
    )
    if not batch.lines.filter(state=LineState.SENT).exists():  # nothing to wait for
        batch.state = BatchState.RETURNED
    batch.save(update_fields=["state"])
    return kept


def _write(pack: Pack, form: BankFileRow, batch: PaymentBatch) -> MadeFile:
    """Write the file of the lines that are due; their state follows."""
    lines = list(batch.lines.filter(state=LineState.DUE).order_by("number"))
    cards, payees = accounts_of([line.person_id for line in lines])
    sent = [line for line in lines if line.person_id in cards]
    number, names = batch_number(batch), {rule.id: rule.name for rule in pack.rules}
    head = Head(
        county=pack.code,
        batch=number,
        benefit=names.get(batch.rule, batch.rule),
        month=f"{batch.month:%Y-%m}",
        is_synthetic=batch.is_synthetic,
    )
    rows = [
        {
            "batch": number,
            "line": str(line.number),
            "name": cards[line.person_id][0],
            "account": cards[line.person_id][1],
            "amount": yuan(line.net_fen),
            "benefit": head.benefit,
            "month": f"{line.month:%Y-%m}",
        }
        for line in sent
    ]
    due = batch.lines.filter(state=LineState.DUE)
    for person, payee in payees.items():
        due.filter(person_id=person).update(payee=payee)
    lacking = [line.pk for line in lines if line.person_id not in cards]
    for start in range(0, len(lacking), 500):
        due.filter(pk__in=lacking[start : start + 500]).update(
            state=LineState.FAILED, fail_reason=NO_ACCOUNT
        )
    due.update(state=LineState.SENT)
    return write_bank_file(form, head, rows, total_fen=sum(line.net_fen for line in sent))


def accounts_of(people: list[int]) -> tuple[dict[int, tuple[str, str]], dict[int, int]]:
    """Return by person the name and account that her money goes to, and the authorisation where it is another's.

    Where one stands her own account is not used: who may take it for her has no account, then nobody has.
    """
    standing = {row.person_id: row for row in standing_payees().filter(person_id__in=people)}
    holders = {
        person: standing[person].payee_id if person in standing else person for person in people
    }
    cards = sealed_cards(sorted(set(holders.values())))
    found = {person: cards[holder] for person, holder in holders.items() if holder in cards}
    return found, {person: row.pk for person, row in standing.items()}


def _sealer(pk: int) -> Sealer:
    return Sealer(registry_seals().bank_card.ring, field=f"bank-file-{pk}")
