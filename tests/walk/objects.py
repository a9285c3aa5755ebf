"""What stands at a URL's argument: a new page with a new argument needs a line here.

`known` is the same for everybody. What belongs to a person or a place has `here` and `there`: the
roles hold their posts here, their neighbours there. What belongs to an account is the visitor's
`own`, or `others`. `unknown` is nobody's. Of several arguments the last that lies somewhere varies;
the others take `known`, or the same place.
"""

from __future__ import annotations

from collections.abc import Callable
from fnmatch import fnmatchcase
from itertools import chain

from tests.walk.offer_world import PLACES, ROUNDS, SLOTS
from tests.walk.routes import Route
from tests.walk.signal_world import ENTERED
from tests.walk.verification_world import CHECK
from tests.walk.world import World

Places = dict[str, object]
NOBODY = 987_654_321
NOTHING = "no-such-thing"


def objects(world: World) -> dict[str, Callable[[], Places]]:
    """Return what stands at "view name argument"; the first that fits, as file names are matched."""
    pack, plan = world.pack, world.pack.plan()
    rule = next(rule for rule in pack.rules if not rule.service)
    return {
        "* service_id": lambda: one(pack.services[0].id),
        "* rule_id": lambda: one(rule.id),
        "* plan_id": lambda: one(plan.id),
        "* statement_id": lambda: one(plan.indicators[0].id),
        "api:request number": lambda: {"known": world.voice("here").number, "unknown": NOTHING},
        "* number": lambda: one(plan.inconsistencies[0].id),
        "api:service code": lambda: one(pack.voice_kinds[0].code),
        "* code": lambda: bundled(world),
        "portal:me-bundle* bundle_id": lambda: of_accounts(lambda place: world.bundle(place).pk),
        "office:bundle* pk": lambda: of_places(lambda place: world.bundle(place).pk),
        "* item_id": lambda: applied_for(world),
        "portal:me-case-file file_id": lambda: of_accounts(
            lambda place: world.material(world.case(place)).pk
        ),
        "* file_id": lambda: of_accounts(lambda place: world.material(world.draft(place)).pk),
        "* case_id": lambda: of_accounts(lambda place: world.case(place).pk),
        "office:delegation-assess area": lambda: of_places(
            lambda place: world.delegation(place).areas.get().area
        ),
        "office:delegation* pk": lambda: of_places(lambda place: world.delegation(place).pk),
        "office:case-bulk pk": lambda: of_accounts(lambda place: world.bulk_handling(place).pk),
        "office:leave-cancel pk": lambda: of_accounts(lambda place: world.leave(place).pk),
        "office:case-file pk": lambda: of_places(
            lambda place: world.material(world.case(place)).pk
        ),
        "office:case-identity person_id": lambda: of_places(lambda place: world.met(place).pk),
        "office:inquiry pk": lambda: of_places(lambda place: world.inquiry(place).pk),
        "office:case* pk": lambda: of_places(lambda place: world.case(place).pk),
        "hall:receipt pk": lambda: of_places(lambda place: world.case(place).pk),
        "hall:queue-step ticket_id": lambda: of_places(lambda place: world.ticket(place).pk),
        "hall:kiosk-revoke kiosk_id": lambda: of_places(lambda place: world.kiosk(place).pk),
        "hall:board hall": lambda: one(pack.code),
        "kiosk:* domain": lambda: one(kiosk_item(world)[0]),
        "kiosk:item item": lambda: one(kiosk_item(world)[1]),
        "portal:voice-new kind": lambda: one(pack.voice_kinds[0].code),
        "office:voice-new kind": lambda: one(pack.voice_kinds[0].code),
        "portal:me-voice* voice_id": lambda: of_accounts(lambda place: world.voice(place).pk),
        "office:task-photo pk": lambda: of_places(lambda place: world.photo(place).pk),
        "office:task* pk": lambda: of_places(lambda place: world.voice(place).task_id),
        "api:* form": lambda: {"known": "json"},
        "portal:survey* form_id": lambda: one(world.survey),
        "office:survey form_id": lambda: one(world.survey),
        "* form_id": lambda: one(next(form.id for form in pack.forms if "check" in form.uses)),
        "portal:register register_id": lambda: one("day-care-centres"),
        "office:register-reckoned register_id": lambda: one("employment-quota"),
        "* register_id": lambda: one(world.register.id),
        "office:register-import pk": lambda: {"unknown": NOBODY},
        "office:record-assessment assessment_id": lambda: of_places(
            lambda place: world.assessment(place).pk
        ),
        "office:record* pk": lambda: of_places(lambda place: world.record(place).pk),
        "office:alert* pk": lambda: of_places(lambda place: world.alert(place).pk),
        "office:signal* signal_id": lambda: one(ENTERED),
        "office:offer-new kind": lambda: one(SLOTS),
        "office:offer-queue* kind": lambda: one(PLACES),
        "office:offer-rounds* kind": lambda: one(ROUNDS),
        "office:offer-slot* pk": lambda: of_places(lambda place: world.slot(place).pk),
        "office:offer* pk": lambda: of_places(lambda place: world.offer(place).pk),
        "portal:offer-kind kind": lambda: one(SLOTS),
        "portal:offer-register kind": lambda: one(PLACES),
        "portal:offer-run* pk": lambda: {"known": world.run().pk, "unknown": NOBODY},
        "portal:offer-run-file name": lambda: one("rules.json"),
        "portal:offer* pk": lambda: {"known": world.offer("here").pk, "unknown": NOBODY},
        "office:verification-new kind": lambda: one(CHECK),
        "office:verification* pk": lambda: of_places(lambda place: world.verification(place).pk),
        "office:question pk": lambda: of_places(lambda place: world.question(place).pk),
        "office:duty-towns schedule": lambda: one(pack.schedules[0].id),
        "office:duty* pk": lambda: of_places(lambda place: world.duty(place).pk),
        "office:outreach-undo pk": lambda: {
            "known": world.message("here").sending_id,
            "unknown": NOBODY,
        },
        "office:outreach-letter pk": lambda: of_places(lambda place: world.message(place).pk),
        "office:outreach* pk": lambda: of_places(lambda place: world.contact_line(place).pk),
        "office:visit* pk": lambda: of_places(lambda place: world.visit(place).pk),
        "office:payment-line pk": lambda: of_places(lambda place: world.payment_line(place).pk),
        "office:payment-reissue pk": lambda: of_places(lambda place: world.payment_line(place).pk),
        "office:payment-resume pk": lambda: of_places(lambda place: world.suspension(place).pk),
        "office:payment-review pk": lambda: of_places(lambda place: world.review(place).pk),
        "office:payment-recovery* pk": lambda: of_places(lambda place: world.recovery(place).pk),
        "office:payment-payee* pk": lambda: of_places(lambda place: world.payee(place).pk),
        "office:payment* pk": lambda: {"known": world.batch().pk, "unknown": NOBODY},
        "* message_id": lambda: of_accounts(lambda place: world.message(place, "inbox").pk),
        "office:person* pk": lambda: of_places(lambda place: world.person[place].pk),
        "* person_id": lambda: of_places(lambda place: world.person[place].pk),
        "* draft_id": lambda: of_accounts(lambda place: world.draft(place).pk),
        "* mandate_id": lambda: of_accounts(lambda place: world.mandate(place).pk),
        "office:view* pk": lambda: of_accounts(lambda place: world.view(place).pk),
        "* list_name": lambda: one("people"),
        "office:export* pk": lambda: {"known": world.export().pk, "unknown": NOBODY},
        "office:job-retry pk": lambda: {"unknown": NOBODY},
        "office:finding pk": lambda: of_places(lambda place: world.person[place].pk),
        "office:rule rule_id": lambda: one(pack.rules[0].id),
        "office:ledger* rule_id": lambda: one(pack.rules[0].id),
        "office:findings* rule_id": lambda: one(pack.rules[0].id),
        "* payroll_id": lambda: one(pack.payrolls[0].id),
        "* platform_id": lambda: one(pack.platforms[0].id),
        "* list_id": lambda: one(pack.benefit_lists[0].id),
        "* source_id": lambda: one(pack.sources[0].source_id),
        "*:item* name": lambda: one(pack.items[0].name),
        "office:item-proposal* pk": lambda: {"known": world.item_proposal().pk, "unknown": NOBODY},
        "office:parameter* name": lambda: one(world.parameter),
        "office:proposal* pk": lambda: {"known": world.proposal().pk, "unknown": NOBODY},
        "office:scenario* pk": lambda: {"known": world.scenario().pk, "unknown": NOBODY},
        "* officer_id": lambda: of_places(lambda place: world.appointment(place).officer_id),
        "* appointment_id": lambda: of_places(lambda place: world.appointment(place).pk),
        "* invitation_id": lambda: of_places(lambda place: world.invitation(place).pk),
        "* token": lambda: {"unknown": NOTHING},
        # one-time links and providers of the sign-in library: nobody's
        "* key": lambda: {"unknown": "no-such-key"},
        "* uidb36": lambda: {"known": "1"},
        "* provider_id": lambda: {"unknown": NOTHING},
        "mfa_* pk": lambda: {"unknown": NOBODY},
    }


