// The works that learners, yardsticks and families are from, as BibTeX. Which of them a learner is from, the core says (Learner.source);
// for families the table at the end says it.
import type { Family, Learner, Preset } from '../engine/protocol.ts';

interface Work {
  /** As the core cites it, where it does so without a number of arXiv. */
  cited?: readonly string[];
  type: 'article' | 'inproceedings' | 'misc' | 'phdthesis';
  author: string;
  title: string;
  year: number;
  /** Journal, proceedings or school; absent for what is on arXiv alone. */
  where?: string;
  volume?: string;
  pages?: string;
  doi?: string;
  eprint?: string;
  url?: string;
}

const ICML = 'Proceedings of the International Conference on Machine Learning';
const ICLR = 'International Conference on Learning Representations';
const NEURIPS = 'Advances in Neural Information Processing Systems';
const JMLR = 'Journal of Machine Learning Research';

export const WORKS = {
  finn2017: { cited: ['Finn et al. 2017'], type: 'inproceedings', author: 'Finn, Chelsea and Abbeel, Pieter and Levine, Sergey', title: 'Model-Agnostic Meta-Learning for Fast Adaptation of Deep Networks', year: 2017, where: ICML, eprint: '1703.03400' },
  raghu2020: { type: 'inproceedings', author: 'Raghu, Aniruddh and Raghu, Maithra and Bengio, Samy and Vinyals, Oriol', title: 'Rapid Learning or Feature Reuse? Towards Understanding the Effectiveness of MAML', year: 2020, where: ICLR, eprint: '1909.09157' },
  li2017: { type: 'misc', author: 'Li, Zhenguo and Zhou, Fengwei and Chen, Fei and Li, Hang', title: 'Meta-SGD: Learning to Learn Quickly for Few-Shot Learning', year: 2017, eprint: '1707.09835' },
  zintgraf2019: { type: 'inproceedings', author: 'Zintgraf, Luisa and Shiarlis, Kyriacos and Kurin, Vitaly and Hofmann, Katja and Whiteson, Shimon', title: 'Fast Context Adaptation via Meta-Learning', year: 2019, where: ICML, eprint: '1810.03642' },
  stadie2018: { type: 'misc', author: 'Stadie, Bradly C. and Yang, Ge and Houthooft, Rein and Chen, Xi and Duan, Yan and Wu, Yuhuai and Abbeel, Pieter and Sutskever, Ilya', title: 'Some Considerations on Learning to Explore via Meta-Reinforcement Learning', year: 2018, eprint: '1803.01118' },
  alshedivat2018: { type: 'inproceedings', author: 'Al-Shedivat, Maruan and Bansal, Trapit and Burda, Yuri and Sutskever, Ilya and Mordatch, Igor and Abbeel, Pieter', title: 'Continuous Adaptation via Meta-Learning in Nonstationary and Competitive Environments', year: 2018, where: ICLR, eprint: '1710.03641' },
  rothfuss2019: { type: 'inproceedings', author: 'Rothfuss, Jonas and Lee, Dennis and Clavera, Ignasi and Asfour, Tamim and Abbeel, Pieter', title: 'ProMP: Proximal Meta-Policy Search', year: 2019, where: ICLR, eprint: '1810.06784' },
  song2020: { type: 'inproceedings', author: 'Song, Xingyou and Gao, Wenbo and Yang, Yuxiang and Choromanski, Krzysztof and Pacchiano, Aldo and Tang, Yunhao', title: 'ES-MAML: Simple Hessian-Free Meta Learning', year: 2020, where: ICLR, eprint: '1910.01215' },
  nichol2018: { type: 'misc', author: 'Nichol, Alex and Achiam, Joshua and Schulman, John', title: 'On First-Order Meta-Learning Algorithms', year: 2018, eprint: '1803.02999' },
  duan2016: { cited: ['Duan et al. 2016'], type: 'misc', author: 'Duan, Yan and Schulman, John and Chen, Xi and Bartlett, Peter L. and Sutskever, Ilya and Abbeel, Pieter', title: 'RL$^2$: Fast Reinforcement Learning via Slow Reinforcement Learning', year: 2016, eprint: '1611.02779' },
  wang2016: { type: 'misc', author: 'Wang, Jane X. and Kurth-Nelson, Zeb and Tirumala, Dhruva and Soyer, Hubert and Leibo, Joel Z. and Munos, Remi and Blundell, Charles and Kumaran, Dharshan and Botvinick, Matt', title: 'Learning to Reinforcement Learn', year: 2016, eprint: '1611.05763' },
  zintgraf2020: { cited: ['Zintgraf et al. 2020'], type: 'inproceedings', author: 'Zintgraf, Luisa and Shiarlis, Kyriacos and Igl, Maximilian and Schulze, Sebastian and Gal, Yarin and Hofmann, Katja and Whiteson, Shimon', title: 'VariBAD: A Very Good Method for Bayes-Adaptive Deep RL via Meta-Learning', year: 2020, where: ICLR, eprint: '1910.08348' },
  rakelly2019: { type: 'inproceedings', author: 'Rakelly, Kate and Zhou, Aurick and Quillen, Deirdre and Finn, Chelsea and Levine, Sergey', title: 'Efficient Off-Policy Meta-Reinforcement Learning via Probabilistic Context Variables', year: 2019, where: ICML, eprint: '1903.08254' },
  snell2017: { type: 'inproceedings', author: 'Snell, Jake and Swersky, Kevin and Zemel, Richard', title: 'Prototypical Networks for Few-shot Learning', year: 2017, where: NEURIPS, eprint: '1703.05175' },
  li2021: { type: 'inproceedings', author: 'Li, Lanqing and Yang, Rui and Luo, Dijun', title: 'FOCAL: Efficient Fully-Offline Meta-Reinforcement Learning via Distance Metric Learning and Behavior Regularization', year: 2021, where: ICLR, eprint: '2010.01112' },
  nagabandi2019: { type: 'inproceedings', author: 'Nagabandi, Anusha and Clavera, Ignasi and Liu, Simin and Fearing, Ronald S. and Abbeel, Pieter and Levine, Sergey and Finn, Chelsea', title: 'Learning to Adapt in Dynamic, Real-World Environments Through Meta-Reinforcement Learning', year: 2019, where: ICLR, eprint: '1803.11347' },
  jamieson2016: { type: 'inproceedings', author: 'Jamieson, Kevin and Talwalkar, Ameet', title: 'Non-stochastic Best Arm Identification and Hyperparameter Optimization', year: 2016, where: 'Proceedings of the International Conference on Artificial Intelligence and Statistics', eprint: '1502.07943' },
  rice1976: { cited: ['Rice 1976'], type: 'article', author: 'Rice, John R.', title: 'The Algorithm Selection Problem', year: 1976, where: 'Advances in Computers', volume: '15', pages: '65--118', doi: '10.1016/S0065-2458(08)60520-3' },
  auer2002: { cited: ['Auer, Cesa-Bianchi & Fischer 2002'], type: 'article', author: 'Auer, Peter and Cesa-Bianchi, Nicolò and Fischer, Paul', title: 'Finite-time Analysis of the Multiarmed Bandit Problem', year: 2002, where: 'Machine Learning', volume: '47', pages: '235--256', doi: '10.1023/A:1013689704352' },
  thompson1933: { cited: ['Thompson 1933'], type: 'article', author: 'Thompson, William R.', title: 'On the Likelihood that One Unknown Probability Exceeds Another in View of the Evidence of Two Samples', year: 1933, where: 'Biometrika', volume: '25', pages: '285--294', doi: '10.1093/biomet/25.3-4.285' },
  may2012: { cited: ['May et al. 2012'], type: 'article', author: 'May, Benedict C. and Korda, Nathan and Lee, Anthony and Leslie, David S.', title: 'Optimistic Bayesian Sampling in Contextual-Bandit Problems', year: 2012, where: JMLR, volume: '13', pages: '2069--2106', url: 'https://jmlr.org/papers/v13/may12a.html' },
  gittins1979: { cited: ['Gittins 1979'], type: 'article', author: 'Gittins, John C.', title: 'Bandit Processes and Dynamic Allocation Indices', year: 1979, where: 'Journal of the Royal Statistical Society: Series B', volume: '41', pages: '148--164', doi: '10.1111/j.2517-6161.1979.tb01068.x' },
  whittle1988: { cited: ['Whittle 1988'], type: 'article', author: 'Whittle, Peter', title: 'Restless Bandits: Activity Allocation in a Changing World', year: 1988, where: 'Journal of Applied Probability', volume: '25', pages: '287--298', doi: '10.2307/3214163' },
  bellman1956: { cited: ['Bellman 1956'], type: 'article', author: 'Bellman, Richard', title: 'A Problem in the Sequential Design of Experiments', year: 1956, where: 'Sankhyā', volume: '16', pages: '221--229' },
  bellman1957: { cited: ['Bellman 1957'], type: 'article', author: 'Bellman, Richard', title: 'A Markovian Decision Process', year: 1957, where: 'Journal of Mathematics and Mechanics', volume: '6', pages: '679--684', doi: '10.1512/iumj.1957.6.56038' },
  duff2002: { cited: ['Duff 2002'], type: 'phdthesis', author: 'Duff, Michael O.', title: 'Optimal Learning: Computational Procedures for Bayes-Adaptive Markov Decision Processes', year: 2002, where: 'University of Massachusetts Amherst' },
  daw2011: { cited: ['Daw et al. 2011'], type: 'article', author: 'Daw, Nathaniel D. and Gershman, Samuel J. and Seymour, Ben and Dayan, Peter and Dolan, Raymond J.', title: 'Model-Based Influences on Humans’ Choices and Striatal Prediction Errors', year: 2011, where: 'Neuron', volume: '69', pages: '1204--1215', doi: '10.1016/j.neuron.2011.02.027' },
  strens2000: { cited: ['Strens 2000'], type: 'inproceedings', author: 'Strens, Malcolm', title: 'A Bayesian Framework for Reinforcement Learning', year: 2000, where: ICML, pages: '943--950' },
  osband2013: { cited: ['Osband, Russo & Van Roy 2013'], type: 'inproceedings', author: 'Osband, Ian and Russo, Daniel and Van Roy, Benjamin', title: '(More) Efficient Reinforcement Learning via Posterior Sampling', year: 2013, where: NEURIPS, eprint: '1306.0940' },
  jaksch2010: { cited: ['Jaksch, Ortner & Auer 2010'], type: 'article', author: 'Jaksch, Thomas and Ortner, Ronald and Auer, Peter', title: 'Near-optimal Regret Bounds for Reinforcement Learning', year: 2010, where: JMLR, volume: '11', pages: '1563--1600', url: 'https://jmlr.org/papers/v11/jaksch10a.html' },
  kolter2009: { cited: ['Kolter & Ng 2009'], type: 'inproceedings', author: 'Kolter, J. Zico and Ng, Andrew Y.', title: 'Near-Bayesian Exploration in Polynomial Time', year: 2009, where: ICML, pages: '513--520', doi: '10.1145/1553374.1553441' },
  barto1983: { type: 'article', author: 'Barto, Andrew G. and Sutton, Richard S. and Anderson, Charles W.', title: 'Neuronlike Adaptive Elements That Can Solve Difficult Learning Control Problems', year: 1983, where: 'IEEE Transactions on Systems, Man, and Cybernetics', volume: 'SMC-13', pages: '834--846', doi: '10.1109/TSMC.1983.6313077' },
  towers2024: { type: 'misc', author: 'Towers, Mark and Kwiatkowski, Ariel and Terry, Jordan and others', title: 'Gymnasium: A Standard Interface for Reinforcement Learning Environments', year: 2024, eprint: '2407.17032' },
  arnold2020: { type: 'misc', author: 'Arnold, Sébastien M. R. and Mahajan, Praateek and Datta, Debajyoti and Bunner, Ian and Zarkias, Konstantinos Saitas', title: 'learn2learn: A Library for Meta-Learning Research', year: 2020, eprint: '2008.12284' },
  playground: { type: 'misc', author: '{The Meta-RL Playground authors}', title: 'Meta-RL Playground', year: 2026 },
} as const satisfies Record<string, Work>;
export type WorkName = keyof typeof WORKS;

