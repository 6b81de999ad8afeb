from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("accounts", "0003_more_roles")]

    operations = [
        migrations.AddField(model_name="landlord", name="policy", field=models.JSONField(default=dict)),
    ]
