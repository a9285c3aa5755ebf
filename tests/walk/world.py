"""Two villages in two towns, a person in each, and everybody who might open a page.

All posts of the pack are held here; those held for less than the county also next door (`~next`).
Synthetic people 模拟数据.
"""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import dataclass, field

from django.db import transaction
from django.utils import timezone

from tests import people
from zhaohui.clock import county_today
from zhaohui.county.accounts.actor import system_actor
from zhaohui.county.accounts.models import Appointment, Invitation, Mandate, User
from zhaohui.county.cases.contents import seal
from zhaohui.county.cases.material_store import keep_file
from zhaohui.county.cases.models import (
    BulkHandling,
    BundleApplication,
    BundlePart,
    Case,
    Inquiry,
    Leave,
    Material,
)
from zhaohui.county.cases.numbers import new_number
from zhaohui.county.catalog.actions.load_pack import load_pack
from zhaohui.county.catalog.models import ItemEvaluation, ItemProposal, ParameterProposal, ReadIn
from zhaohui.county.catalog.queries import current_pack
from zhaohui.county.delegations.models import Delegation
from zhaohui.county.entitlements.models import ReformScenario
from zhaohui.county.forms.answers import Answers
from zhaohui.county.forms.models import Draft
from zhaohui.county.forms.opening import seal_answers
from zhaohui.county.lists.models import ExportRequest, SavedView
from zhaohui.county.outreach.couriers.letters import keep_letter
from zhaohui.county.outreach.models import ContactLine, Outbox, Sending
from zhaohui.county.oversight.actions.open_task import open_task
from zhaohui.county.oversight.contents import seal_contents as seal_voice
from zhaohui.county.oversight.models import Origin, Voice, VoicePhoto
from zhaohui.county.payments.models import (
    Payee,
    PaymentBatch,
    PaymentLine,
    Recovery,
    Review,
    Suspension,
)
from zhaohui.county.queueing.models import Kiosk, Queue, Ticket
from zhaohui.county.registers.contents import seal_contents
from zhaohui.county.registers.models import Assessment, Record
from zhaohui.county.registers.scoring import seal_assessment
from zhaohui.county.registry.models import Person, Provisional
from zhaohui.county.visits.models import VisitEntry
from zhaohui.packs.pack import Pack
from zhaohui.packs.schema.forms import RegisterRow
from zhaohui.packs.sheet import START

NEXT = "~next"
WITHOUT_A_POST = ("public", "unbound", "resident", "helper", "unappointed", "ended", "left")


