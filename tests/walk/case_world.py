"""Cases, what leads to them and what comes of them, as the walk meets them at both places."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from tests.walk.ground import Ground
from zhaohui.clock import county_today
from zhaohui.county.accounts.actor import system_actor
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
from zhaohui.county.cases.numbers import new_joint_number, new_number
from zhaohui.county.delegations.models import Delegation
from zhaohui.county.forms.answers import Answers
from zhaohui.county.forms.models import Draft
from zhaohui.county.forms.opening import seal_answers
from zhaohui.county.oversight.actions.open_task import open_task
from zhaohui.county.oversight.contents import seal_contents as seal_voice
from zhaohui.county.oversight.models import Origin, Voice, VoicePhoto
from zhaohui.county.queueing.models import Kiosk, Queue, Ticket
from zhaohui.county.registry.models import Person, Provisional
from zhaohui.packs.sheet import START


@dataclass
class CaseWorld(Ground):
    """办件: applications, cases, voices, the hall."""

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
                "number": new_joint_number(county_today()),
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
