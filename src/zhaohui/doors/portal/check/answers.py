"""The answers given so far: carried in a signed form field, never stored and never in an address."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from datetime import timedelta
from typing import Any, Literal

from django.core import signing
from django.utils.translation import gettext as _
from pydantic import TypeAdapter, ValidationError

from zhaohui.errors import ZhaohuiError
from zhaohui.packs import Pack

SALT = "zhaohui.portal.check"
LONGEST_SITTING = timedelta(hours=12)
Step = Literal["start", "members", "question", "result"]

Facts = dict[str, str]


class AnswersLost(ZhaohuiError):
    """The signed field is missing, too old or was changed on the way."""

    code = "answers_lost"


@dataclass
class Answers:
    """What the household stated, in the words of `check_household`, and how far the form is.

    `asked` keeps, in order, each fact that had a page and the members it was asked of (None: the
    household), so that the way back and 不知道 are known.
    """

    step: Step = "start"
    members: list[Facts] = field(default_factory=list)
    living: Facts = field(default_factory=dict)
    registered: Facts = field(default_factory=dict)
    asked: list[tuple[str, list[int | None]]] = field(default_factory=list)

    def facts_of(self, pack: Pack, name: str, member: int | None) -> Facts:
        """Return the mapping that holds a fact: of a member, or of the fact's own household."""
        if member is not None:
            return self.members[member]
        return self.registered if pack.fact(name).entity == "registered" else self.living

    def document(self, labels: Sequence[str]) -> dict[str, Any]:
        """Return the household as `check_household` reads it, members under these labels."""
        pairs = zip(labels, self.members, strict=True)
        return {
            "members": [{"label": label, **facts} for label, facts in pairs],
            "living": self.living,
            "registered": self.registered,
        }

    def take_back(self, pack: Pack) -> None:
        """Forget the page asked last."""
        name, members = self.asked.pop()
        for member in members:
            self.facts_of(pack, name, member).pop(name, None)


def seal(answers: Answers) -> str:
    """Return the answers as one signed text for a hidden field."""
    return signing.dumps(asdict(answers), salt=SALT, compress=True)


def unseal(text: str, pack: Pack) -> Answers:
    """Return the answers of a hidden field; AnswersLost when it is not what `seal` made.

    It may be genuine and yet of no use: made by another version of the program or of the pack.
    """
    try:
        kept = signing.loads(text, salt=SALT, max_age=LONGEST_SITTING)
        answers = TypeAdapter(Answers).validate_python(kept)
    except (signing.BadSignature, ValidationError):
        answers = None
    if answers is None or not is_known(answers, pack):
        raise AnswersLost(
            _("前面的回答没有完整地送到，这一次算不出来。"),
            hint=_("可能是页面放得太久，请从“我能享受什么”重新开始；您的回答没有被保存。"),
        )
    return answers


def is_known(answers: Answers, pack: Pack) -> bool:
    """Say whether the pack has every fact that is stated or was asked, of the members there are."""
    entities = {fact.name: fact.entity for fact in pack.facts}
    stated = [("person", facts) for facts in answers.members]
    stated += [("living", answers.living), ("registered", answers.registered)]
    places = {None, *range(len(answers.members))}
    return all(entities.get(name) == entity for entity, facts in stated for name in facts) and all(
        name in entities and places.issuperset(members) for name, members in answers.asked
    )
