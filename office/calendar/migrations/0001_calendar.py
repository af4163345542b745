import django.db.models.deletion
import office.kernel.clock
import office.kernel.ids
from django.db import migrations, models

from office.kernel.beginning import Beginning


class Migration(Beginning):
    initial = True

    dependencies = [
        ('office', '0001_foundation'),
    ]

    operations = [
        migrations.CreateModel(
            name='CalendarTable',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.UUIDField(default=office.kernel.ids.uuid7, editable=False, unique=True, verbose_name='标识')),
                ('year', models.PositiveSmallIntegerField(verbose_name='年份')),
                ('source', models.CharField(max_length=80, verbose_name='文号')),
                ('imported_at', models.DateTimeField(default=office.kernel.clock.now, verbose_name='导入时间')),
                ('imported_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='office.appointment', verbose_name='导入人')),
                ('moved', models.PositiveIntegerField(default=0, help_text='open deadlines whose day moved by it', verbose_name='改动的时限')),
                ('replaced_at', models.DateTimeField(blank=True, null=True, verbose_name='替换时间')),
            ],
            options={
                'verbose_name': '放假安排表',
                'ordering': ['-year', '-id'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('replaced_at__isnull', True)), fields=('year',), name='a_year_has_one_table_in_force')],
            },
        ),
        migrations.CreateModel(
            name='CalendarDay',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('table', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='days', to='calendar.calendartable', verbose_name='放假安排表')),
                ('day', models.DateField(verbose_name='日期')),
                ('is_worked', models.BooleanField(help_text='a weekend day that is worked; else a day off', verbose_name='是否上班')),
                ('name', models.CharField(max_length=80, verbose_name='节日')),
            ],
            options={
                'verbose_name': '调休日',
                'ordering': ['day'],
                'constraints': [models.UniqueConstraint(fields=('table', 'day'), name='a_day_stands_in_a_table_once')],
            },
        ),
        migrations.CreateModel(
            name='Deadline',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.UUIDField(default=office.kernel.ids.uuid7, editable=False, unique=True, verbose_name='标识')),
                ('room', models.CharField(max_length=20, verbose_name='来自')),
                ('about', models.UUIDField(verbose_name='所涉对象')),
                ('task', models.CharField(help_text="the room's own name of the task, as its to-do has it", max_length=80, verbose_name='所涉任务')),
                ('title', models.CharField(max_length=400, verbose_name='题名')),
                ('url', models.CharField(max_length=200, verbose_name='去处')),
                ('days', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='工作日数')),
                ('on', models.DateField(blank=True, null=True, verbose_name='指定日期')),
                ('starts_at', models.DateTimeField(help_text='the day in which it lies is not counted', verbose_name='起算')),
                ('due_at', models.DateTimeField(verbose_name='到期')),
                ('provisional', models.BooleanField(default=False, help_text='counted through a year whose calendar is not imported', verbose_name='是否暂计')),
                ('ended_at', models.DateTimeField(blank=True, null=True, verbose_name='了结')),
            ],
            options={
                'verbose_name': '时限',
                'ordering': ['due_at', 'id'],
                'indexes': [models.Index(fields=['about'], name='deadline_about'), models.Index(condition=models.Q(('ended_at__isnull', True)), fields=['due_at'], name='deadline_open')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('ended_at__isnull', True)), fields=('room', 'task'), name='a_task_has_one_open_deadline'), models.CheckConstraint(condition=models.Q(models.Q(('days__isnull', False), ('on__isnull', True)), models.Q(('days__isnull', True), ('on__isnull', False)), _connector='OR'), name='a_deadline_has_one_rule'), models.CheckConstraint(condition=models.Q(('due_at__gte', models.F('starts_at'))), name='a_deadline_is_due_after_it_starts'), models.CheckConstraint(condition=models.Q(('on__isnull', True), ('provisional', False), _connector='OR'), name='a_day_that_was_named_is_not_provisional')],
            },
        ),
    ]
