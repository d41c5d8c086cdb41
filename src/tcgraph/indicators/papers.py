"""The papers that define the indicators: name, where it was printed, DOI ("" for books and theses without one)."""

from typing import NamedTuple

__all__ = ["PAPERS", "Paper"]


class Paper(NamedTuple):
    """A paper or book: ``cited`` as in a text, ``printed`` where, ``doi`` or the empty string."""

    cited: str
    printed: str
    doi: str = ""

    @property
    def text(self) -> str:
        """As a line of a list of sources."""
        return f"{self.cited}, {self.printed}" + (f", doi:{self.doi}" if self.doi else "")

    @property
    def link(self) -> str:
        """The address of the DOI, or the empty string."""
        return f"https://doi.org/{self.doi}" if self.doi else ""


PAPERS = {
    "adelman": Paper("Adelman 1969", "Review of Economics and Statistics 51"),
    "balassa": Paper("Balassa 1965", "The Manchester School 33", "10.1111/j.1467-9957.1965.tb00050.x"),
    "blondel": Paper("Blondel, Guillaume, Lambiotte and Lefebvre 2008", "J. Stat. Mech. P10008", "10.1088/1742-5468/2008/10/P10008"),
    "boschma": Paper("Boschma, Balland and Kogler 2015", "Industrial and Corporate Change 24", "10.1093/icc/dtu012"),
    "brandes": Paper("Brandes 2001", "Journal of Mathematical Sociology 25", "10.1080/0022250X.2001.9990249"),
    "brandes-pich": Paper("Brandes and Pich 2007", "International Journal of Bifurcation and Chaos 17", "10.1142/S0218127407018403"),
    "carstens": Paper("Carstens, Berger and Strona 2018", "MethodsX 5", "10.1016/j.mex.2018.06.018"),
    "florence": Paper("Florence 1939", "Report on the Location of Industry, PEP"),
    "freeman": Paper("Freeman 1977", "Sociometry 40", "10.2307/3033543"),
    "frydman": Paper("Frydman 1994", "J. R. Statist. Soc. B 56"),
    "gould": Paper("Gould and Fernandez 1989", "Sociological Methodology 19", "10.2307/270949"),
    "hennig": Paper("Hennig 2007", "Computational Statistics and Data Analysis 52", "10.1016/j.csda.2006.11.025"),
    "herfindahl": Paper("Herfindahl 1950", "Concentration in the Steel Industry, thesis, Columbia University"),
    "hidalgo-2007": Paper("Hidalgo, Klinger, Barabási and Hausmann 2007", "Science 317", "10.1126/science.1144581"),
    "hidalgo-2009": Paper("Hidalgo and Hausmann 2009", "PNAS 106", "10.1073/pnas.0900943106"),
    "hoover": Paper("Hoover 1936", "Review of Economics and Statistics 18", "10.2307/1927875"),
    "hubert": Paper("Hubert and Arabie 1985", "Journal of Classification 2", "10.1007/BF01908075"),
    "kaplan": Paper("Kaplan and Meier 1958", "Journal of the American Statistical Association 53", "10.1080/01621459.1958.10501452"),
    "leydesdorff": Paper("Leydesdorff 2003", "Scientometrics 58", "10.1023/A:1026253130577"),
    "maslov": Paper("Maslov and Sneppen 2002", "Science 296", "10.1126/science.1065103"),
    "meila": Paper("Meilă 2007", "Journal of Multivariate Analysis 98", "10.1016/j.jmva.2006.11.013"),
    "newman": Paper("Newman 2003", "Physical Review E 67, 026126", "10.1103/PhysRevE.67.026126"),
    "shorrocks": Paper("Shorrocks 1980", "Econometrica 48", "10.2307/1913126"),
    "strona": Paper("Strona, Nappo, Boccacci, Fattorini and San-Miguel-Ayanz 2014", "Nature Communications 5", "10.1038/ncomms5114"),
    "theil": Paper("Theil 1967", "Economics and Information Theory, North-Holland"),
    "traag": Paper("Traag, Waltman and van Eck 2019", "Scientific Reports 9", "10.1038/s41598-019-41695-z"),
    "turnbull": Paper("Turnbull 1976", "J. R. Statist. Soc. B 38", "10.1111/j.2517-6161.1976.tb01597.x"),
}
