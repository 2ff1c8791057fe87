"""The words of the catalogue's facets, the blind spots and the registers, marked for translation."""

from indicators.city.access import Access
from indicators.city.products import ProductRhythm, User
from indicators.city.uses import UseKind
from indicators.gaps import GroupKind
from indicators.listing import EntryKind
from indicators.quality import Freshness
from pages.locales.messages import mark

KIND = {
    EntryKind.STORED: mark("Figures in HyteData"),
    EntryKind.CHOSEN: mark("Chosen, not fetched yet"),
    EntryKind.DEFINED: mark("Known, no figures"),
    EntryKind.CITY: mark("The city’s own, not in HyteData"),
}
FRESHNESS = {
    Freshness.FRESH: mark("Updated within a year"),
    Freshness.OLDER: mark("Updated over a year ago"),
    Freshness.LATE: mark("Late"),
}
GROUP = {
    GroupKind.EVERYBODY: mark("Everybody"),
    GroupKind.SEX: mark("By sex"),
    GroupKind.AGE_GROUP: mark("By age group"),
    GroupKind.POPULATION_GROUP: mark("By population group"),
}
ACCESS = {
    Access.OPEN: mark("Open to everybody"),
    Access.INTERNAL: mark("The city’s staff"),
    Access.RESTRICTED: mark("Named persons only"),
}
USER = {
    User.COUNCIL: mark("Council"),
    User.MANAGEMENT_GROUP: mark("Management group"),
    User.SECTOR: mark("Sector"),
}
PRODUCT_RHYTHM = {
    ProductRhythm.CONTINUOUS: mark("All the time"),
    ProductRhythm.MONTHLY: mark("Every month"),
    ProductRhythm.ANNUAL: mark("Every year"),
    ProductRhythm.COUNCIL_TERM: mark("Once in a council term"),
}
USE = {
    UseKind.CHOSEN_SET: mark("The city’s chosen indicators, number {place}"),
    UseKind.PRODUCT: mark("Information product: {name}"),
}
NOT_STATED = mark("not stated")
