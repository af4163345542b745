from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('calendar', '0001_calendar'),
    ]

    operations = [
        migrations.AddField(
            model_name='calendarday',
            name='is_statutory',
            field=models.BooleanField(default=False, verbose_name='法定节假日'),
        ),
        migrations.AddConstraint(
            model_name='calendarday',
            constraint=models.CheckConstraint(condition=models.Q(('is_worked', False), ('is_statutory', False), _connector='OR'), name='a_statutory_holiday_is_not_worked'),
        ),
    ]
