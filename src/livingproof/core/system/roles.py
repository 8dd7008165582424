"""Roles that the acts of the system's records ask for; who has them is the organisation's table of roles."""

from typing import Final

QUALITY: Final = "quality"
"""Works on quality: triages, contains, investigates."""
QUALITY_MANAGER: Final = "quality_manager"
PROCESS_OWNER: Final = "process_owner"
CONCESSION: Final = "concession_authority"
"""May permit that product is used although it does not conform."""
TOP_MANAGEMENT: Final = "top_management"

QUALITY_PEOPLE: Final = (QUALITY, QUALITY_MANAGER)
LINE_PEOPLE: Final = (QUALITY, QUALITY_MANAGER, PROCESS_OWNER)
DECIDERS: Final = (QUALITY_MANAGER, TOP_MANAGEMENT)
