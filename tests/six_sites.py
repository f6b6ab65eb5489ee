"""Six sites on six criteria, each with a preference function of its own, and the weight intervals of their order."""

# Data of Brans, Vincke & Mareschal 1986, European Journal of Operational Research 24:228-238; intervals derived
# from them with the definition of Mareschal 1988, EJOR 33:54-64, apart from this project.
SITES = [
    [80, 90, 600, 54, 8, 5],
    [65, 58, 200, 97, 1, 1],
    [83, 60, 400, 72, 4, 7],
    [40, 80, 1000, 75, 7, 10],
    [52, 72, 600, 20, 3, 8],
    [94, 96, 700, 36, 5, 6],
]
WAYS = [-1, 1, -1, -1, -1, 1]
PREFERENCES = (
    {"type": "ushape", "q": 10},
    {"type": "vshape", "p": 30},
    {"type": "linear", "q": 50, "p": 500},
    {"type": "level", "q": 10, "p": 60},
    {"type": "usual"},
    {"type": "gaussian", "s": 5},
)
WHOLE_RANKING = [
    [0.15188000409677205, 0.2036612482453881],
    [0.14396525105854324, 0.20308128087687252],
    [0.14684976339693656, 0.21062720430450949],
    [0.11558922552075529, 0.21243628630743067],
    [0.14684976339693656, 0.23310268321056452],
    [0.06941559486500957, 0.20104618158588203],
]
FIRST_PLACE = [
    [0.0, 0.5324278549775623],
    [0.0, 0.40530353533942526],
    [0.0, 0.37594705177372845],
    [0.0, 1.0],
    [0.0, 0.5067120171883145],
    [0.0, 0.6952908428613527],
]
