"""The actions under load: somebody is invited to a post, accepts, and a job is asked for with it.

Inviting is one row and one audit entry. Accepting is the product's longest chain of actions in
one transaction: account, officer, appointment, the invitation's end, three audit entries; with it
the job that a door would ask for.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cache

from django.db import models, transaction
from django_tasks import task
from django_tasks_db.models import DBTaskResult

from zhaohui.clock import county_today
from zhaohui.county.accounts.actions.accept_invitation import accept_invitation
from zhaohui.county.accounts.actions.create_first_admin import create_first_admin
from zhaohui.county.accounts.actions.invite import invite
from zhaohui.county.accounts.actor import PUBLIC, Actor
from zhaohui.county.accounts.models import Appointment, Invitation, Officer, User
from zhaohui.county.accounts.policy import actor_for
from zhaohui.county.accounts.posts import areas_of
from zhaohui.county.audit.live import live_store
from zhaohui.county.audit.models import Entry
from zhaohui.county.audit.verify import first_break
from zhaohui.county.catalog.queries import current_pack
from zhaohui.county.jobs.actions.enqueue import enqueue
from zhaohui.county.jobs.models import Job

ADMIN = "stress-admin"
SYNTHETIC = "模拟单位"
PASSWORD = "long enough for the rules, and of nobody"  # noqa: S105 - the store goes away
TABLES: tuple[type[models.Model], ...] = (User, Officer, Appointment, Job, DBTaskResult, Entry)
Pieces = tuple[int, ...]


@dataclass(frozen=True)
class Ground:
    """Who invites, to which post, for which area."""

    admin: Actor
    post: str
    area: str


@task()
def welcomed(case: str) -> None:
    """Do nothing: only that the job was asked for is looked at."""


def lay_ground() -> None:
    """Store the first admin."""
    create_first_admin(
        current_pack(), username=ADMIN, name="模拟人员", department=SYNTHETIC, password=PASSWORD
    )


@cache
def ground() -> Ground:
    """Return the admin, and the pack's first post that is held for a town, else its first."""
    pack = current_pack()
    post = next((row for row in pack.posts if row.level == "town"), pack.posts[0])
    area = next(code for code, _, level in areas_of(pack) if level == post.level)
    admin = actor_for(User.objects.get(username=ADMIN), pack, county_today())
    return Ground(admin, post.post, area)


def invited(case: str) -> str:
    """Invite somebody called `case`; return the invitation's token."""
    here = ground()
    _, token = invite(here.admin, name=case, department=SYNTHETIC, post=here.post, area=here.area)
    return token


def accepted(token: str, case: str) -> None:
    """Accept the invitation with a new account, and ask for the job that goes with it."""
    with transaction.atomic():
        accept_invitation(PUBLIC, token, username=case, password=PASSWORD)
        enqueue(welcomed, key=case, title="压力试验", case=case)


def pieces() -> Pieces:
    """Count the rows that accepting makes, table by table, and the invitations that were accepted."""
    rows = (model._default_manager.count() for model in TABLES)  # noqa: SLF001 - Django's name for it
    return (*rows, Invitation.objects.filter(accepted_by__isnull=False).count())


def whole_cases() -> tuple[set[str], set[str]]:
    """Return the cases that are stored whole with each of their audit entries: invited, and accepted."""
    entries = Counter(Entry.objects.values_list("action", "subject_id"))
    jobs = set(Job.objects.filter(result__isnull=False).values_list("key", flat=True))
    rows = Invitation.objects.values_list(
        "pk",
        "name",
        "accepted_by__username",
        "accepted_by",
        "accepted_by__officer",
        "accepted_by__officer__appointments",
    )
    asked, taken = set(), set()
    for pk, case, name, user, officer, appointment in rows:
        if entries["officer.invite", str(pk)] == 1:
            asked.add(case)
        told = (
            ("account.sign_up", str(user)),
            ("officer.appoint", str(officer)),
            ("officer.accept_invitation", str(pk)),
        )
        if (
            name == case
            and appointment
            and case in jobs
            and all(entries[each] == 1 for each in told)
        ):
            taken.add(case)
    return asked, taken


def chain_breaks_at() -> int | None:
    """Return the number of the first audit entry that does not hold, None where all do."""
    with live_store() as run:
        found = first_break(run)
    return found.seq if found else None