/** Of a family's tasks; of a preset, where that reproduces somebody else's. */
export const FAMILIES: Readonly<Record<string, { works: readonly WorkName[]; presets?: Readonly<Record<string, readonly WorkName[]>> }>> = {
  'point-navigation': {
    works: ['finn2017'],
    presets: { unscaled: ['arnold2020'], corners: ['rothfuss2019'], 'corners-code': ['rothfuss2019'], walls: ['rothfuss2019'], pearl: ['rakelly2019'], 'pearl-sparse': ['rakelly2019'], 'es-maml': ['song2020'] },
  },
  'cart-pole': { works: ['barto1983', 'towers2024'] },
  sinusoid: { works: ['finn2017'] },
  boolean: { works: ['playground'] },
  'few-shot-points': { works: ['playground'] },
  'bernoulli-bandit': { works: ['duan2016'], presets: { dependent: ['wang2016'], easy: ['wang2016'], medium: ['wang2016'], hard: ['wang2016'] } },
  'two-step': { works: ['daw2011', 'wang2016'] },
  'tabular-mdp': { works: ['duan2016'] },
  'grid-navigation': { works: ['zintgraf2020'] },
  pendulum: { works: ['towers2024'] },
  reacher: { works: ['playground'] },
  cheetah: { works: ['finn2017'], presets: { crippled: ['nagabandi2019'], breakdown: ['nagabandi2019'], terrain: ['nagabandi2019'] } },
  car: { works: ['playground'] },
  catch: { works: ['playground'] },
};

