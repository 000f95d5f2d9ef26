"""A token says what it may do, not only what it reads. The column keeps its name: the release before goes on reading it."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("membership", "0006_own_nouns")]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.RenameField("token", "reads", "scope"),
                migrations.AlterField(
                    "token",
                    "scope",
                    models.CharField(
                        choices=[
                            ("public", "it reads what everyone may read"),
                            ("mine", "it reads what I may read"),
                            ("register", "it writes in the register of members that I keep, and reads nothing of it"),
                        ],
                        db_column="reads",
                        max_length=10,
                        verbose_name="what it may do",
                    ),
                ),
            ]
        )
    ]
