"""How right the machine is, in words that need no statistics."""

from __future__ import annotations

from collections.abc import Sequence

from listener.i18n import Translator
from listener.i18n.formats import language, number
from listener.measuring import STARS
from listener.spikes import Measured, Share
from listener.text import one_line

_KNOWN = ("es", "en", "pt", "ca", "fr", "it", "de", "und")


def sentence(measured: Measured, t: Translator) -> str:
    """One line about one language."""
    return t(
        "labels.line",
        name=language_name(measured.language, t),
        precision=precision_said(measured, t),
        recall=recall_said(measured, t),
        labels=labels_said(measured, t),
    )


def precision_said(measured: Measured, t: Translator) -> str:
    """Of 100 that are called negative, so many are."""
    if measured.precision is None:
        return t("labels.no_precision")
    return t("labels.precision", share=_in_a_hundred(measured.precision, t))


def recall_said(measured: Measured, t: Translator) -> str:
    """Of 100 that are negative, so many are found."""
    if measured.recall is None:
        return t("labels.no_recall")
    return t("labels.recall", share=_in_a_hundred(measured.recall, t))


def labels_said(measured: Measured, t: Translator) -> str:
    """On how many labels that rests."""
    shown = number(t.language, measured.labels)
    return t("labels.on_labels", n=measured.labels, count=shown)


def language_name(code: str, t: Translator) -> str:
    """A language as people call it; its letters where nobody has a name for it."""
    if code in _KNOWN:
        return t(f"labels.lang_{code}")
    return language(t.language, code) or one_line(code, 20)


def model_names(models: Sequence[str], t: Translator) -> list[str]:
    """Who said what is measured: models by their names, stars and nobody in words."""
    words = {STARS: t("labels.by_stars"), "": t("labels.no_model")}
    return [words.get(each) or one_line(each, 60) for each in models]


def _in_a_hundred(share: Share, t: Translator) -> str:
    of = (share.value, share.low, share.high)
    value, low, high = (number(t.language, 100 * each) for each in of)
    return t("labels.bounds", value=value, low=low, high=high)
