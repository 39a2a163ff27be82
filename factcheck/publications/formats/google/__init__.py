"""Google's Fact Check Tools API, v1alpha1, as far as a desk can answer it: `claims:search`.

The official clients work against this server unchanged, by their endpoint alone. What the API
takes, gives and calls things is in Google's discovery document (factchecktools v1alpha1). It knows
no ids, no updates and no withdrawals: a view for tools that speak it, not our API.
"""
