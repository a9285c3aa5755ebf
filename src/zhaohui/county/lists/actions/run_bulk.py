"""Do a bulk action on exactly the rows that were previewed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from zhaohui.county.accounts.actor import Actor
from zhaohui.county.lists.declare import BulkAction, BulkRun, ListSpec
from zhaohui.county.lists.errors import ChangedSetError, NothingChosenError
from zhaohui.county.lists.preview import Chosen, preview
from zhaohui.county.lists.words import in_words


def run_bulk(
    actor: Actor,
    *,
    spec: ListSpec,
    action: BulkAction,
    chosen: Chosen,
    digest: str,
    answers: Mapping[str, Any],
) -> str:
    """Run the action and return the address to show next.

    Raises ChangedSetError where the rows are not those of `digest`, NothingChosenError where all
    are left out; then nothing was done. What is done is recorded by the action itself.
    """
    with transaction.atomic():
        now = preview(spec, actor, action, chosen)
        if now.digest != digest:
            raise ChangedSetError(
                _("名单在您确认前有变化，什么都没有做。"), hint=_("请回到名单，重新选择并预览。")
            )
        if not now.included:
            raise NothingChosenError(
                _("没有可以办的记录。"), hint=_("请回到名单勾选，或者看预览里排除的原因。")
            )
        run = BulkRun(
            spec=spec,
            list_state=chosen.state.as_data(),
            in_words=in_words(spec, actor, chosen.state) if chosen.ids is None else _("勾选的"),
            ids=now.included,
            is_all=chosen.ids is None,
            answers=answers,
        )
        return action.run(actor, run)
