"""Where Django finds the models of this room: one folder for each record, found by walking."""

from livingproof.app.kit.rooms import modules
from livingproof.app.system.records.capa.models import Capa
from livingproof.app.system.records.nonconformity.models import Nonconformity

FOUND = tuple(modules("livingproof.app.system.records", "models"))

__all__ = ["Capa", "Nonconformity"]
