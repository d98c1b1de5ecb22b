"""``rules/html.toml``, compiled."""

from __future__ import annotations

import re
from functools import cache

from extract.lexicon import rules

_LAST_NUMBER = re.compile(r"[-_]?\d+$")


class PageRules:
    """What is known of the pages of government portals. Names of elements: see ``names``."""

    def __init__(self) -> None:
        data = rules("html")
        noise, metadata = data["noise"], data["metadata"]
        self.containers = {name: rank for rank, name in enumerate(data["containers"])}
        self.container_share: float = data["container_share"]
        self.density_share: float = data["density_share"]
        self.least_text: int = data["least_text"]
        self.titles = {name: rank for rank, name in enumerate(data["titles"])}
        self.letterhead = re.compile(data["letterhead"])
        self.title_cut = re.compile(data["title_cut"])
        self.skipped, self.blocks, self.holders = (frozenset(data[name].split()) for name in ("skipped", "blocks", "holders"))
        self.hidden_style = re.compile(data["hidden_style"], re.I)
        self.noise_tags = frozenset(noise["tags"].split())
        self.noise_names = re.compile(noise["names"])
        self.noise_line = re.compile("|".join(f"(?:{line})" for line in noise["lines"]))
        self.end = re.compile(noise["end"])
        self.editors = re.compile(noise["editors"])
        self.keep = frozenset(metadata["keep"])
        self.weak = frozenset(metadata["weak"])
        self.private_label = re.compile(metadata["private"])
        self.value_end = re.compile(metadata["value_end"])
        self.tags = {name: (tag["label"], re.compile(tag["value"])) for name, tag in metadata["tags"].items()}
        self.file = re.compile(data["links"]["file"], re.I)
        self.file_named = re.compile(data["links"]["named"])
        self.short_text: int = data["refusals"]["short_text"]
        self.scripted = re.compile(data["refusals"]["scripted"])
        self.script_roots = frozenset(data["refusals"]["script_roots"])
        self.refusals = [(re.compile(sign["sign"]), sign["reason"], sign["advice"]) for sign in data["refusals"]["signs"]]


@cache
def page_rules() -> PageRules:
    """The rules, compiled once."""
    return PageRules()


def names(tag: str, identity: str, classes: str) -> list[str]:
    """What an element goes by: ``#id``, ``.class`` each, its tag; in lower case, without a number at the end."""
    found = [f"#{_LAST_NUMBER.sub('', identity.strip().lower())}"] if identity else []
    found += [f".{_LAST_NUMBER.sub('', name)}" for name in classes.lower().split()[:20]]
    return [*found, tag]
