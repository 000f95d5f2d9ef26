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
            name="Erasure",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "words",
                    models.CharField(
                        choices=[("kept", "My words stay, without my name"), ("withdrawn", "My words are withdrawn")],
                        default="kept",
                        max_length=10,
                        verbose_name="what becomes of the words",
                    ),
                ),
                ("asked_at", models.DateTimeField(default=palabre.core.clock.now, verbose_name="asked")),
                ("due_at", models.DateTimeField(verbose_name="erasure due")),
                ("told_at", models.DateTimeField(blank=True, null=True)),
                ("undone_at", models.DateTimeField(blank=True, null=True, verbose_name="erasure undone")),
                ("done_at", models.DateTimeField(blank=True, null=True, verbose_name="erasure done")),
                ("marked_at", models.DateTimeField(blank=True, null=True)),
                (
                    "member",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="erasures",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="member",
                    ),
                ),
            ],
            options={
                "verbose_name": "erasure",
                "verbose_name_plural": "erasures",
                "ordering": ["id"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("undone_at", None)), fields=("member",), name="erased_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("undone_at__isnull", True), ("done_at__isnull", True), _connector="OR"),
                        name="erasure_done_or_undone",
                    ),
                ],
            },
        ),
    ]
