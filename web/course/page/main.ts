// What a page of texts can do where there is script: figures that compute, questions that are answered by computing, search, theme.
// Without it the texts, formulas and sentences stand there all the same.
import { define } from '../../element/define.ts';
import { loadWords } from '../../messages/index.ts';
import { applyTheme, chosenTheme } from '../../site/choices.ts';
import { keepOffline } from '../../site/offline.ts';
import { courseWords } from '../words/words.ts';
import { offerFigures } from './figures.ts';
import { lowerIndices } from './math-font.ts';
import { askPapers } from './papers.ts';
import { askPredictions } from './predictions.ts';
import { showProgress } from './progress.ts';
import { setExercises } from './exercises.ts';
import { linkSymbols } from './symbols.ts';
import { fitTools } from './tools.ts';

applyTheme(chosenTheme());
define();
const { lang, dataset } = document.documentElement;
const about = { root: dataset.root ?? './', words: courseWords(lang), messages: await loadWords(lang) };
lowerIndices();
fitTools(about);
offerFigures(about);
askPredictions(about);
setExercises(about);
askPapers(about);
linkSymbols(about);
showProgress(about);
if (import.meta.env.PROD) keepOffline(about.root);