@dataclass
class World:
    """Who and what the walk meets; `accounts` by role, None for the public."""

    pack: Pack
    person: dict[str, Person]
    accounts: dict[str, User | None] = field(default_factory=dict)
    made: dict[str, dict[str, str]] = field(default_factory=dict)  # addresses by route

    @property
    def application(self) -> str:
        """An item that a resident may apply for herself."""
        return next(item.name for item in self.pack.items if "online" in item.channels)

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

    @property
    def register(self) -> RegisterRow:
        """A register about persons."""
        return next(each for each in self.pack.registers if each.subject == "person")

    @property
    def benefit(self) -> str:
        """A benefit that is paid by the month."""
        return next(rule.id for rule in self.pack.rules if rule.unit == "月" and rule.amount)

    def batch(self) -> PaymentBatch:
        """A month's batch that waits for approval."""
        month = county_today().replace(day=1)
        return PaymentBatch.objects.get_or_create(
            rule=self.benefit,
            month=month,
            part=1,
            defaults={
                "state": "submitted",
                "pack": load_pack(self.pack),
                "digest": "x",
                "line_count": 2,
                "gross_fen": 20_000,
                "set_off_fen": 0,
                "net_fen": 20_000,
                "is_synthetic": True,
            },
        )[0]

    def payment_line(self, place: str) -> PaymentLine:
        """What the person of that place is paid."""
        person, batch = self.person[place], self.batch()
        return PaymentLine.objects.get_or_create(
            batch=batch,
            person_id=person.pk,
            defaults={
                "number": person.pk,
                "rule": batch.rule,
                "month": batch.month,
                "kind": "month",
                "area": person.village,
                "amount_fen": 10_000,
                "net_fen": 10_000,
            },
        )[0]

    def suspension(self, place: str) -> Suspension:
        """That the person of that place is not paid for the time being."""
        return Suspension.objects.get_or_create(
            rule=self.benefit,
            person_id=self.person[place].pk,
            defaults={"from_month": county_today().replace(day=1), "reason": "other"},
        )[0]

    def review(self, place: str) -> Review:
        """A review of the person of that place that is due."""
        return Review.objects.get_or_create(
            rule=self.benefit, person_id=self.person[place].pk, due_on=county_today()
        )[0]

    def recovery(self, place: str) -> Recovery:
        """What the person of that place was paid too much."""
        return Recovery.objects.get_or_create(
            rule=self.benefit,
            person_id=self.person[place].pk,
            defaults={"amount_fen": 10_000, "basis": "模拟"},
        )[0]

    def payee(self, place: str) -> Payee:
        """Whose account takes the money of the person of that place."""
        person = self.person[place].pk
        return Payee.objects.get_or_create(
            person_id=person,
            defaults={"payee_id": person + 1, "kind": "agent", "basis": "模拟"},
        )[0]

    @property
    def stranger(self) -> User:
        """Somebody's account, none of the roles'."""
        return User.objects.filter(username="stranger").first() or people.user("stranger")

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

    def met(self, place: str) -> Provisional:
        """Somebody who was met at that place without papers."""
        like = self.person[place]
        found = Provisional.objects.filter(description=f"模拟 {place}").first()
        if found is not None:
            return found
        person = Person.objects.get(pk=like.pk)
        person.pk, person.identity_sealed, person.identity_index = None, None, None
        person._state.adding = True
        person.save()
        return Provisional.objects.create(
            person=person, description=f"模拟 {place}", noted_by=self.stranger
        )

    def inquiry(self, place: str) -> Inquiry:
        """A letter to that place about a case of its own."""
        return Inquiry.objects.get_or_create(
            case=self.case(place),
            area=self.person[place].village,
            defaults={"question": "模拟", "asked_by": self.stranger, "asker": "模拟"},
        )[0]

    def case(self, place: str) -> Case:
        """A case of the person of that place that waits to be accepted."""
        person = self.person[place]
        item = self.pack.item(self.application)
        return Case.objects.get_or_create(
            subject=person,
            item=item.name,
            defaults={
                "number": new_number(county_today()),
                "item_name": item.title,
                "area": person.village,
                "channel": "portal",
                "state": "submitted",
                "state_since": timezone.now(),
                "submitted_on": county_today(),
                "gives_money": True,
                "pack_version": self.pack.version,
                "people": [person.pk],
                "answers_sealed": seal(Answers(members=[{}], own_members=[{}]).as_json()),
            },
        )[0]

    def bulk_handling(self, place: str) -> BulkHandling:
        """Cases handled at once: here by the town officer, there by somebody."""
        owner = self.accounts["town-officer"] if place == "here" else self.stranger
        return BulkHandling.objects.get_or_create(by=owner, did="accept")[0]

    def leave(self, place: str) -> Leave:
        """A leave that has not begun: here the town officer's, there somebody's."""
        owner = self.accounts["town-officer"] if place == "here" else self.stranger
        day = county_today() + dt.timedelta(days=1)
        return Leave.objects.get_or_create(
            officer=owner,
            deputy=self.accounts["planner"],
            defaults={"start": day, "until": day, "comes_back": True},
        )[0]

    def delegation(self, place: str) -> Delegation:
        """What waits to be delegated to the village of that place."""
        made, is_new = Delegation.objects.get_or_create(
            batch=f"walk-{place}",
            defaults={
                "department": "模拟",
                "may_accept": True,
                "start": county_today(),
                "until": county_today(),
                "conditions": "模拟",
                "proposed_by": self.accounts["department-officer"],
            },
        )
        if is_new:
            village = self.person[place].village
            made.areas.create(area=village, low=village)
            item = self.pack.item(self.application)
            made.items.create(item=item.name, item_name=item.title)
        return made

    def voice(self, place: str) -> Voice:
        """What the person of that place said about her village; its task waits to be assigned."""
        person = self.person[place]
        if made := Voice.objects.filter(person=person).first():
            return made
        with transaction.atomic():
            task = open_task(
                system_actor("walk"), self.pack, Origin.VOICE, title="模拟诉求", area=person.village
            )
        number = new_number(county_today())
        return Voice.objects.create(
            number=number,
            code_hash="walk",
            once=f"walk-{place}",
            task=task,
            kind=self.pack.voice_kinds[0].code,
            channel="portal",
            person=person,
            village=person.village,
            may_publish=False,
            contents_sealed=seal_voice(
                {"words": "模拟", "name": "", "phone": "", "address": "", "answers": {}}
            ),
        )

    def photo(self, place: str) -> VoicePhoto:
        """A photo that came with what the person of that place said."""
        voice = self.voice(place)
        folder, digest, said = keep_file(b"\x89PNG\r\n\x1a\n walk")
        return VoicePhoto.objects.get_or_create(
            voice=voice,
            digest=digest,
            defaults={
                "name": "照片1.png",
                "kind": "image/png",
                "size": 13,
                "folder": folder,
                "scan": said,
            },
        )[0]

    def ticket(self, place: str) -> Ticket:
        """A number that waits in the hall of that place."""
        queue = Queue.objects.get_or_create(
            area=self.person[place].town, day=county_today(), defaults={"last": 1}
        )[0]
        return Ticket.objects.get_or_create(
            queue=queue, number=1, defaults={"place": 1, "channel": "desk"}
        )[0]

    def kiosk(self, place: str) -> Kiosk:
        """A machine in the hall of that place."""
        return Kiosk.objects.get_or_create(
            key_hash=f"walk-{place}",
            defaults={
                "area": self.person[place].town,
                "name": "模拟自助机",
                "registered_by": self.stranger,
            },
        )[0]

    def material(self, of: Case | Draft) -> Material:
        """A file that was handed in with a case or a draft."""
        folder, digest, said = keep_file(b"%PDF-1.7 walk")
        return Material.objects.create(
            case=of if isinstance(of, Case) else None,
            draft=of if isinstance(of, Draft) else None,
            document="other",
            name="walk.pdf",
            kind="application/pdf",
            size=13,
            digest=digest,
            folder=folder,
            scan=said,
        )

    @property
    def bundle_code(self) -> str:
        """A 一件事 that can be applied for."""
        return next(row.id for row in self.pack.bundles if row.members)

    def bundle(self, place: str) -> BundleApplication:
        """An application for a 一件事 of the person of that place, answered: not accepted."""
        person, item = self.person[place], self.pack.items[-1]
        made, is_new = BundleApplication.objects.get_or_create(
            subject=person,
            defaults={
                "number": new_number(county_today()),
                "bundle": self.bundle_code,
                "bundle_name": "模拟一件事",
                "area": person.village,
                "channel": "portal",
                "submitted_on": county_today(),
                "pack_version": self.pack.version,
                "materials_apart": 2,
                "materials_once": 1,
            },
        )
        if is_new:
            case = Case.objects.create(
                number=new_number(county_today()),
                item=item.name,
                item_name=item.title,
                subject=person,
                area=person.village,
                channel="portal",
                state="not_accepted",
                state_since=timezone.now(),
                submitted_on=county_today(),
                gives_money=False,
                pack_version=self.pack.version,
                answers_sealed=seal(Answers(members=[{}], own_members=[{}]).as_json()),
            )
            BundlePart.objects.create(
                application=made, item=item.name, item_name=item.title, person=person, case=case
            )
        return made

    def bundle_draft(self, place: str) -> Draft:
        """A draft of a 一件事: here the resident's own, there somebody's."""
        return self.draft(place, f"bundle-{self.bundle_code}")

    def draft(self, place: str, form: str = "") -> Draft:
        """A draft: here the resident's own, there somebody's."""
        owner = self.accounts["resident"] if place == "here" else self.stranger
        kept = Draft.objects.get_or_create(
            owner=owner,
            form=form or self.application,
            purpose="application",
            defaults={
                "pack_version": self.pack.version,
                "subject": self.person[place],
                "answers_sealed": seal_answers(Answers()),
                "step": START,
            },
        )
        return kept[0]


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
