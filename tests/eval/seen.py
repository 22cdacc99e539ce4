"""What a browser makes of a page."""

import re
from html.parser import HTMLParser

VOID = {"meta", "line", "rect", "circle", "path", "img", "br"}


class Seen(HTMLParser):
    """What a browser makes of a page: its elements, and the text of each."""

    def __init__(self, html):
        super().__init__()
        self.tags, self.open, self.texts = [], [], []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        if data.strip():
            self.texts.append((self.open[-1] if self.open else "", data.strip()))

    def of(self, tag):
        return [text for kind, text in self.texts if kind == tag]

    def all(self, tag, **attrs):
        return [one for kind, one in self.tags if kind == tag and attrs.items() <= one.items()]


def section(html, name):
    return Seen(html.partition(f'<section id="{name}">')[2].partition("</section>")[0])


def marks(html):
    """The values that are marked below the legend, each with how."""
    return re.findall(r'<mark class="(\w+)">([^<]*)</mark>', html.partition('class="note legend"')[2])
