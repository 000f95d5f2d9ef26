import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import palabre.core.clock


class Migration(migrations.Migration):
    dependencies = [
        ("privacy", "0001_erasures"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Package",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("asked_at", models.DateTimeField(default=palabre.core.clock.now, verbose_name="asked")),
                ("ready_at", models.DateTimeField(blank=True, null=True)),
                ("expires_at", models.DateTimeField(blank=True, null=True)),
                ("taken_at", models.DateTimeField(blank=True, null=True, verbose_name="taken along")),
                ("gone_at", models.DateTimeField(blank=True, null=True)),
                ("content", models.CharField(blank=True, max_length=80)),
                (
                    "member",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="packages",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="member",
                    ),
                ),
            ],
            options={
                "verbose_name": "package of one’s data",
                "verbose_name_plural": "packages of one’s data",
                "ordering": ["id"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("gone_at", None), ("ready_at", None)),
                        fields=("member",),
                        name="one_package_in_the_making",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("ready_at__isnull", True), ("expires_at__isnull", False), _connector="OR"),
                        name="package_ready_until",
                    ),
                ],
            },
        ),
    ]
