# SPDX-License-Identifier: Apache-2.0
"""The access list (准入清单) of every unit, of the city and of the province. All invented."""

HEADER = ["管控单元编码", "清单类型", "管控维度", "管控要求类别", "行业代码", "项目类型", "结论", "管控要求"]
BAN, LIMIT, ALLOW = "禁止开发建设活动的要求", "限制开发建设活动的要求", "允许开发建设活动的要求"
EXIT, OTHER = "不符合空间布局要求活动的退出要求", "其他"
EMIT, UPGRADE = "允许排放量要求", "现有源提标升级改造"
JOINT, ENERGY = "联防联控", "能源利用总量及效率"

REGIONAL = [
    ("510000", "spatial", BAN, "C3110;C3120;C2521", "", "prohibit", "禁止新建、扩建炼铁、炼钢、炼焦项目。"),
    ("510000", "spatial", LIMIT, "", "tailings_pond;hazardous_waste", "restrict", "严格限制新建尾矿库和危险废物处置设施。"),
    ("510000", "spatial", ALLOW, "", "restoration;afforestation;sewage;water_supply;flood_control", "allow",
     "允许生态修复、供水、污水治理和防洪项目。"),
    ("510000", "pollutant", EMIT, "C25;C26;C30;C31;C32;D4411;D4412", "chemical;thermal", "require",
     "新增主要污染物排放量须落实区域削减。"),
    ("510000", "resource", ENERGY, "C25;C26;C30;C31;C32;D4411", "", "require", "单位产品能耗须达到行业先进水平。"),
    ("511800", "spatial", BAN, "C2211;C2221", "", "prohibit", "禁止新建制浆造纸项目。"),
    ("511800", "spatial", ALLOW, "", "pv;wind;housing;farming;transmission;survey", "allow",
     "允许符合规划的新能源、居住、种植养殖、输变电和勘查项目。"),
    ("511800", "spatial", OTHER, "", "hydropower", "", "水电项目应统筹流域生态流量和鱼类保护，由审查人员结合流域规划判定。"),
    ("511800", "risk", JOINT, "", "chemical;chemical_park;tailings_pond", "require", "须建立流域上下游突发环境事件联防联控机制。"),
    ("511800", "pollutant", UPGRADE, "", "landfill;incineration", "require", "渗滤液须全量收集处理。"),
    ("511823", "spatial", LIMIT, "", "quarry;mine", "restrict", "限制新设露天采石场和小型矿山。"),
    ("511824", "spatial", LIMIT, "", "quarry;mine", "restrict", "限制新设露天采石场和小型矿山。"),
]

PRIORITY = [
    ("spatial", BAN, "C25;C26;C30;C31;C32", "quarry;mine;chemical;chemical_park;tailings_pond;landfill;thermal;industrial_park",
     "prohibit", "禁止采石采矿、化工、冶炼建材、固体废物填埋等项目。"),
    ("spatial", LIMIT, "", "hydropower;pumped_storage;wind;pv", "restrict", "限制水电、抽水蓄能、风电、光伏等占地较大的能源项目。"),
    ("spatial", LIMIT, "", "tourism", "", "旅游开发应与生态承载力相适应，由审查人员判定。"),
    ("spatial", EXIT, "C", "factory", "exit", "现有工业企业逐步退出。"),
    ("risk", JOINT, "", "road;railway;transmission;pipeline", "require", "线性工程须落实生态恢复和动物通道措施。"),
]
KEY = {
    "城镇": [
        ("spatial", BAN, "C25;C31;C32", "tailings_pond;hazardous_waste", "prohibit", "禁止布局石化、冶炼项目和尾矿库。"),
        ("spatial", ALLOW, "", "housing;urban;tourism", "allow", "允许城镇居住、公共服务和文旅项目。"),
        ("pollutant", EMIT, "", "factory;sewage", "require", "排水须接入城镇污水处理设施或达标后排放。"),
    ],
    "产业": [
        ("spatial", BAN, "C2211;C2221;C2511", "", "prohibit", "禁止制浆造纸和原油加工项目。"),
        ("spatial", ALLOW, "", "industrial_park", "allow", "允许产业园区配套项目。"),
        ("pollutant", EMIT, "C26;C30", "chemical", "require", "新增排放须取得总量指标并执行特别排放限值。"),
    ],
    "要素": [
        ("pollutant", UPGRADE, "C", "factory", "require", "现有源提标升级改造，新源执行特别排放限值。"),
    ],
}
GENERAL = [
    ("spatial", LIMIT, "", "quarry;mine", "restrict", "限制露天采石采矿。"),
    ("spatial", LIMIT, "", "tourism", "", "旅游项目布局应符合乡村规划，由审查人员判定。"),
    ("spatial", ALLOW, "", "farming;pv;restoration;afforestation", "allow", "允许农业、光伏复合利用和生态修复项目。"),
    ("pollutant", UPGRADE, "A03", "", "require", "规模化畜禽养殖须配套粪污资源化利用设施。"),
]
# units of these counties also carry a free-text row for every project: only a reviewer can decide it
FREE_TEXT = {"511827": ("spatial", OTHER, "", "", "", "项目应与周边生态功能相协调，避免造成生境破碎。"),
             "511825": ("resource", OTHER, "", "", "", "水资源开发应与生态需水相适应。")}


def rows(units):
    out = [(code, "普适性", dim, sub, ind, typ, verdict, "（演示）" + text)
           for code, dim, sub, ind, typ, verdict, text in REGIONAL]
    for u in units:
        lists = PRIORITY if u.cls == 1 else GENERAL if u.cls == 3 else KEY[u.subclass]
        extra = [FREE_TEXT[u.county]] if u.county in FREE_TEXT and u.cls != 1 else []
        out += [(u.code, "单元特性", dim, sub, ind, typ, verdict, "（演示）" + text)
                for dim, sub, ind, typ, verdict, text in lists + extra]
    return out
