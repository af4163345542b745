"""The demo city's briefs: every state but those that end at once is to be seen, and loading it twice changes nothing."""

from pathlib import Path

import pytest
from pytest_django import Settings

from docflow.briefs.demo import report_demo_briefs
from docflow.briefs.models import Brief, Desk, Issue, Score
from docflow.briefs.selectors.ranking import ranking_of
from docflow.briefs.selectors.rules import rule_of
from docflow.supervision.selectors.counting import period_of
from office.api import actor_of, valid_appointments
from office.demo.load import load_city
from office.kernel.clock import today

pytestmark = pytest.mark.django_db


def test_the_demo_city_has_issues_scores_and_what_waits(settings: Settings, tmp_path: Path) -> None:
    settings.DATA_DIR = tmp_path
    assert report_demo_briefs() == 0  # nobody is there yet
    load_city()
    assert report_demo_briefs() == Brief.objects.count() == 10
    assert report_demo_briefs() == 0
    states = {"published", "adopted", "submitted", "returned", "unused"}
    assert set(Brief.objects.values_list("state", flat=True)) == states
    assert sorted(Issue.objects.values_list("state", flat=True)) == ["editing", "issued", "issued"]
    desk = Desk.objects.select_related("organ", "department").get()
    editor = valid_appointments().filter(post__department=desk.department)[0]
    shown = ranking_of(desk, period_of(f"{today():%Y-%m}"), by=actor_of(editor.person, editor))
    assert len(shown) >= 5
    assert all("任务" in one.task for one in shown)
    rule = rule_of(desk)
    assert rule is not None
    assert rule.quota == 4
    assert (rule.lines.count(), rule.targets.count()) == (2, 2)
    assert set(Score.objects.values_list("kind", flat=True)) == {"adopted", "instructed"}
