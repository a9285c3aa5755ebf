"""The actions that the gate and the policy know; add one in `zhaohui/packs/action_names.py`."""

from zhaohui.packs.action_names import ACTIONS

__all__ = ["ACTIONS"]
