import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import palabre.core.clock


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Act",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("deed", models.CharField(max_length=60)),
                ("facts", models.JSONField(default=dict)),
                ("same", models.CharField(max_length=64)),
                ("asked_at", models.DateTimeField(default=palabre.core.clock.now, verbose_name="asked")),
                ("expires_at", models.DateTimeField(verbose_name="until")),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("confirmed", "confirmed and done"),
                            ("refused", "refused"),
                            ("withdrawn", "withdrawn"),
                            ("expired", "nobody confirmed it in time"),
                        ],
                        max_length=10,
                        verbose_name="answer",
                    ),
                ),
                ("answered_at", models.DateTimeField(blank=True, null=True, verbose_name="answered")),
                ("reason", models.TextField(blank=True, max_length=500, verbose_name="reason")),
                (
                    "answered_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="answered by",
                    ),
                ),
                (
                    "asked_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="asked by",
                    ),
                ),
            ],
            options={
                "verbose_name": "exceptional act",
                "verbose_name_plural": "exceptional acts",
                "ordering": ["-id"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("outcome", "")), fields=("deed", "same"), name="asked_once_at_a_time"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("outcome", ""), ("answered_at__isnull", False), _connector="OR"),
                        name="act_answer_is_dated",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("outcome", "refused"), _negated=True),
                            models.Q(("reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="act_refusal_says_why",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("outcome", "confirmed"), _negated=True),
                            models.Q(
                                ("answered_by__isnull", False),
                                models.Q(("answered_by", models.F("asked_by")), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="act_confirmed_by_another",
                    ),
                ],
            },
        ),
    ]
