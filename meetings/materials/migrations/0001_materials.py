import django.db.models.deletion
import django.db.models.expressions
import office.kernel.clock
import office.kernel.ids
from django.conf import settings
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
            name='Material',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.UUIDField(default=office.kernel.ids.uuid7, editable=False, unique=True, verbose_name='标识')),
                ('meeting', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='materials', to='convening.meeting', verbose_name='会议')),
                ('item', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='materials', to='convening.agendaitem', verbose_name='议程项')),
                ('title', models.CharField(max_length=200, verbose_name='材料名称')),
                ('audience', models.CharField(choices=[('all', '全体参会人'), ('item', '本议题参会人'), ('organisers', '仅会务')], default='all', max_length=10, verbose_name='阅看范围')),
                ('is_numbered', models.BooleanField(default=False, verbose_name='编号材料')),
                ('may_print', models.BooleanField(default=False, verbose_name='可打印')),
                ('may_download', models.BooleanField(default=False, verbose_name='可下载')),
                ('order', models.PositiveSmallIntegerField(default=0, verbose_name='排序')),
                ('state', models.CharField(choices=[('draft', '未分发'), ('handed_out', '已分发'), ('recalled', '已收回')], default='draft', max_length=10, verbose_name='状态')),
                ('handed_out_at', models.DateTimeField(blank=True, null=True, verbose_name='分发时间')),
                ('open_from', models.DateTimeField(blank=True, null=True, verbose_name='何时起可看')),
                ('recalled_at', models.DateTimeField(blank=True, null=True, verbose_name='收回时间')),
                ('why', models.CharField(blank=True, max_length=400, verbose_name='收回缘由')),
                ('brought_at', models.DateTimeField(default=office.kernel.clock.now, verbose_name='上传时间')),
            ],
            options={
                'verbose_name': '会议材料',
                'ordering': ['meeting', 'order', 'id'],
                'constraints': [models.CheckConstraint(condition=models.Q(('title', ''), _negated=True), name='a_material_has_a_name'), models.CheckConstraint(condition=models.Q(models.Q(('handed_out_at__isnull', True), ('state', 'draft')), models.Q(models.Q(('state', 'draft'), _negated=True), ('handed_out_at__isnull', False)), _connector='OR'), name='a_material_is_read_once_it_was_handed_out'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'recalled'), _negated=True), models.Q(('recalled_at__isnull', False), models.Q(('why', ''), _negated=True)), _connector='OR'), name='whoever_recalls_a_material_says_why')],
            },
        ),
        migrations.CreateModel(
            name='Copy',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.UUIDField(default=office.kernel.ids.uuid7, editable=False, unique=True, verbose_name='标识')),
                ('material', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='copies', to='materials.material', verbose_name='会议材料')),
                ('invitation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='convening.invitation', verbose_name='参会人')),
                ('number', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='份号')),
                ('given_at', models.DateTimeField(default=office.kernel.clock.now, verbose_name='分发时间')),
                ('returned_at', models.DateTimeField(blank=True, null=True, verbose_name='收回时间')),
                ('returned_names', models.JSONField(blank=True, default=dict, verbose_name='收回登记人')),
            ],
            options={
                'verbose_name': '材料份数',
                'ordering': ['material', 'number', 'id'],
                'constraints': [models.UniqueConstraint(fields=('material', 'invitation'), name='a_material_is_given_to_somebody_once'), models.UniqueConstraint(condition=models.Q(('number__isnull', False)), fields=('material', 'number'), name='a_copy_of_a_material_has_its_own_number'), models.CheckConstraint(condition=models.Q(('number__isnull', True), ('number__gte', 1), _connector='OR'), name='copies_of_a_material_count_from_one')],
            },
        ),
        migrations.CreateModel(
            name='MaterialVersion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('material', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='versions', to='materials.material', verbose_name='会议材料')),
                ('n', models.PositiveSmallIntegerField(verbose_name='第几版')),
                ('file', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='office.storedfile', verbose_name='文件')),
                ('name', models.CharField(max_length=255, verbose_name='文件名')),
                ('note', models.CharField(blank=True, max_length=200, verbose_name='改了什么')),
                ('added_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='office.appointment', verbose_name='上传人')),
                ('added_at', models.DateTimeField(default=office.kernel.clock.now, verbose_name='上传时间')),
            ],
            options={
                'verbose_name': '材料版本',
                'ordering': ['material', 'n'],
                'constraints': [models.UniqueConstraint(fields=('material', 'n'), name='versions_of_a_material_are_counted'), models.CheckConstraint(condition=models.Q(('n__gte', 1)), name='versions_of_a_material_count_from_one')],
            },
        ),
        migrations.CreateModel(
            name='Note',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.UUIDField(default=office.kernel.ids.uuid7, editable=False, unique=True, verbose_name='标识')),
                ('material', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='notes', to='materials.material', verbose_name='会议材料')),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='materials.materialversion', verbose_name='版本')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='谁的')),
                ('page', models.PositiveSmallIntegerField(verbose_name='第几页')),
                ('text', models.CharField(blank=True, max_length=500, verbose_name='批注')),
                ('x', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='左')),
                ('y', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='上')),
                ('wide', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='宽')),
                ('high', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='高')),
                ('made_at', models.DateTimeField(default=office.kernel.clock.now, verbose_name='时间')),
            ],
            options={
                'verbose_name': '材料批注',
                'ordering': ['material', 'version', 'page', 'id'],
                'indexes': [models.Index(fields=['person', 'material'], name='note_of_a_person')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('high__isnull', True), ('wide__isnull', True), ('x__isnull', True), ('y__isnull', True)), models.Q(('high__gt', 0), ('wide__gt', 0), ('x__lte', django.db.models.expressions.CombinedExpression(models.Value(1000), '-', models.F('wide'))), ('y__lte', django.db.models.expressions.CombinedExpression(models.Value(1000), '-', models.F('high')))), _connector='OR'), name='a_mark_lies_on_its_page'), models.CheckConstraint(condition=models.Q(models.Q(('text', ''), _negated=True), ('x__isnull', False), _connector='OR'), name='a_note_says_or_marks_something'), models.CheckConstraint(condition=models.Q(('page__gte', 1)), name='a_note_stands_on_a_page')],
            },
        ),
    ]
