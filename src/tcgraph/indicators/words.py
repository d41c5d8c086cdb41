"""What columns, facts and kinds are called in Chinese, for tables that people read. Data keep the English names and codes."""

from collections.abc import Mapping

__all__ = ["HEADS", "KIND_LABELS", "said"]

KIND_LABELS: Mapping[str, tuple[str, str]] = {
    "enterprise": ("企业", "enterprise"),
    "university": ("高校", "university"),
    "institute": ("科研机构", "institute"),
    "university or institute": ("高校或科研机构", "university or institute"),
    "government": ("政府部门", "government"),
    "unknown": ("类别未知", "unknown"),
}

HEADS: Mapping[str, str] = {
    "p": "p", "z": "z", "others": "其他",
    "adjusted_rand": "调整兰德指数", "after": "后", "all": "全部", "alone": "单方合作", "as institute": "计为科研机构",
    "as university": "计为高校", "assortativity": "同配系数", "batch": "批次", "before": "前", "between": "组间",
    "betweenness": "中介中心性", "bias": "偏差", "by": "分组", "centers": "中心数", "certification": "认定", "change": "增量",
    "code": "代码", "communities": "社群数", "community": "社群", "complexity": "复杂度", "consultant": "顾问", "contribution": "贡献",
    "cooperations": "合作数", "coordinator": "协调", "cross_province_share": "跨省占比", "crossing": "跨省占比",
    "crossing_links": "跨省联系", "day": "公布日", "density": "关联密度", "deviation": "标准差", "ended": "终止",
    "ended_in_interval": "终止于区间", "ended_on_known_day": "终止日可知", "entered": "新进", "enterprise": "企业",
    "enterprises": "企业数", "equivalent": "等价数", "error": "标准误", "exact": "精确", "expected": "随机期望", "false": "否",
    "field": "领域", "first_year": "最早年份", "gatekeeper": "守门（代表）", "group": "组", "groups": "分区方案",
    "held_when_last_seen": "末次仍持有", "here": "省内", "here_all": "省内全部", "herfindahl": "赫芬达尔", "high": "上限",
    "i_t": "企业与第三方", "industry": "行业", "industry_science_share": "产学占比", "inside": "内部占比", "institutes": "科研机构数",
    "keep": "保持", "kind": "类别", "kind_assortativity": "类别同配", "kinds": "合作类别", "known": "类别可知", "label": "名称",
    "last_year": "最晚年份", "leaders": "主要成员", "left": "退出", "left_out": "未计", "level": "层级", "liaison": "联络",
    "links": "联系数", "links_left_out": "未计联系", "links_unknown": "省份未知联系", "list": "名单", "lists": "名单",
    "lives": "称号期间", "low": "下限", "macro-region": "大区", "mean": "均值", "members": "成员数", "memberships": "参与关系",
    "method": "方法", "modularity": "模块度", "modularity_lowest": "最低模块度", "nation": "全国", "nation_all": "全国全部",
    "newer": "较晚名单", "newer_day": "较晚公布日", "normalised": "归一化", "observed": "观测值", "of": "对象", "older": "较早名单",
    "older_day": "较早公布日", "organisation": "机构", "organisations": "机构数", "origin": "起点", "other_kind": "另一类别",
    "participations": "参与数", "per_year": "年均", "pieces": "连通部分", "province": "省份", "province_assortativity": "省份同配",
    "quotient": "区位商", "rank": "位次", "rate": "增长率", "resolution": "分辨率", "runs": "运行次数", "samples": "随机网络数",
    "scheme": "分类", "seed": "随机种子", "share": "占比", "share_error": "占比标准误", "since": "起", "single": "单独机构",
    "sources": "起点数", "specialised": "专业化", "specialities": "专业领域数", "stability": "稳定性", "statistic": "统计量",
    "survival": "存续率", "t": "T", "t_it": "T企业第三方", "t_ui": "T高校企业", "t_ut": "T高校第三方", "theil": "泰尔",
    "third": "第三方", "threshold": "阈值", "tied": "并列", "total": "合计", "transitivity": "传递性", "treatment": "处理方式",
    "true": "是", "trust": "来源评级", "u_i": "高校与企业", "u_i_t": "三方", "u_t": "高校与第三方", "undated": "无年份",
    "unit": "单位", "universities": "高校数", "university": "高校", "until": "止", "variation_of_information": "信息变差",
    "weight": "权重和", "weight_unknown": "省份未知权重", "weighted_by": "权重", "with_province": "省份可知", "within": "组内",
    "year": "年", "years": "年数",
}  # fmt: skip
_SAID = ("kind", "other_kind", "treatment", "statistic", "level", "by", "third", "of", "scheme", "keep", "origin")
"""Columns and facts whose values are codes."""


def said(column: str, value: object, language: str) -> object:
    """A value as people read it: codes of kinds and treatments in Chinese where that is the language, and what stands for all of them."""
    if value == "" and column in ("kind", "other_kind"):
        return "全部" if language == "zh" else "all"
    if language != "zh" or not isinstance(value, str) or column not in _SAID:
        return value
    return KIND_LABELS[value][0] if value in KIND_LABELS else HEADS.get(value, value)
