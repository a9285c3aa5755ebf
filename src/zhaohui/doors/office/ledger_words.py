"""The ledger's states, and what is about to turn, in words, and what each asks of whom."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from zhaohui.engines.ledger import State, Turn

# In the order in which a table shows them: what somebody must act on first.
NAMES = {
    State.MISSING: _("漏保"),
    State.OVER: _("错保"),
    State.DIFFERS: _("金额不符"),
    State.CONFLICTING: _("冲突"),
    State.NEEDS_EVIDENCE: _("待补证据"),
    State.HELD: _("在享"),
    State.EXCLUDED: _("已选其他"),
    State.ENTITLED: _("应享，名单未到"),
}
MEANINGS = {
    State.MISSING: _("符合条件，发放名单里没有这个人：请联系本人，帮她办。"),
    State.OVER: _("发放名单里有，但按登记的事实不再符合：先核实事实，再决定停不停。"),
    State.DIFFERS: _("在发，但金额和按规定算出来的不一样。"),
    State.CONFLICTING: _("两项不能同时享受，要选一项。"),
    State.NEEDS_EVIDENCE: _("还缺一项信息才能断定，不等于不符合。"),
    State.HELD: _("符合，也在发。"),
    State.EXCLUDED: _("符合，但已在享受与它互斥的另一项。"),
    State.ENTITLED: _("符合；这项待遇的发放名单还没有导入，不知道发没发。"),
}
SLUGS = {state: state.name.lower().replace("_", "-") for state in State}
STATES = {slug: state for state, slug in SLUGS.items()}
# What the next thirty days turn with unchanged facts.
TURN_NAMES = {
    Turn.STARTING: _("即将享受"),
    Turn.ENDING: _("即将不符合"),
    Turn.RUNS_OUT: _("发放即将到期"),
    Turn.LOSES_EVIDENCE: _("证据即将过期"),
}
TURN_MEANINGS = {
    Turn.STARTING: _("现在还不符合，到那天就符合：可以先告诉本人。"),
    Turn.ENDING: _("现在符合，到那天就不再符合：先告诉本人，停发前核实。"),
    Turn.RUNS_OUT: _("发放名单写明发到那天为止，到时按规则还符合：该续办了。"),
    Turn.LOSES_EVIDENCE: _("到那天有一项事实超过有效期，要重新核实才能断定。"),
}
TURN_SLUGS = {turn: turn.name.lower().replace("_", "-") for turn in Turn}
TURNS = {slug: turn for turn, slug in TURN_SLUGS.items()}
