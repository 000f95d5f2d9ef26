"""A contract says what becomes of the words of people who leave. Those declared before said nothing: as they choose."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("processes", "0001_first"),
    ]

    operations = [
        migrations.AddField(
            model_name="process",
            name="words_of_leavers",
            field=models.CharField(
                choices=[
                    ("choose", "as each person chooses"),
                    ("kept", "they stay, without the name"),
                    ("withdrawn", "they are withdrawn"),
                ],
                db_default="choose",
                default="choose",
                max_length=9,
                verbose_name="words of those who leave",
            ),
        ),
    ]
