"""The night's steps in their order. Each may be done twice without harm and says what it did."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Any

from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import connection
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from zhaohui.clock import county_today
from zhaohui.county.accounts.actions.drop_expired import drop_expired
from zhaohui.county.accounts.actor import system_actor
from zhaohui.county.audit.actions.seal_head import seal_head
from zhaohui.county.bulk_rows import renew_statistics
from zhaohui.county.cases.actions.escalate_cases import escalate_cases
from zhaohui.county.cases.actions.run_leaves import run_leaves
from zhaohui.county.cases.actions.tell_steps import tell_steps
from zhaohui.county.cases.colleagues import orphans
from zhaohui.county.catalog.actions.publish_overlay import publish_overlay
from zhaohui.county.catalog.queries import current_pack, current_rulebook
from zhaohui.county.delegations.actions.end_delegations import end_delegations
from zhaohui.county.entitlements.actions.bring_ledger import bring_ledger, sweep_and_settle
from zhaohui.county.entitlements.actions.look_ahead import look_ahead
from zhaohui.county.entitlements.models import LedgerDay, Outlook
from zhaohui.county.entitlements.queries import is_sweep_due
from zhaohui.county.forms.actions.drop_old_drafts import drop_old_drafts
from zhaohui.county.jobs.actions.reap import reap
from zhaohui.county.jobs.nightly.old_folders import drop_old_folders
from zhaohui.county.jobs.queries import job_counts
from zhaohui.county.lists.actions.expire_exports import expire_exports
from zhaohui.county.offers.actions.pass_night import pass_night
from zhaohui.county.outreach.actions.deliver import as_answer, deliver
from zhaohui.county.outreach.actions.find_people import find_people
from zhaohui.county.oversight.actions.escalate_tasks import escalate_tasks, lapse_tasks
from zhaohui.county.payments.actions.review import list_due_reviews
from zhaohui.county.queueing.actions.close_days import close_days
from zhaohui.county.registers.actions.follow_moves import follow_moves
from zhaohui.county.registers.actions.lay_out import lay_out
from zhaohui.county.registry.queries import has_people
from zhaohui.county.schedules.actions.escalate_duties import escalate_duties
from zhaohui.county.schedules.actions.plan_duties import plan_duties
from zhaohui.county.schedules.actions.remind_duties import remind_duties
from zhaohui.county.schedules.actions.settle_assessed import settle_assessed
from zhaohui.county.signals.actions.run_signals import run_signals

ACTOR = system_actor("nightly")
RESULTS_KEPT = dt.timedelta(days=30)


@dataclass(frozen=True)
class Step:
    """One named step; `work` returns figures for the record."""

    name: str
    title: str
    work: Callable[[], dict[str, Any]]


def reap_jobs() -> dict[str, Any]:
    """Take jobs back from dead workers; say how many wait for a person."""
    reaped = reap()
    return asdict(reaped) | {"waiting_for_a_person": job_counts(ACTOR).failed}


def ledger() -> dict[str, Any]:
    """Bring the standing ledger to today: what changed or is due, or everyone where that is needed."""
    publish_overlay()
    if not has_people():
        return {"done": False}
    done = bring_ledger(current_pack(), current_rulebook(), as_of=county_today())
    return _told(done)


def check() -> dict[str, Any]:
    """Evaluate everyone, publish it, and say in how many rows the ledger was not what it should be."""
    pack = current_pack()
    if not has_people() or not is_sweep_due(pack.version, county_today()):
        return {"swept": False}
    done, settled = sweep_and_settle(pack, current_rulebook(), as_of=county_today())
    wrong = settled.now + settled.gone + settled.days
    return {"swept": True, "ledger_was_wrong_in": wrong} | _told(done)


def outlook() -> dict[str, Any]:
    """Look ahead: what turns in the next thirty days, and for whom."""
    if not LedgerDay.objects.exists():
        return {"done": False}
    done = look_ahead(current_pack(), current_rulebook())
    return {
        "until": done.until.isoformat(),
        "households": done.households,
        "turning": Outlook.objects.count(),
        "seconds": done.seconds,
    }


def outreach() -> dict[str, Any]:
    """Turn what the ledger says into contact lines, tell of cases' steps, send what is due, read what came back."""
    found = find_people(ACTOR, current_pack()) if LedgerDay.objects.exists() else None
    told = asdict(tell_steps())
    return (asdict(found) if found else {"found": False}) | told | as_answer(deliver())


def cases() -> dict[str, Any]:
    """Raise what is overdue."""
    return {"raised": escalate_cases(ACTOR)}


def handlers() -> dict[str, Any]:
    """Begin and end leaves, then count the cases whose handler can't act."""
    done = run_leaves(ACTOR)
    return done | {"orphans": len(orphans(current_pack(), county_today()))}


def delegations() -> dict[str, Any]:
    """End the delegations that have run out; what was handled under them goes back."""
    ended, cases_back = end_delegations(ACTOR)
    return {"ended": ended, "cases": cases_back}