const works = Object.entries(WORKS) as Array<[WorkName, Work]>;

/** The works that a source of the core names; `unknown`: what of it is in no table. */
export function worksOf(source: string): { names: WorkName[]; unknown: string[] } {
  const names: WorkName[] = [];
  const unknown: string[] = [];
  for (const part of source.split(/;\s*/).filter(Boolean)) {
    const eprint = /arXiv (\d{4}\.\d{4,5})/.exec(part)?.[1];
    const cited = part.replace(/^compared with in /, '');
    const found = works.find(([, work]) => (eprint ? work.eprint === eprint : work.cited?.includes(cited)));
    if (found) names.push(found[0]);
    else unknown.push(part);
  }
  return { names, unknown };
}

/** All that a run is from, each once: its learner, its tasks, and what computes it. */
export function sourcesOf(learner: Pick<Learner, 'source' | 'on'>, family: Pick<Family, 'name'>, preset: Pick<Preset, 'name'> | null): WorkName[] {
  const own = FAMILIES[family.name];
  const tasks = (preset && own?.presets?.[preset.name]) ?? own?.works ?? [];
  return [...new Set([...worksOf(learner.on[family.name]?.source ?? learner.source).names, ...tasks, 'playground' as const])];
}

const PLACES: Record<Work['type'], string> = { article: 'journal', inproceedings: 'booktitle', misc: 'howpublished', phdthesis: 'school' };

/** Entries of BibTeX in UTF-8. */
export function bibtexOf(names: readonly WorkName[]): string {
  return names
    .map((name) => {
      const { type, author, title, year, where, volume, pages, doi, eprint, url }: Work = WORKS[name];
      const fields = { author, title: `{${title}}`, year: String(year), [PLACES[type]]: where, volume, pages, doi, eprint, archiveprefix: eprint && 'arXiv', url };
      const lines = Object.entries(fields).flatMap(([field, value]) => (value ? [`  ${field} = {${value}}`] : []));
      return `@${type}{${name},\n${lines.join(',\n')}\n}\n`;
    })
    .join('\n');
}
