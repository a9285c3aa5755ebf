"""Addresses of the items' lifecycle: evaluation, proposal, approval, publication."""

from django.urls import path

from zhaohui.doors.office.views import item, item_proposals, item_propose, items

urlpatterns = [
    path("items/", items.page, name="items"),
    path("items/<slug:name>/", item.page, name="item"),
    path("items/<slug:name>/evaluate/", item.evaluate, name="item-evaluate"),
    path("items/<slug:name>/propose/", item_propose.page, name="item-propose"),
    path("item-proposals/", item_proposals.page, name="item-proposals"),
    path("item-proposals/<int:pk>/", item_proposals.one, name="item-proposal"),
    path("item-proposals/<int:pk>/approve/", item_proposals.approve, name="item-proposal-approve"),
    path("item-proposals/<int:pk>/return/", item_proposals.send_back, name="item-proposal-return"),
    path("item-proposals/<int:pk>/withdraw/", item_proposals.withdraw, name="item-proposal-withdraw"),
]  # fmt: skip
