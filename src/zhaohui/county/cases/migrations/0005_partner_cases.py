import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("cases", "0004_reliefs_and_inquiries"),
    ]

    operations = [
        migrations.AlterField(
            model_name="bundleapplication",
            name="channel",
            field=models.CharField(
                choices=[
                    ("portal", "网上"),
                    ("window", "窗口"),
                    ("village", "村（社区）帮办"),
                    ("api", "对接系统"),
                ],
                max_length=16,
                verbose_name="渠道",
            ),
        ),
        migrations.AlterField(
            model_name="case",
            name="channel",
            field=models.CharField(
                choices=[
                    ("portal", "网上"),
                    ("window", "窗口"),
                    ("village", "村（社区）帮办"),
                    ("api", "对接系统"),
                ],
                max_length=16,
                verbose_name="渠道",
            ),
        ),
        migrations.CreateModel(
            name="PartnerCase",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("reference", models.CharField(max_length=64, verbose_name="对方编号")),
                ("consented_on", models.DateField(verbose_name="本人同意日期")),
                ("consent", models.CharField(max_length=200, verbose_name="本人同意的凭据")),
                (
                    "account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "case",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="partner",
                        to="cases.case",
                    ),
                ),
            ],
            options={
                "verbose_name": "对接办件",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("account", "reference"), name="partner_case_once"
                    )
                ],
            },
        ),
    ]
