"""Two villages in two towns, a person in each, and everybody who might open a page.

All posts of the pack are held here; those held for less than the county also next door (`~next`).
Synthetic people 模拟数据.
"""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import dataclass

from django.utils import timezone

from tests import people
from tests.walk.case_world import CaseWorld
from tests.walk.money_world import MoneyWorld
from tests.walk.offer_world import OfferWorld
from tests.walk.signal_world import SignalWorld
from tests.walk.verification_world import VerificationWorld
from zhaohui.clock import county_today
from zhaohui.county.accounts.models import Appointment, Invitation, Mandate
from zhaohui.county.cases.material_store import keep_file
from zhaohui.county.catalog.models import ItemEvaluation, ItemProposal, ParameterProposal, ReadIn
from zhaohui.county.catalog.queries import current_pack
from zhaohui.county.entitlements.models import ReformScenario
from zhaohui.county.forms.answers import Answers
from zhaohui.county.lists.models import ExportRequest, SavedView
from zhaohui.county.outreach.couriers.letters import keep_letter
from zhaohui.county.outreach.models import ContactLine, Outbox, Sending
from zhaohui.county.registers.contents import seal_contents
from zhaohui.county.registers.models import Assessment, Record
from zhaohui.county.registers.scoring import seal_assessment
from zhaohui.county.registry.models import Person
from zhaohui.county.schedules.models import Duty
from zhaohui.county.visits.models import VisitEntry
from zhaohui.packs.pack import Pack
from zhaohui.packs.schema.register_files import RegisterRow

NEXT = "~next"
WITHOUT_A_POST = ("public", "unbound", "resident", "helper", "unappointed", "ended", "left")


@dataclass
class World(CaseWorld, MoneyWorld, OfferWorld, SignalWorld, VerificationWorld):
    """Who and what the walk meets."""

    @property
    def survey(self) -> str:
        """A form that anybody may fill in."""
        return next(form.id for form in self.pack.forms if "survey" in form.uses)

    def assessment(self, place: str) -> Assessment:
        """An assessment by a form that the pack no longer has, about the person of that place."""
        return Assessment.objects.get_or_create(
            record=self.record(place),
            defaults={
                "form": "withdrawn",
                "form_name": "模拟量表",
                "day": county_today(),
                "scores": [],
                "sealed": seal_assessment(Answers(members=[{}], own_members=[{}]), []),
                "pack_version": self.pack.version,
            },
        )[0]

    def record(self, place: str) -> Record:
        """A register's record about the person of that place."""
        register = self.register
        area = self.person[place].village
        answers = Answers(members=[{}], own_members=[{}])
        return Record.objects.get_or_create(
            register=register.id,
            person=self.person[place],
            defaults={
                "area": area,
                "state": register.states[0].id,
                "values": answers.as_json(),
                "sealed": seal_contents(answers),
                "pack_version": self.pack.version,
            },
        )[0]

    def duty(self, place: str) -> Duty:
        """A visit to the person of that place that is due today."""
        schedule, today = self.pack.schedules[0], county_today()
        days = {"opens": today, "due": today, "closes": today, "deadline": today}
        return Duty.objects.get_or_create(
            schedule=schedule.id,
            duty=schedule.duties[0].id,
            subject_id=self.person[place].pk,
            number=0,
            defaults={
                "person": self.person[place],
                "area": self.person[place].village,
                "post": schedule.duties[0].post,
                **days,
            },
        )[0]

    @property
    def register(self) -> RegisterRow:
        """A register about persons."""
        return next(each for each in self.pack.registers if each.subject == "person" and each.form)

    def contact_line(self, place: str) -> ContactLine:
        """What the person of that place misses."""
        person = self.person[place]
        return ContactLine.objects.get_or_create(
            person_id=person.pk,
            rule=self.pack.rules[0].id,
            defaults={"area": person.village, "found_on": county_today(), "is_synthetic": True},
        )[0]

    def message(self, place: str, channel: str = "letter") -> Outbox:
        """A notice that was sent to the person of that place by the town officer; a letter is made."""
        line = self.contact_line(place)
        sending = Sending.objects.get_or_create(
            maker="模拟",
            made_by=self.accounts["town-officer"],
            defaults={"messages": 1, "hold_until": timezone.now()},
        )[0]
        made = Outbox.objects.get_or_create(
            key=f"walk-{place}-{channel}",
            defaults={
                "line": line,
                "sending": sending,
                "person_id": line.person_id,
                "channel": channel,
                "template": "x",
                "template_version": 1,
                "subject": "模拟",
                "body": "模拟",
                "state": "sent",
                "not_before": timezone.now(),
            },
        )[0]
        if channel == "letter":
            keep_letter(made.key, b"%PDF-1.7")
        return made

    def visit(self, place: str) -> VisitEntry:
        """A village worker's report from that place that did not fit, with a photo."""
        name = "village-worker" if place == "here" else f"village-worker{NEXT}"
        folder, digest, said = keep_file(b"%PDF-1.7 walk")
        return VisitEntry.objects.get_or_create(
            user=self.accounts[name],
            defaults={
                "key": uuid.uuid4(),
                "office": "模拟单位",
                "about": "line",
                "about_id": self.contact_line(place).pk,
                "title": "模拟待遇",
                "person_id": self.person[place].pk,
                "area": self.person[place].village,
                "button": "away",
                "said_at": timezone.now(),
                "outcome": "conflict",
                "stands": "模拟",
                "photo_folder": folder,
                "photo_digest": digest,
                "photo_kind": "image/jpeg",
                "photo_scan": said,
            },
        )[0]

    def mandate(self, place: str) -> Mandate:
        """A mandate that the person of that place gave."""
        giver = self.person[place]
        return (
            giver.mandates_given.first() or people.helper(giver, "helper~next").mandates_held.get()
        )

    def invitation(self, place: str) -> Invitation:
        """An invitation to a village's post of that place."""
        post = next(post for post in self.pack.posts if post.level == "village")
        return Invitation.objects.get_or_create(
            token_hash=f"walk-{place}",
            defaults={
                "name": "模拟人员",
                "department": "模拟单位",
                "post": post.post,
                "area": self.person[place].village,
                "invited_by": self.stranger,
                "expires_at": timezone.now() + dt.timedelta(days=1),
            },
        )[0]

    def appointment(self, place: str) -> Appointment:
        """A town officer's appointment of that place."""
        name = "town-officer" if place == "here" else f"town-officer{NEXT}"
        return self.accounts[name].officer.appointments.get()

    @property
    def parameter(self) -> str:
        """A parameter with a gap that an officer may fill."""
        return next(
            row.name for row in self.pack.parameters if any(each.gap for each in row.versions)
        )

    def proposal(self) -> ParameterProposal:
        """A planner's proposal that waits for a second person."""
        return ParameterProposal.objects.get_or_create(
            parameter=self.parameter,
            proposed_by=self.accounts["planner"],
            defaults={
                "area": self.pack.code,
                "start": county_today(),
                "value": 100,
                "title": "模拟文件",
                "read_in": ReadIn.ORIGINAL,
                "words": "模拟",
            },
        )[0]

    def item_proposal(self) -> ItemProposal:
        """A planner's change of an item that waits for a second person."""
        item, planner = self.pack.items[0].name, self.accounts["planner"]
        ground = ItemEvaluation.objects.get_or_create(
            item=item,
            evaluated_by=planner,
            version=1,
            period="模拟",
            findings="模拟",
            outcome="change",
        )[0]
        return ItemProposal.objects.get_or_create(
            item=item,
            proposed_by=planner,
            element="visits",
            defaults={
                "evaluation": ground,
                "start": county_today(),
                "value": 1,
                "title": "模拟文件",
                "read_in": ReadIn.ORIGINAL,
                "words": "模拟",
            },
        )[0]

    def scenario(self) -> ReformScenario:
        """A planner's scenario that is still being worked out."""
        return ReformScenario.objects.create(
            name="模拟方案", reform={}, made_by=self.accounts["planner"]
        )

    def view(self, place: str) -> SavedView:
        """A saved view of a list: here the town officer's own, there somebody's."""
        owner = self.accounts["town-officer"] if place == "here" else self.stranger
        kept = SavedView.objects.get_or_create(
            owner=owner, list="people", name="x", defaults={"state": {"filters": {}, "sort": ""}}
        )
        return kept[0]

    def export(self) -> ExportRequest:
        """A list that the town officer asks to take out."""
        return ExportRequest.objects.create(
            list="people",
            list_state={},
            in_words="x",
            columns=[],
            format="csv",
            purpose="模拟事由",
            rows_seen=1,
            requested_by=self.accounts["town-officer"],
            requester_label="模拟",
        )


