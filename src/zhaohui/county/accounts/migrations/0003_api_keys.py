import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0002_one_time_codes"),
    ]

    operations = [
        migrations.CreateModel(
            name="ApiKey",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("name", models.CharField(max_length=64, verbose_name="系统名称")),
                ("department", models.CharField(max_length=64, verbose_name="单位")),
                ("prefix", models.CharField(max_length=12, unique=True, verbose_name="密钥开头")),
                ("key_hash", models.CharField(max_length=64, verbose_name="密钥校验")),
                ("actions", models.JSONField(default=list, verbose_name="可做的事")),
                ("area", models.CharField(max_length=12, verbose_name="区划代码")),
                ("made_at", models.DateTimeField(auto_now_add=True, verbose_name="发放时间")),
                ("until", models.DateField(null=True, verbose_name="有效至")),
                ("revoked_at", models.DateTimeField(null=True, verbose_name="收回时间")),
                (
                    "account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="api_keys",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={"verbose_name": "接口密钥"},
        ),
    ]
