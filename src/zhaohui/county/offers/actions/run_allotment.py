"""A round of allotment 分配: commit to list and secret, reveal the seed, publish what came out.

Each step can be taken again without harm. Between commitment and publication nothing that was
committed to can change; everything that is published is numbers.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass

import orjson
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from zhaohui.county.accounts.actor import Actor
from zhaohui.county.accounts.errors import NotVisible
from zhaohui.county.audit.record import record
from zhaohui.county.offers.actions.offer_place import offer_place
from zhaohui.county.offers.errors import OfferError, OfferSecondOfficer, OfferStateError
from zhaohui.county.offers.inputs import Drawn, numbered, preview
from zhaohui.county.offers.models import (
    AllotmentRun,
    Application,
    ApplicationState,
    Occupancy,
    Offer,
    RunEntry,
    RunState,
)
from zhaohui.county.offers.notices import tell_place, tell_round
from zhaohui.county.offers.queries import kind_visible_to, room_left, runs_visible_to
from zhaohui.county.offers.states import ALLOT, move
from zhaohui.county.registry.queries import is_synthetic
from zhaohui.county.registry.seals import registry_seals
from zhaohui.engines.matching import allot, commitment, is_kept, results_text, seed_of
from zhaohui.engines.matching.lottery import SECRET_BYTES

ALGORITHM = "sm3"
LONGEST_TITLE, LONGEST_SOURCE, LONGEST_ENTROPY = 80, 120, 64


@dataclass(frozen=True, kw_only=True)
class RunEntryForm:
    """What a round is called, and which public number will be mixed in ("" for none)."""

    title: str
    entropy_source: str = ""


def commit_run(actor: Actor, kind_id: str, entry: RunEntryForm) -> AllotmentRun:
    """Fix who takes part and what there is, and publish the commitment before anybody knows the order.

    OfferError for what is missing; OfferStateError where a round of this kind is at work.
    """
    kind = kind_visible_to(actor, ALLOT, kind_id)
    if not kind.row.rounds:
        raise NotVisible
    title, source = entry.title.strip(), entry.entropy_source.strip()
    if not 0 < len(title) <= LONGEST_TITLE:
        raise OfferError(_("请写这一轮叫什么，最多 80 个字。"), field="title")
    if len(source) > LONGEST_SOURCE:
        raise OfferError(_("公开随机数来源最多 120 个字。"), field="entropy_source")
    secret = secrets.token_bytes(SECRET_BYTES)
    try:
        with transaction.atomic():
            drawn: Drawn = numbered(kind)
            if not drawn.inputs.applicants or not drawn.inputs.places:
                raise OfferError(
                    _("没有核实过的登记，或者没有空出来的名额：%(words)s")
                    % {"words": preview(kind).words},
                    field="title",
                )
            inputs = drawn.inputs.hash(ALGORITHM)
            run = AllotmentRun.objects.create(
                kind=kind.id,
                title=title,
                method=kind.row.allot,
                algorithm=ALGORITHM,
                secret_sealed=registry_seals().form_answers.seal(secret.hex()),
                inputs=inputs,
                commitment=commitment(secret, inputs, ALGORITHM),
                entropy_source=source,
                texts=drawn.inputs.texts(),
                pack_version=drawn.pack_version,
                is_synthetic=is_synthetic(),
                run_by_id=actor.account(),
            )
            RunEntry.objects.bulk_create(
                RunEntry(run=run, application_id=pk, number=number)
                for number, pk in drawn.applications.items()
            )
            run.texts["commitment.json"] = _json(_commitment(run))
            run.save(update_fields=["texts"])
            change = {
                "commitment": run.commitment,
                "inputs": inputs,
                "people": len(drawn.applications),
            }
            record(actor, ALLOT, subject=("allotment", run.pk), purpose="承诺", change=change)
    except IntegrityError:
        raise OfferStateError(_("这一种正有一轮在分配，先公布或者作废。")) from None
    return run


def reveal_run(actor: Actor, pk: int, entropy: str = "") -> AllotmentRun:
    """Publish the secret and the seed, as another officer than who committed; once revealed, it stays.

    She has looked at list and places: after this step the round can't be voided any more.
    OfferSecondOfficer for who committed; OfferError where a public number was announced and is
    missing, or was never announced.
    """
    with transaction.atomic():
        run = _locked(actor, pk)
        if run.state in (RunState.REVEALED, RunState.PUBLISHED):
            return run
        if run.run_by_id == actor.account():
            raise OfferSecondOfficer(
                _("这一轮是您承诺的，要由另一位同事核对名单和名额以后公开种子。"),
                hint=_("名单或者名额不对的，先作废，改好再来。"),
            )
        said = entropy.strip()
        if bool(run.entropy_source) != bool(said) or len(said) > LONGEST_ENTROPY or "\n" in said:
            raise OfferError(
                _("承诺时写明了公开随机数来源的，这里要照那里公布的写；没有写明的不能写。"),
                field="entropy",
            )
        secret = bytes.fromhex(registry_seals().form_answers.open(bytes(run.secret_sealed)))
        if not is_kept(secret, run.inputs, run.commitment, run.algorithm):
            raise OfferStateError(_("保存的秘密和承诺对不上，不能公开。请作废这一轮。"))
        move(run, "reveal")
        run.checked_by_id = actor.user_id
        run.entropy, run.secret = said, secret.hex()
        run.seed = seed_of(secret, run.inputs, said, run.algorithm)
        run.revealed_at = timezone.now()
        run.texts["reveal.json"] = _json(
            {"secret": run.secret, "entropy": run.entropy, "seed": run.seed}
        )
        run.save()
        record(
            actor, ALLOT, subject=("allotment", pk), purpose="公开种子", change={"seed": run.seed}
        )
    return run


def publish_run(actor: Actor, pk: int) -> AllotmentRun:
    """Work the result out of files and seed, publish it, and offer the places; once, however often called."""
    with transaction.atomic():
        run = _locked(actor, pk)
        if run.state == RunState.PUBLISHED:
            return run
        move(run, "publish")
        entries = {row.number: row for row in run.entries.select_related("application")}
        offers = {str(row.pk): row for row in Offer.objects.filter(kind=run.kind)}
        drawn = Drawn.read(run.texts)
        rows = allot(drawn.inputs, method=run.method, seed=run.seed, algorithm=run.algorithm)
        for row in rows:
            entry = entries[row.number]
            entry.position, entry.wish = row.position, row.wish
            entry.offer = offers[row.place] if row.place else None
        RunEntry.objects.bulk_update(
            entries.values(), ["position", "wish", "offer"], batch_size=500
        )
        run.texts["results.csv"] = results_text(rows)
        run.published_at = timezone.now()
        run.save()
        placed = _offer_places(actor, run, sorted(entries.values(), key=lambda e: e.position or 0))
        tell_place(placed, "offer_place")
        left = [e for e in entries.values() if e.offer is None]
        tell_round(run, [e for e in left if e.application.state == ApplicationState.QUALIFIED])
        change = {
            "people": len(rows),
            "placed": sum(bool(r.place) for r in rows),
            "offered": len(placed),
        }
        record(actor, ALLOT, subject=("allotment", pk), purpose="公布结果", change=change)
    return run


def _offer_places(actor: Actor, run: AllotmentRun, entries: list[RunEntry]) -> list[Occupancy]:
    room = room_left({entry.offer_id for entry in entries if entry.offer_id})
    offered = []
    for entry in entries:
        if entry.offer is None or room.get(entry.offer.pk, 0) < 1:
            continue
        row = Application.objects.select_for_update(of=("self",)).get(pk=entry.application_id)
        if row.state == ApplicationState.QUALIFIED:  # who withdrew meanwhile leaves her place free
            offered.append(offer_place(actor, row, entry.offer, run=run))
            room[entry.offer.pk] -= 1
    return offered


def void_run(actor: Actor, pk: int, words: str) -> AllotmentRun:
    """Give a round up before its seed is known; it stays public, with the reason."""
    with transaction.atomic():
        run = _locked(actor, pk)
        if len(words.strip()) < 4:
            raise OfferError(_("请写明为什么作废，至少 4 个字；理由是公开的。"), field="words")
        move(run, "void")
        run.void_words = words.strip()[:300]
        run.save(update_fields=["state", "void_words"])
        record(actor, ALLOT, subject=("allotment", pk), purpose="作废一轮分配")
    return run


def _locked(actor: Actor, pk: int) -> AllotmentRun:
    found = runs_visible_to(actor, ALLOT).filter(pk=pk).first()
    if found is None:
        raise NotVisible
    return AllotmentRun.objects.select_for_update(of=("self",)).get(pk=pk)


def _commitment(run: AllotmentRun) -> dict[str, str]:
    return {
        "format": "zhaohui-allotment-v1",
        "run": f"{run.kind}-{run.pk}",
        "title": run.title,
        "method": run.method,
        "algorithm": run.algorithm,
        "inputs": run.inputs,
        "commitment": run.commitment,
        "entropy_source": run.entropy_source,
        "committed_at": run.committed_at.isoformat(),
    }


def _json(value: dict[str, str]) -> str:
    return orjson.dumps(value, option=orjson.OPT_INDENT_2).decode() + "\n"