def tasks() -> dict[str, Any]:
    """Raise overdue tasks, end what was answered long ago."""
    return {"raised": escalate_tasks(ACTOR), "ended": lapse_tasks(ACTOR)}


def queues() -> dict[str, Any]:
    """End the numbers of earlier days that nobody served."""
    return {"closed": close_days(ACTOR)}


def offers() -> dict[str, Any]:
    """Let unanswered places run out and call the next; end waiting lists of past slots."""
    return dict(pass_night(ACTOR))


def reviews() -> dict[str, Any]:
    """List the yearly reviews that are due by today."""
    done = list_due_reviews(ACTOR, current_pack(), day=county_today())
    return {"made": sum(each.made for each in done), "unknown": sum(each.unknown for each in done)}


def registers() -> dict[str, Any]:
    """Let records follow people who moved, and write filter columns that a file has changed anew."""
    pack = current_pack()
    laid = sum(lay_out(ACTOR, row) for row in pack.registers)
    return {"moved": follow_moves(), "laid_out": laid}


def duties() -> dict[str, Any]:
    """Settle what an assessment did, lay out duties for two months, remind of them, raise the overdue."""
    pack = current_pack()
    settled = settle_assessed(ACTOR, pack)
    planned = plan_duties(ACTOR, pack)
    raised = escalate_duties(ACTOR, pack)
    return planned | {"settled": settled, "raised": raised, "reminded": remind_duties(ACTOR, pack)}


def signals() -> dict[str, Any]:
    """Look at every signal and bring its alerts to what was seen."""
    done = run_signals(ACTOR)
    looked = {"looked_at": len(done["signals"]), "raised": done["raised"]}
    unset = sum(each["unset"] for each in done["signals"].values())
    return looked | {"cleared": done["cleared"], "unset": unset, "seconds": done["seconds"]}


def _told(done: LedgerDay) -> dict[str, Any]:
    turned = done.rows_now + done.rows_gone
    return {"people": done.people, "turned": turned, "seconds": done.seconds}


def drop_exports() -> dict[str, Any]:
    """Let exports run out that nobody took or decided."""
    return {"expired": expire_exports()}


def drop_drafts() -> dict[str, Any]:
    """Remove drafts that nobody has touched for long."""
    return {
        "dropped": drop_old_drafts(ACTOR, older_than=dt.timedelta(days=settings.KEPT_DRAFT_DAYS))
    }


def drop_sessions() -> dict[str, Any]:
    """Remove sign-ins that have run out."""
    return {"dropped": Session.objects.filter(expire_date__lt=timezone.now()).delete()[0]}


def drop_results() -> dict[str, Any]:
    """Remove how jobs went that ended well a month ago; their keys stay, failed ones too."""
    old = DBTaskResult.objects.successful().filter(finished_at__lt=timezone.now() - RESULTS_KEPT)
    return {"dropped": old.delete()[1].get("django_tasks_database.DBTaskResult", 0)}


def seal_audit() -> dict[str, Any]:
    """Sign where the audit log stands."""
    sealed = seal_head()
    return {"new_entries": sealed.new_entries, "seq": sealed.head.seq if sealed.head else 0}


def tidy_database() -> dict[str, Any]:
    """Let SQLite renew its statistics and empty its journal; PostgreSQL does that by itself."""
    renew_statistics()
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return {"database": connection.vendor}


STEPS: tuple[Step, ...] = (
    Step("reap-jobs", "后台任务收回", reap_jobs),
    Step("ledger", "待遇台账更新", ledger),
    Step("sweep", "全员比对、台账核对", check),
    Step("outlook", "即将享受、即将到期", outlook),
    Step("outreach", "服务找人", outreach),
    Step("delegations", "到期的赋权", delegations),
    Step("handlers", "离岗交接、查没有人办的办件", handlers),
    Step("cases", "办件超期督办", cases),
    Step("tasks", "工单超期督办", tasks),
    Step("queues", "前一天的号作废", queues),
    Step("offers", "名额过期、叫下一位", offers),
    Step("reviews", "到期年审", reviews),
    Step("registers", "台账随人走、重排筛选", registers),
    Step("duties", "随访任务排期、提醒、超期上报", duties),
    Step("signals", "预警查看", signals),
    Step("expire-exports", "过期导出清理", drop_exports),
    Step("drop-drafts", "旧草稿清理", drop_drafts),
    Step("drop-expired", "过期邀请和代码清理", lambda: drop_expired(ACTOR)),
    Step("drop-sessions", "过期登录清理", drop_sessions),
    Step("drop-results", "任务记录清理", drop_results),
    Step("drop-folders", "旧快照和旧结果清理", drop_old_folders),
    Step("tidy-database", "数据库整理", tidy_database),
    Step("seal-audit", "审计链头签封", seal_audit),  # last: it covers what the night recorded
)
