"""Messages about a case stand in the same outbox, with no contact line and no sending."""

from __future__ import annotations

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [("outreach", "0001_initial")]
    operations = [
        migrations.AlterField(
            "outbox",
            "line",
            models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="messages",
                to="outreach.contactline",
            ),
        ),
        migrations.AlterField(
            "outbox",
            "sending",
            models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="outbox",
                to="outreach.sending",
            ),
        ),
        migrations.AddField("outbox", "case_id", models.BigIntegerField("办件", null=True)),
        migrations.AddConstraint(
            "outbox",
            models.CheckConstraint(
                condition=Q(line__isnull=False, case_id__isnull=True)
                | Q(line__isnull=True, case_id__isnull=False),
                name="outbox_about_one_thing",
            ),
        ),
    ]
