"""What the stories of correction requests share."""

from tests.desk.conftest import sign_in  # noqa: F401 - a fixture
from tests.partners.conftest import nothing_remembered  # noqa: F401 - a fixture
