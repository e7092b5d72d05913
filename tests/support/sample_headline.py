"""The headline of the chosen sample on screen."""

from gui.panels.samples.sample_headline import SampleHeadline
from gui.panels.samples.verdict_view import VerdictView
from gui.state.sample_browser import SampleBrowser
from tests.support.moments import make_lab_state, small_mnist
from tests.support.people import find

TEST_LABELS = small_mnist().test.labels.astype(int)


def make_headline():
    """Return a headline with a state and a browser of its own."""
    state = make_lab_state()
    browser = SampleBrowser(state.data, state.sample, state.moment)
    headline = SampleHeadline(state, browser)
    browser.setParent(headline)
    return headline


def browser_of(headline):
    return headline._browser


def shown(headline):
    sample = headline._state.sample.sample
    return sample.part, sample.index


def sentence(headline):
    """Return what is written large, and the pill."""
    truth, said, pill = find(headline, "sample_verdict", VerdictView).sentence()
    return truth + said, pill


def quiet_line(headline):
    return find(headline, "sample_verdict", VerdictView).quiet_line()
