"""The sample of `livingproof serve --demo`: a made-up maker of medical consumables and one of its buyers, over twelve months."""

from livingproof.cli.service.demo.filling import fill

__all__ = ["fill"]
