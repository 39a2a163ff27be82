"""RateLimit and RateLimit-Policy (draft-ietf-httpapi-ratelimit-headers-10, structured fields)."""

from factcheck.partners.quota.limits import Grant


def headers(grant: Grant) -> list[tuple[str, str]]:
    """What an answer says of the limits; `Retry-After` (RFC 9110) too when it is a refusal."""
    state = ", ".join(
        [
            f'"{limit.name}";r={remaining};t={resets_in}'
            for limit, remaining, resets_in in grant.standings
        ]
    )
    found = [("RateLimit-Policy", grant.policy), ("RateLimit", state)]
    if not grant.allowed:
        found.append(("Retry-After", str(max(s.resets_in for s in grant.refused_by))))
    return found
