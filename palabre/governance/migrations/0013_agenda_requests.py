import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import palabre.core.clock


class Migration(migrations.Migration):
    dependencies = [
        ("governance", "0012_convening"),
        ("people", "0005_listed_by_standing"),
        ("rules", "0001_first"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterField(
            model_name="agendaitem",
            name="source",
            field=models.CharField(
                choices=[
                    ("recommendation", "a recommendation"),
                    ("overdue", "an overdue commitment"),
                    ("member", "a member’s point"),
                    ("own", "the body itself"),
                    ("standing", "a standing item"),
                ],
                max_length=16,
                verbose_name="brought by",
            ),
        ),
        migrations.CreateModel(
            name="AgendaRequest",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("title", models.CharField(max_length=160, verbose_name="title")),
                ("why", models.TextField(max_length=2000, verbose_name="why")),
                ("what", models.TextField(max_length=2000, verbose_name="what is asked")),
                (
                    "speaks",
                    models.CharField(
                        choices=[
                            ("room", "in the room"),
                            ("video", "by video"),
                            ("read", "by a text that is read out"),
                            ("not", "does not speak"),
                        ],
                        default="room",
                        max_length=8,
                        verbose_name="how the author speaks",
                    ),
                ),
                ("speech", models.TextField(blank=True, max_length=4000, verbose_name="text to be read out")),
                ("proposed_at", models.DateTimeField(default=palabre.core.clock.now, verbose_name="proposed")),
                ("supporters_needed", models.PositiveSmallIntegerField(verbose_name="members needed")),
                (
                    "days_before",
                    models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="days before a meeting"),
                ),
                (
                    "answer_days",
                    models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="days until the answer"),
                ),
                ("closes_on", models.DateField(blank=True, null=True, verbose_name="gathers support until")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("gathering", "gathering support"),
                            ("admissible", "waiting for its answer"),
                            ("scheduled", "on the agenda"),
                            ("deferred", "deferred to a later meeting"),
                            ("by_itself", "on the agenda by itself"),
                            ("merged", "merged with another point"),
                            ("refused", "refused"),
                            ("withdrawn", "withdrawn"),
                            ("lapsed", "not enough support in time"),
                        ],
                        default="gathering",
                        max_length=12,
                        verbose_name="state",
                    ),
                ),
                ("admissible_at", models.DateTimeField(blank=True, null=True, verbose_name="found its supporters")),
                (
                    "reached_with",
                    models.PositiveIntegerField(
                        blank=True, null=True, verbose_name="members who supported it that day"
                    ),
                ),
                ("answer_due_on", models.DateField(blank=True, null=True, verbose_name="answer due")),
                ("answered_at", models.DateTimeField(blank=True, null=True, verbose_name="answered")),
                ("reason", models.TextField(blank=True, max_length=2000, verbose_name="reason")),
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
                    "audience",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.audience",
                        verbose_name="readers",
                    ),
                ),
                (
                    "author",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="agenda_requests",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="proposed by",
                    ),
                ),
                (
                    "body",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="requests",
                        to="governance.body",
                        verbose_name="body",
                    ),
                ),
                (
                    "item",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="request",
                        to="governance.agendaitem",
                        verbose_name="agenda item",
                    ),
                ),
                (
                    "merge_into",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="merged",
                        to="governance.agendarequest",
                        verbose_name="merged with",
                    ),
                ),
                (
                    "rulebook",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="rules.rulebook",
                        verbose_name="rules it runs under",
                    ),
                ),
            ],
            options={
                "verbose_name": "member’s point",
                "verbose_name_plural": "members’ points",
                "ordering": ["-proposed_at", "-id"],
            },
        ),
        migrations.CreateModel(
            name="AgendaRequestCorrection",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("text", models.TextField(max_length=2000, verbose_name="what is corrected")),
                ("at", models.DateTimeField(default=palabre.core.clock.now)),
                (
                    "request",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="corrections",
                        to="governance.agendarequest",
                        verbose_name="point",
                    ),
                ),
            ],
            options={
                "verbose_name": "correction of a member’s point",
                "ordering": ["id"],
            },
        ),
        migrations.CreateModel(
            name="AgendaRequestSupport",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField(default=palabre.core.clock.now)),
                (
                    "member",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="member",
                    ),
                ),
                (
                    "request",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="supports",
                        to="governance.agendarequest",
                        verbose_name="point",
                    ),
                ),
            ],
            options={
                "verbose_name": "support of a member’s point",
            },
        ),
        migrations.AddIndex(
            model_name="agendarequest",
            index=models.Index(fields=["state", "answer_due_on"], name="request_due"),
        ),
        migrations.AddConstraint(
            model_name="agendarequest",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("item__isnull", False), ("state__in", ["scheduled", "deferred", "by_itself"])),
                    models.Q(
                        models.Q(("state__in", ["scheduled", "deferred", "by_itself"]), _negated=True),
                        ("item__isnull", True),
                    ),
                    _connector="OR",
                ),
                name="request_on_agenda_has_its_item",
            ),
        ),
        migrations.AddConstraint(
            model_name="agendarequest",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state__in", ["refused", "deferred"]), _negated=True),
                    models.Q(("reason", ""), _negated=True),
                    _connector="OR",
                ),
                name="request_turned_away_says_why",
            ),
        ),
        migrations.AddConstraint(
            model_name="agendarequest",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "merged"), _negated=True),
                    models.Q(("merge_into__isnull", False), models.Q(("merge_into", models.F("id")), _negated=True)),
                    _connector="OR",
                ),
                name="request_merged_says_with_what",
            ),
        ),
        migrations.AddConstraint(
            model_name="agendarequest",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("state__in", ["admissible", "scheduled", "deferred", "by_itself", "merged", "refused"]),
                        _negated=True,
                    ),
                    models.Q(("admissible_at__isnull", False), ("reached_with__isnull", False)),
                    _connector="OR",
                ),
                name="request_answered_was_admissible",
            ),
        ),
        migrations.AddConstraint(
            model_name="agendarequestcorrection",
            constraint=models.CheckConstraint(
                condition=models.Q(("text", ""), _negated=True), name="request_correction_says_something"
            ),
        ),
        migrations.AddConstraint(
            model_name="agendarequestsupport",
            constraint=models.UniqueConstraint(fields=("request", "member"), name="request_supported_once"),
        ),
    ]