def roles(pack: Pack) -> list[str]:
    """Return the names of the roles, in the order of the table's columns."""
    local = [post.post for post in pack.posts if post.level != "district"]
    return [*WITHOUT_A_POST, *(post.post for post in pack.posts), *(f"{p}{NEXT}" for p in local)]


def areas(pack: Pack) -> dict[str, dict[str, str]]:
    """Return the areas here and there by level: the first villages of the first two towns."""
    towns = [town.code for town in pack.towns[:2]]
    villages = [next(v.code for v in pack.villages if v.town_code == town) for town in towns]
    return {
        place: {"district": pack.code, "town": town, "village": village}
        for place, town, village in zip(("here", "there"), towns, villages, strict=True)
    }


def build() -> World:
    """Store the two people's homes and every role's account; the small county must be loaded."""
    pack = current_pack()
    where = areas(pack)
    found: dict[str, Person] = {}
    unbound = Person.objects.filter(user=None).order_by("pk")[:2]
    for place, person in zip(where, unbound, strict=True):
        person.town, person.village = where[place]["town"], where[place]["village"]
        person.save(update_fields=["town", "village"])
        found[place] = person
    world = World(pack, found)
    accounts = world.accounts
    accounts["public"] = None
    accounts["unbound"] = people.user("unbound")
    accounts["resident"] = people.resident(found["here"])
    accounts["helper"] = people.helper(found["here"])
    for post in pack.posts:
        accounts[post.post] = people.officer(post.post, where["here"][post.level], name=post.post)
        if post.level != "district":
            name = f"{post.post}{NEXT}"
            accounts[name] = people.officer(post.post, where["there"][post.level], name=name)
    most = max(pack.posts, key=lambda post: sum(row.post == post.post for row in pack.policy))
    for name in ("unappointed", "ended", "left"):
        accounts[name] = account = people.officer(most.post, where["here"][most.level], name=name)
        if name == "unappointed":
            account.officer.appointments.all().delete()
        elif name == "ended":
            account.officer.appointments.update(end=county_today())
        else:
            account.officer.left_on = county_today() - dt.timedelta(days=1)
            account.officer.save(update_fields=["left_on"])
    return world
