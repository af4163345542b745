"""The demo city's matters: every light is to be seen, and loading it twice changes nothing."""

from pathlib import Path

import pytest
from pytest_django import Settings

from docflow.supervision.demo import PLANNED, open_demo_matters
from docflow.supervision.lights import Colour
from docflow.supervision.models import Assignment, Matter
from docflow.supervision.selectors.facts import lit
from office.demo.load import load_city

pytestmark = pytest.mark.django_db


def test_the_demo_city_shows_every_light_and_is_opened_once(settings: Settings, tmp_path: Path) -> None:
    settings.DATA_DIR = tmp_path
    assert open_demo_matters() == 0  # nobody is there yet
    load_city()
    assert (open_demo_matters(), open_demo_matters()) == (len(PLANNED), 0)
    assert Matter.objects.count() == len(PLANNED)
    lights = lit(Assignment.objects.select_related("matter", "organ", "department"))
    assert {one.light.colour for one in lights} == set(Colour)
    assert all(one.part.matter.parts.exists() for one in lights)
