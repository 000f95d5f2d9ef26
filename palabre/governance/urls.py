from django.urls import path

from palabre.governance.views import bodies, commitments, decisions, items, meetings, register

app_name = "governance"
urlpatterns = [
    path("", bodies.bodies, name="bodies"),
    path("bodies/<int:pk>/", bodies.body, name="body"),
    path("bodies/<int:pk>/meetings/", bodies.body_meetings, name="body_meetings"),
    path("meetings/<int:pk>/", meetings.meeting, name="meeting"),
    path("items/<int:pk>/", items.item, name="item"),
    path("items/<int:pk>/meeting/", items.item_meeting, name="item_meeting"),
    path("points/<int:pk>/decision/", items.point_decision, name="point_decision"),
    path("decisions/", decisions.decisions, name="decisions"),
    path("decisions/<int:pk>/", decisions.decision, name="decision"),
    path("commitments/", register.commitments, name="commitments"),
    path("commitments.csv", register.commitments_csv, name="commitments_csv"),
    path("commitments.json", register.commitments_json, name="commitments_json"),
    path("commitments/<int:pk>/", commitments.commitment, name="commitment"),
    path("commitments/<int:pk>/notes/", commitments.commitment_notes, name="commitment_notes"),
    path("commitments/<int:pk>/proofs/", commitments.commitment_proofs, name="commitment_proofs"),
]
