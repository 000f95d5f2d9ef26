"""How a mandate was obtained, how it ended early, whose seat it takes up; and the limits of a body, with their articles."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("governance", "0004_toward"),
        ("statutes", "0001_first"),
    ]

    operations = [
        migrations.AddField(
            model_name="body",
            name="confirmed_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=models.PROTECT,
                related_name="+",
                to="governance.body",
                verbose_name="co-options are confirmed by",
            ),
        ),
        migrations.AddField(
            model_name="body",
            name="mandate_months_most",
            field=models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="longest mandate, in months"),
        ),
        migrations.AddField(
            model_name="body",
            name="months_article",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=models.PROTECT,
                related_name="+",
                to="statutes.article",
                verbose_name="article on how long a mandate lasts",
            ),
        ),
        migrations.AddField(
            model_name="body",
            name="pause_months",
            field=models.PositiveSmallIntegerField(
                blank=True,
                help_text="Empty: one day is enough.",
                null=True,
                verbose_name="pause after which they are counted anew, in months",
            ),
        ),
        migrations.AddField(
            model_name="body",
            name="seats_article",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=models.PROTECT,
                related_name="+",
                to="statutes.article",
                verbose_name="article on the seats",
            ),
        ),
        migrations.AddField(
            model_name="body",
            name="seats_most",
            field=models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="most seats"),
        ),
        migrations.AddField(
            model_name="body",
            name="terms_article",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=models.PROTECT,
                related_name="+",
                to="statutes.article",
                verbose_name="article on mandates in a row",
            ),
        ),
        migrations.AddField(
            model_name="body",
            name="terms_most",
            field=models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="most mandates in a row"),
        ),
        migrations.AddField(
            model_name="mandate",
            name="confirmed_on",
            field=models.DateField(blank=True, null=True, verbose_name="confirmed on"),
        ),
        migrations.AddField(
            model_name="mandate",
            name="ended_because",
            field=models.CharField(
                blank=True,
                choices=[
                    ("resigned", "resignation"),
                    ("replaced", "replacement"),
                    ("dismissed", "dismissal"),
                    ("excluded", "exclusion from the cooperative"),
                    ("unconfirmed", "the assembly did not confirm it"),
                    ("died", "death"),
                ],
                db_default="",
                default="",
                max_length=12,
                verbose_name="why it ended early",
            ),
        ),
        migrations.AddField(
            model_name="mandate",
            name="obtained",
            field=models.CharField(
                choices=[
                    ("elected", "elected"),
                    ("appointed", "appointed"),
                    ("coopted", "co-opted"),
                    ("drawn", "drawn by lot"),
                ],
                db_default="elected",
                default="elected",
                max_length=12,
                verbose_name="how it was obtained",
            ),
        ),
        migrations.AddField(
            model_name="mandate",
            name="planned_until_on",
            field=models.DateField(blank=True, null=True, verbose_name="foreseen until"),
        ),
        migrations.AddField(
            model_name="mandate",
            name="replaces",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=models.SET_NULL,
                related_name="replaced_by",
                to="governance.mandate",
                verbose_name="takes up the seat of",
            ),
        ),
        migrations.AddConstraint(
            model_name="mandate",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("ended_because", ""), ("planned_until_on", None)),
                    models.Q(
                        models.Q(("ended_because", ""), _negated=True), ("planned_until_on__gte", models.F("until_on"))
                    ),
                    _connector="OR",
                ),
                name="mandate_ended_early_says_why",
            ),
        ),
        migrations.AddConstraint(
            model_name="mandate",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("confirmed_on", None),
                    models.Q(("confirmed_on__gte", models.F("from_on")), ("obtained", "coopted")),
                    _connector="OR",
                ),
                name="mandate_confirmed_was_coopted",
            ),
        ),
    ]
