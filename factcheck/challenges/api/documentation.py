"""What the OpenAPI schema says of correction requests."""

from typing import Any

from factcheck.challenges.api import serializers
from factcheck.partners.api.documentation import describe

_TAG = "correction requests"


def of_list(parameters: Any) -> Any:
    return describe(
        "listCorrectionRequests", "Your correction requests", serializers.CorrectionRequestList,
        403, tag=_TAG, query=parameters,
    )  # fmt: skip


ask = describe(
    "askForCorrection", "Say that a verdict is wrong", serializers.CorrectionRequest,
    403, 409, 413, 415, status=201, also=200, body=serializers.NewCorrectionRequest, tag=_TAG,
)  # fmt: skip
read = describe(
    "getCorrectionRequest", "What became of one", serializers.CorrectionRequest, 403, 404,
    tag=_TAG,
)  # fmt: skip
