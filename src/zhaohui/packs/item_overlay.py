"""Published changes of service items: the county's data folder holds them, laid over the pack's files.

Like the approved parameters (`overlay.py`): the database is where they come from, the pack's text is
never changed. They touch no rule, so the pack's `version`, by which findings are kept, stays.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from pydantic import ValidationError

from zhaohui.packs.errors import PackError
from zhaohui.packs.pack import Pack
from zhaohui.packs.schema.item_changes import ItemChange
from zhaohui.packs.schema.registers import SourceRow

PLACE = "item-overlay"  # the "file" of a change's place; its "line" is the proposal's number


def changes_file(data: Path) -> Path:
    """Return where a data folder keeps the published changes."""
    return data / "overlay" / "items.json"


def changes_as_bytes(changes: Iterable[ItemChange]) -> bytes:
    """Return the file's content: the changes by number, so that equal ones are equal bytes."""
    ordered = sorted(changes, key=lambda change: change.proposal)
    listed = [change.model_dump(mode="json", exclude={"place"}) for change in ordered]
    return json.dumps(listed, ensure_ascii=False, indent=1, sort_keys=True).encode()


def read_changes(path: Path) -> tuple[ItemChange, ...]:
    """Return the changes of a file; none where there is no file. PackError for a broken one."""
    try:
        listed = json.loads(path.read_bytes())
        return tuple(ItemChange(**row, place=f"{PLACE}:{row['proposal']}") for row in listed)
    except FileNotFoundError:
        return ()
    except (ValueError, TypeError, KeyError, ValidationError) as error:
        raise PackError(
            f"{path.name} of the data folder, which holds the published changes of items, is damaged.",
            hint="zhaohui sweep writes it again from the database.",
        ) from error


def with_changes(pack: Pack, changes: Iterable[ItemChange]) -> Pack:
    """Return the pack with the changes and the documents that they cite."""
    kept = tuple(changes)
    if not kept:
        return pack
    sources = tuple(_source(change) for change in kept)
    return replace(pack, item_changes=kept, sources=(*pack.sources, *sources))


def source_id(proposal: int) -> str:
    """Return the name that a change's document has among the pack's sources."""
    return f"{PLACE}-{proposal}"


def _source(change: ItemChange) -> SourceRow:
    return SourceRow(
        source_id=source_id(change.proposal),
        title=change.title,
        doc_no=change.doc_no,
        address=change.address,
        published=change.published,
        retrieved=change.retrieved,
        verification=change.verification,
        note=change.article,
        place=change.place,
    )
