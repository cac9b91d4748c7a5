/** A work that a method comes from. */
export interface Paper {
  /** "Author and Author 2021, Journal" */
  text: string;
  /** DOI, arXiv or JSTOR address. */
  url: string;
}

const doi = (text: string, id: string): Paper => ({ text, url: `https://doi.org/${id}` });

/** Where the methods of the evaluation were published. */
export const PAPERS = {
  bacon: doi("Goodman-Bacon 2021, Journal of Econometrics", "10.1016/j.jeconom.2021.03.014"),
  callaway: doi("Callaway and Sant’Anna 2021, Journal of Econometrics", "10.1016/j.jeconom.2020.12.001"),
  sun: doi("Sun and Abraham 2021, Journal of Econometrics", "10.1016/j.jeconom.2020.09.006"),
  borusyak: doi("Borusyak, Jaravel and Spiess 2024, Review of Economic Studies", "10.1093/restud/rdae007"),
  gardner: { text: "Gardner 2022, arXiv", url: "https://arxiv.org/abs/2207.05943" },
  conley: doi("Conley and Taber 2011, Review of Economics and Statistics", "10.1162/REST_a_00049"),
  ferman: doi("Ferman and Pinto 2019, Review of Economics and Statistics", "10.1162/rest_a_00759"),
  rambachan: doi("Rambachan and Roth 2023, Review of Economic Studies", "10.1093/restud/rdad018"),
  rosenbaum: doi("Rosenbaum 2002, Statistical Science", "10.1214/ss/1042727942"),
  mackinnon: doi("MacKinnon and Webb 2020, Journal of Econometrics", "10.1016/j.jeconom.2020.04.024"),
  bertrand: doi(
    "Bertrand, Duflo and Mullainathan 2004, Quarterly Journal of Economics",
    "10.1162/003355304772839588",
  ),
  pustejovsky: doi(
    "Pustejovsky and Tipton 2018, Journal of Business and Economic Statistics",
    "10.1080/07350015.2016.1247004",
  ),
  holm: {
    text: "Holm 1979, Scandinavian Journal of Statistics",
    url: "https://www.jstor.org/stable/4615733",
  },
  roth: doi("Roth 2022, AER: Insights", "10.1257/aeri.20210236"),
  arkhangelsky: doi("Arkhangelsky and others 2021, American Economic Review", "10.1257/aer.20190159"),
  abadie: doi(
    "Abadie, Diamond and Hainmueller 2010, Journal of the American Statistical Association",
    "10.1198/jasa.2009.ap08746",
  ),
  austin: doi("Austin 2009, Statistics in Medicine", "10.1002/sim.3697"),
  stuart: doi("Stuart 2010, Statistical Science", "10.1214/09-STS313"),
  simonsohn: doi("Simonsohn, Simmons and Nelson 2020, Nature Human Behaviour", "10.1038/s41562-020-0912-z"),
  bloom: doi("Bloom 1995, Evaluation Review", "10.1177/0193841X9501900504"),
  cox: doi("Cox 1972, Journal of the Royal Statistical Society B", "10.1111/j.2517-6161.1972.tb00899.x"),
  simonMakuch: doi("Simon and Makuch 1984, Statistics in Medicine", "10.1002/sim.4780030106"),
  suissa: doi("Suissa 2008, American Journal of Epidemiology", "10.1093/aje/kwm324"),
  turnbull: doi(
    "Turnbull 1976, Journal of the Royal Statistical Society B",
    "10.1111/j.2517-6161.1976.tb01597.x",
  ),
} satisfies Record<string, Paper>;
