"""Messages about bookings and places stand in the same outbox, too."""

from __future__ import annotations

from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [("outreach", "0002_case_notices")]
    operations = [
        migrations.AddField("outbox", "offer_id", models.BigIntegerField("供给", null=True)),
        migrations.RemoveConstraint("outbox", "outbox_about_one_thing"),
        migrations.AddConstraint(
            "outbox",
            models.CheckConstraint(
                condition=Q(line__isnull=False, case_id__isnull=True, offer_id__isnull=True)
                | Q(line__isnull=True, case_id__isnull=False, offer_id__isnull=True)
                | Q(line__isnull=True, case_id__isnull=True, offer_id__isnull=False),
                name="outbox_about_one_thing",
            ),
        ),
    ]
