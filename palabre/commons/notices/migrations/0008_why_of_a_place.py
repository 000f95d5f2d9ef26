from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("notices", "0007_mail_that_comes_in"),
    ]

    operations = [
        migrations.AlterField(
            model_name="notice",
            name="why",
            field=models.CharField(
                choices=[
                    ("author", "because these are your words"),
                    ("supporter", "because you supported these words"),
                    ("follower", "because you follow this"),
                    ("seat", "because you sit in the group"),
                    ("mandate", "because you sit on this body"),
                    ("owner", "because this was entrusted to you"),
                    ("secretariat", "because you keep the secretariat"),
                    ("asked", "because you asked for it"),
                    ("wish", "because of what you said you wish"),
                    ("register", "because you keep the register of members"),
                    ("named", "because you were named"),
                    ("self", "because it is about you"),
                    ("place", "because you belong to this place, or follow it"),
                ],
                max_length=12,
            ),
        ),
    ]
