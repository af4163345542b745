import django.db.models.deletion
import office.kernel.clock
import office.kernel.ids
from django.conf import settings
from django.db import migrations, models

from office.kernel.beginning import Beginning


class Migration(Beginning):
    initial = True

    dependencies = [
        ('office', '0001_foundation'),
    ]

    operations = [
        migrations.CreateModel(
            name='Notification',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.UUIDField(default=office.kernel.ids.uuid7, editable=False, unique=True, verbose_name='标识')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='notifications', to=settings.AUTH_USER_MODEL, verbose_name='收件人')),
                ('kind', models.CharField(help_text='the kind of what it tells of; rooms name their own', max_length=40, verbose_name='种类')),
                ('title', models.CharField(max_length=400, verbose_name='标题')),
                ('body', models.TextField(blank=True, verbose_name='正文')),
                ('url', models.CharField(help_text='a path of this site', max_length=200, verbose_name='去处')),
                ('about', models.UUIDField(blank=True, null=True, verbose_name='所涉对象')),
                ('key', models.CharField(blank=True, help_text='told once to a person, however often it is said', max_length=120, verbose_name='凭据')),
                ('at', models.DateTimeField(default=office.kernel.clock.now, verbose_name='时间')),
                ('read_at', models.DateTimeField(blank=True, null=True, verbose_name='读于')),
                ('read_in', models.UUIDField(blank=True, help_text='the key of the act that marked it read', null=True, verbose_name='读于哪次操作')),
            ],
            options={
                'verbose_name': '通知',
                'ordering': ['-at', '-id'],
                'indexes': [models.Index(fields=['person', '-at', '-id'], name='notification_of_person'), models.Index(condition=models.Q(('read_at__isnull', True)), fields=['person'], name='notification_unread'), models.Index(fields=['about'], name='notification_about')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('key', ''), _negated=True), fields=('person', 'key'), name='a_person_is_told_a_thing_once'), models.CheckConstraint(condition=models.Q(models.Q(('read_at__isnull', True), ('read_in__isnull', True)), models.Q(('read_at__isnull', False), ('read_in__isnull', False)), _connector='OR'), name='a_read_notification_says_when_and_in_which_act')],
            },
        ),
    ]
