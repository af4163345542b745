from django.db import migrations

from office.administration.guards import Guard


class Migration(migrations.Migration):
    initial = True

    dependencies = [("office", "0001_foundation")]

    operations = [Guard()]
