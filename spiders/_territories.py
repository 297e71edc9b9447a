"""What Apple's sources share: the number of an app, and the 175 countries that have a store.

Apple's three letters are those of ISO 3166, but for Kosovo.
https://developer.apple.com/documentation/appstoreconnectapi/territory
"""

from __future__ import annotations

import re

from listener.i18n import say

_APP = re.compile(r"(?:^|/id|/apps/|[?&]id=)([0-9]{4,15})(?=$|[/?&#])")
_PAIRS = """
AFG-af AGO-ao AIA-ai ALB-al ARE-ae ARG-ar ARM-am ATG-ag AUS-au AUT-at AZE-az BEL-be BEN-bj BFA-bf
BGR-bg BHR-bh BHS-bs BIH-ba BLR-by BLZ-bz BMU-bm BOL-bo BRA-br BRB-bb BRN-bn BTN-bt BWA-bw CAN-ca
CHE-ch CHL-cl CHN-cn CIV-ci CMR-cm COD-cd COG-cg COL-co CPV-cv CRI-cr CYM-ky CYP-cy CZE-cz DEU-de
DMA-dm DNK-dk DOM-do DZA-dz ECU-ec EGY-eg ESP-es EST-ee FIN-fi FJI-fj FRA-fr FSM-fm GAB-ga GBR-gb
GEO-ge GHA-gh GMB-gm GNB-gw GRC-gr GRD-gd GTM-gt GUY-gy HKG-hk HND-hn HRV-hr HUN-hu IDN-id IND-in
IRL-ie IRQ-iq ISL-is ISR-il ITA-it JAM-jm JOR-jo JPN-jp KAZ-kz KEN-ke KGZ-kg KHM-kh KNA-kn KOR-kr
KWT-kw LAO-la LBN-lb LBR-lr LBY-ly LCA-lc LKA-lk LTU-lt LUX-lu LVA-lv MAC-mo MAR-ma MDA-md MDG-mg
MDV-mv MEX-mx MKD-mk MLI-ml MLT-mt MMR-mm MNE-me MNG-mn MOZ-mz MRT-mr MSR-ms MUS-mu MWI-mw MYS-my
NAM-na NER-ne NGA-ng NIC-ni NLD-nl NOR-no NPL-np NRU-nr NZL-nz OMN-om PAK-pk PAN-pa PER-pe PHL-ph
PLW-pw PNG-pg POL-pl PRT-pt PRY-py QAT-qa ROU-ro RUS-ru RWA-rw SAU-sa SEN-sn SGP-sg SLB-sb SLE-sl
SLV-sv SRB-rs STP-st SUR-sr SVK-sk SVN-si SWE-se SWZ-sz SYC-sc TCA-tc TCD-td THA-th TJK-tj TKM-tm
TON-to TTO-tt TUN-tn TUR-tr TWN-tw TZA-tz UGA-ug UKR-ua URY-uy USA-us UZB-uz VCT-vc VEN-ve VGB-vg
VNM-vn VUT-vu XKS-xk YEM-ye ZAF-za ZMB-zm ZWE-zw
"""
_COUNTRIES = dict(pair.split("-") for pair in _PAIRS.split())

STOREFRONTS: tuple[str, ...] = tuple(sorted(_COUNTRIES.values()))
"""The countries that have a store, in two lower-case letters."""


def country_of(territory: object) -> str | None:
    """The two letters of the country that Apple calls by three; None for one without a store."""
    return _COUNTRIES.get(territory.upper()) if isinstance(territory, str) else None


def app_of(listing: str) -> str:
    """The number of the app, from itself or from a link; ValueError that shows a right one."""
    text = listing.strip()
    found = _APP.search(text)
    if not found or not (text.isdigit() or "apple.com/" in text):
        raise ValueError(say("sources.bad_app"))
    return found[1]
