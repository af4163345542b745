"""The demo city's briefs: every state but those that end at once is to be seen, and loading it twice changes nothing."""

from pathlib import Path

import pytest
from pytest_django import Settings

from docflow.briefs.demo import report_demo_briefs
from docflow.briefs.models import Brief, Issue, Score
from office.demo.load import load_city

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
    assert set(Score.objects.values_list("kind", flat=True)) == {"adopted", "instructed"}
