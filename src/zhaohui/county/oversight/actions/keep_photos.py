"""Photos of a voice: by the same rules as a case's materials; read by whoever may read the task."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction

from zhaohui.county.accounts.actor import Actor
from zhaohui.county.accounts.errors import NotVisible
from zhaohui.county.cases.file_kinds import kind_of
from zhaohui.county.cases.material_store import keep_file, open_file
from zhaohui.county.oversight.actions.read_task import note_reading
from zhaohui.county.oversight.models import Voice, VoicePhoto
from zhaohui.county.oversight.queries import visible_to
from zhaohui.county.oversight.said import Photo
from zhaohui.county.oversight.states import READ


def keep_photos(voice: Voice, photos: Sequence[Photo]) -> list[VoicePhoto]:
    """Store the photos, which were judged before, in the caller's transaction; the same one twice is one.

    MaterialError where the malware scan refuses one.
    """
    made: dict[str, VoicePhoto] = {}
    for number, photo in enumerate(photos, 1):
        kind = kind_of(photo.content)
        assert kind is not None  # `said.faults` asked
        folder, digest, scan = keep_file(photo.content)
        made[digest] = VoicePhoto(
            voice=voice,
            name=f"照片{number}.{kind[1]}",  # her phone's own name may tell who she is
            kind=kind[0],
            size=len(photo.content),
            digest=digest,
            folder=folder,
            scan=scan,
        )
    return VoicePhoto.objects.bulk_create(made.values())


def take_photo(actor: Actor, pk: int, *, purpose: str) -> tuple[VoicePhoto, bytes]:
    """Return a photo of a task in reach with its content; the reading is recorded. NotVisible else."""
    with transaction.atomic():
        rows = VoicePhoto.objects.select_related("voice__task")
        found = rows.filter(pk=pk, voice__task__in=visible_to(actor, READ)).first()
        if found is None:
            raise NotVisible
        content = open_file(found.folder, found.digest)
        note_reading(actor, found.voice.task, found.voice, READ, purpose)
    return found, content
