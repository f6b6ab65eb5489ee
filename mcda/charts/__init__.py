"""Charts as Altair objects. Each shows one finding; the sentence beside it is made in `mcda.wording`.

Colour means the same everywhere: one hue an objective, one shade of it a criterion; orange marks what is
chosen or best, and a shape or a label always says it too.
"""

from mcda.charts.blends import best_share_chart, blend_contribution_chart, blend_score_chart, makeup_chart
from mcda.charts.explain import cover_chart, waterfall_chart
from mcda.charts.methods import method_rank_chart
from mcda.charts.options import evidence_chart, ranking_chart, weight_sweep_chart
from mcda.charts.overturn import overturn_chart

__all__ = [
    "best_share_chart",
    "blend_contribution_chart",
    "blend_score_chart",
    "cover_chart",
    "evidence_chart",
    "makeup_chart",
    "method_rank_chart",
    "overturn_chart",
    "ranking_chart",
    "waterfall_chart",
    "weight_sweep_chart",
]
