from meetings.forms.booking import ActForm, BookingForm, HandOverForm, SeriesForm, WaitForm
from meetings.forms.finding import FindForm
from meetings.forms.rooms import BlockForm, BuildingForm, EquipmentForm, RoomForm

__all__ = [
    "ActForm",
    "BlockForm",
    "BookingForm",
    "BuildingForm",
    "EquipmentForm",
    "FindForm",
    "HandOverForm",
    "RoomForm",
    "SeriesForm",
    "WaitForm",
]