def applied_for(world: World) -> Places:
    """An item of which the people of both places have begun an application."""
    world.draft("here")
    world.draft("there")
    return one(world.application)


def bundled(world: World) -> Places:
    """A 一件事 of which the people of both places have begun an application."""
    world.bundle_draft("here")
    world.bundle_draft("there")
    return one(world.bundle_code)


def kiosk_item(world: World) -> tuple[str, str]:
    """A domain and an item of it that the kiosk shows."""
    item = next(item for item in world.pack.items if item.state == "published")
    return world.pack.domain(item.domain).code, item.name


def one(known: str) -> Places:
    """What is the same for everybody, and a name that nothing has."""
    return {"known": known, "unknown": NOTHING}


def of_places(made: Callable[[str], object]) -> Places:
    """What is made for each place, and a number that nothing has."""
    return {"here": made("here"), "there": made("there"), "unknown": NOBODY}


def of_accounts(made: Callable[[str], object]) -> Places:
    """What belongs to the resident's (or the officer's) own account, and to a stranger's."""
    return {"own": made("here"), "others": made("there"), "unknown": NOBODY}


class NoObjectError(LookupError):
    """A route has an argument that nobody has said a value for."""


def addresses(route: Route, world: World) -> dict[str, str]:
    """Return the addresses of a route by the object it is about ("" where it has no argument)."""
    if not route.arguments:
        return {"": "/" + route.template}
    if route.name in world.made:
        return world.made[route.name]
    known = objects(world)
    values: dict[str, Places] = {}
    for argument in route.arguments:
        asked = f"{route.name} {argument}"
        found = next((made for key, made in known.items() if fnmatchcase(asked, key)), None)
        if found is None:
            raise NoObjectError(
                f"{route.shown} ({route.name}): say in tests/walk/objects.py what stands at "
                f'"{asked}": a `known` one, or one `here` and one `there`, '
                "or `own` and `others`; and an `unknown` one."
            )
        values[argument] = found()
    varies = _varying(route, values)
    world.made[route.name] = {
        place: "/"
        + route.template.format(**{a: _at(values[a], place, a == varies) for a in route.arguments})
        for place in values[varies]
    }
    return world.made[route.name]


def _varying(route: Route, values: dict[str, Places]) -> str:
    """The argument that is asked for at every place: the last that has places, else the last."""
    local = [a for a in route.arguments if {"here", "own"} & values[a].keys()]
    return local[-1] if local else route.arguments[-1]


def _at(values: Places, place: str, varies: bool) -> object:
    """The value at a place; another argument than the varying one stays known."""
    if varies:
        return values[place]
    order = chain([place] if place != "unknown" else [], ("known", "here", "own", "unknown"))
    return next(values[each] for each in order if each in values)
