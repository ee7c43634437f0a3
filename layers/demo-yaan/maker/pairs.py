# SPDX-License-Identifier: Apache-2.0
"""Pairs of projects that differ in one attribute, and in the outcome because of it. Both have the same footprint to
the last digit; pairs.csv says what differs, what follows and by which rule (docs/demo-pairs.md shows it)."""
from . import write
from .projects import CLEAN, LINEAR, pad, plot
from .rule_projects import FACTORY

HEADER = ["a", "b", "attribute", "before", "after", "outcome_a", "outcome_b", "rule", "why_zh", "why_en"]


def _pairs(s):
    f = s.found

    def shape(key, share=0.8):
        return plot(s.rng, f[key], share)

    chem = dict(CLEAN, project_type="chemical", industry="C2614", soil_pollution_risk=False)
    return [
        ("二级水源保护区内的停车场", dict(CLEAN, project_type="other", industry="G5441"), shape("water2"), "discharges", False, True,
         "conditional/conditional", "prohibited/prohibited", "WS-03",
         "二级保护区内不得有排放污染物的项目；不排放的采取措施后可以",
         "No project that discharges in a second-level zone; one that does not may be possible with measures"),
        ("红线内的生态监测站", dict(CLEAN, project_type="survey", industry="M7461", commercial=False), shape("redline", 0.4),
         "redline_activity", 0, 1, "prohibited/prohibited", "restricted/restricted", "RL-01",
         "主张有限人为活动第1项（科研、调查监测及必要设施）的，由禁止变为需取得认定意见",
         "Item 1 of limited human activity claimed (research, monitoring): a ruling instead of the ban"),
        ("红线内的输电线路塔基", dict(LINEAR, project_type="transmission", industry="D4420", redline_activity=6),
         pad(f["redline"].x, f["redline"].y, 24, 24, 0.2), "unavoidable", False, True, "prohibited/prohibited", "restricted/restricted", "RL-01",
         "第6项线性基础设施必须无法避让；不主张无法避让的，第6项不成立",
         "Item 6 covers linear works only where the red line cannot be avoided"),
        ("沿江化工园区内的有机原料装置", dict(chem), shape("chem_bank"), "activity", "expand", "technical", "prohibited/prohibited", "conditional/conditional", "YZ-01",
         "岸线一公里内禁止新建、扩建化工项目，技改不在其内", "New and expanded chemical works are banned within 1 km of the bank; a technical change is not"),
        ("重要支流旁的尾矿库改建", dict(CLEAN, project_type="tailings_pond", industry="B0911", activity="rebuild"), shape("tailings"),
         "safety_rebuild", False, True, "prohibited/prohibited", "restricted/restricted", "YZ-02",
         "岸线一公里内的尾矿库，只有以提升安全、生态环境保护水平为目的的改建除外",
         "Within 1 km of the bank a tailings pond may be rebuilt only for safety or the environment"),
        ("园区外的厂房", dict(FACTORY), shape("industry"), "industry", "C2929", "C3031", "allowed/allowed", "prohibited/prohibited", "YZ-07",
         "砖瓦（C3031）属建材，须进入合规园区；塑料制品（C2929）不在所列行业",
         "Bricks (C3031) are building materials and belong into a compliant park; plastic parts (C2929) are not listed"),
        ("保护区一般控制区内的种植", dict(CLEAN, project_type="farming", industry="A0149"), shape("reserve_law", 0.5), "as_of",
         "2026-03-14", "2026-03-15", "restricted/prohibited", "prohibited/prohibited", "PA-04",
         "2026年3月15日起自然保护区条例修订施行：实验区读作一般控制区，第27条所列活动以外的禁止",
         "From 2026-03-15 the revised regulations hold: what article 27 does not list is banned in the general control zone"),
        ("Ⅱ级保护林地上的仓库", dict(CLEAN, project_type="other", industry="G5990", commercial=False), shape("business"), "commercial",
         False, True, "conditional/prohibited", "prohibited/prohibited", "FR-02",
         "仓储和经营性项目只能使用Ⅲ级及以下保护林地；非经营性的须人工判定",
         "Storage and business may use grade III and below only; what is no business is for human judgement"),
        ("禁燃区内的锅炉房", dict(FACTORY, industry="C2924"), shape("fuel"), "fuel_high_pollution", False, True, "allowed/allowed", "prohibited/prohibited", "IN-09",
         "禁燃区内不得新建、扩建燃用高污染燃料的设施", "No new plant for highly polluting fuels in a ban area"),
        ("不达标区的新增排放", dict(FACTORY, industry="C3985", adds_pollutants="NOx"), shape("unattained"), "reduction_plan", False, True,
         "prohibited/prohibited", "conditional/conditional", "ZN-03",
         "环境质量不达标区新增污染物须有区域削减方案",
         "Where quality targets are missed, more pollutants need a reduction plan"),
        ("石牌坊建设控制地带内的小卖部", dict(CLEAN, project_type="other", industry="F5219"), shape("consent"), "consent", False, True,
         "restricted/restricted", "conditional/conditional", "CH-01",
         "建设控制地带内的工程设计方案须经文物主管部门同意",
         "In the controlled surroundings the heritage authority has to agree to the design"),
        ("河道内小水电增容", dict(CLEAN, project_type="hydropower", industry="D4413", activity="expand", commercial=False),
         pad(f["small_hydro"].x, f["small_hydro"].y, 60, 30, 0.3), "capacity_mw", 50.0, 50.1, "restricted/restricted", "conditional/conditional", "YZ-06",
         "小水电以装机50兆瓦（含）以下计（未核对）：限制；超过的按大中型水电，有条件",
         "Small hydropower is read as 50 MW and less (unverified): restricted; above it conditional"),
    ]


def make(s):
    """([(values, geom)], rows of pairs.csv). The outcomes are stated here, from the clauses; the test demo compares them with a run."""
    rows, table = [], []
    for k, (name, attrs, geom, key, before, after, outcome_a, outcome_b, rule, zh, en) in enumerate(_pairs(s), 1):
        for letter, value in (("A", before), ("B", after)):
            pid = f"PAIR-{k:02d}-{letter}"
            values = dict(attrs, project_id=pid, part_id=pid + "-01", name=f"{name}（对照 {k:02d}{letter}）", role="permanent")
            rows.append((dict(values, **{key: value}), geom))
        table.append((f"PAIR-{k:02d}-A", f"PAIR-{k:02d}-B", key, _text(before), _text(after), outcome_a, outcome_b,
                      rule, zh, en))
    return rows, table


def _text(value):
    return str(value).lower() if isinstance(value, bool) else str(value)


def write_table(path, rows):
    write.table(path, HEADER, rows)
