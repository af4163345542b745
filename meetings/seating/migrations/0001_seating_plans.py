import django.db.models.deletion
import office.kernel.clock
import office.kernel.ids
from django.db import migrations, models

from office.kernel.beginning import Beginning


class Migration(Beginning):
    initial = True

    dependencies = [
        ('convening', '0001_meetings'),
        ('office', '0001_foundation'),
    ]

    operations = [
        migrations.CreateModel(
            name='SeatingPlan',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.UUIDField(default=office.kernel.ids.uuid7, editable=False, unique=True, verbose_name='标识')),
                ('meeting', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='seating', to='convening.meeting', verbose_name='会议')),
                ('right_is_senior', models.BooleanField(default=False, verbose_name='以右为尊')),
                ('together', models.BooleanField(default=False, verbose_name='同一单位坐在一起')),
                ('stand_in_sits', models.BooleanField(default=True, verbose_name='替会人员坐原位')),
                ('shown', models.CharField(choices=[('nobody', '未公布'), ('own', '各看各的座位'), ('all', '公布全图和姓名')], default='nobody', max_length=6, verbose_name='公布')),
                ('version', models.PositiveIntegerField(default=0, verbose_name='第几稿')),
                ('said', models.CharField(blank=True, max_length=200, verbose_name='上一步')),
                ('changed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='office.appointment', verbose_name='谁改的')),
                ('changed_at', models.DateTimeField(default=office.kernel.clock.now, verbose_name='修改时间')),
                ('before', models.JSONField(blank=True, default=dict, verbose_name='改前的座位')),
            ],
            options={
                'verbose_name': '座次方案',
                'constraints': [models.CheckConstraint(condition=models.Q(('shown__in', ['nobody', 'own', 'all'])), name='a_seating_plan_is_shown_to_somebody_or_nobody')],
            },
        ),
        migrations.CreateModel(
            name='SeatingBlock',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('plan', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='blocks', to='seating.seatingplan', verbose_name='座次方案')),
                ('place', models.PositiveSmallIntegerField(verbose_name='第几块')),
                ('kind', models.CharField(choices=[('podium', 'podium'), ('rows', 'rows'), ('hollow', 'hollow'), ('table', 'table'), ('round', 'round')], max_length=6, verbose_name='排法')),
                ('rows', models.PositiveSmallIntegerField(default=1, verbose_name='排数')),
                ('columns', models.PositiveSmallIntegerField(default=1, verbose_name='每排座数')),
                ('aisles', models.JSONField(blank=True, default=list, verbose_name='过道')),
                ('door_at_end', models.BooleanField(default=False, verbose_name='门在桌端')),
                ('name', models.CharField(blank=True, max_length=20, verbose_name='名称')),
            ],
            options={
                'verbose_name': '会场的一部分',
                'ordering': ['plan', 'place'],
                'constraints': [models.UniqueConstraint(fields=('plan', 'place'), name='a_part_of_a_hall_has_its_place'), models.CheckConstraint(condition=models.Q(('columns__gte', 1), ('columns__lte', 60), ('rows__gte', 1), ('rows__lte', 60)), name='a_part_of_a_hall_has_seats')],
            },
        ),
        migrations.CreateModel(
            name='KeptApart',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('plan', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='apart', to='seating.seatingplan', verbose_name='座次方案')),
                ('one', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='convening.invitation', verbose_name='参会人')),
                ('other', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='convening.invitation', verbose_name='与谁')),
            ],
            options={
                'verbose_name': '避开相邻',
                'ordering': ['plan', 'id'],
                'constraints': [models.UniqueConstraint(fields=('plan', 'one', 'other'), name='two_are_kept_apart_once'), models.CheckConstraint(condition=models.Q(('one__lt', models.F('other'))), name='two_who_are_kept_apart_are_two')],
            },
        ),
        migrations.CreateModel(
            name='Sitting',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('plan', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='sittings', to='seating.seatingplan', verbose_name='座次方案')),
                ('invitation', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='sitting', to='convening.invitation', verbose_name='参会人')),
                ('code', models.CharField(max_length=12, verbose_name='座位')),
                ('is_locked', models.BooleanField(default=False, verbose_name='锁定')),
            ],
            options={
                'verbose_name': '就座',
                'ordering': ['plan', 'id'],
                'constraints': [models.UniqueConstraint(fields=('plan', 'code'), name='a_seat_is_for_one'), models.CheckConstraint(condition=models.Q(('code', ''), _negated=True), name='somebody_sits_somewhere')],
            },
        ),
    ]
