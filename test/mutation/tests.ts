/** The tests that hold the classifier, those that find most first. Vitest is taken from vitest.ts of this folder. */
import '#test/shared/classify/scan.test.ts';
import '#test/rules.test.ts';
import '#test/verdicts.test.ts';
import '#test/corpus.test.ts';
import '#test/kept.test.ts';
import '#test/shared/classify/tokens.test.ts';
import '#test/shared/classify/source.test.ts';
import '#test/shared/classify/marks.test.ts';
import '#test/shared/classify/entities.test.ts';
import '#test/shared/classify/status.test.ts';
import '#test/shared/classify/region.test.ts';
import '#test/shared/classify/rule.test.ts';
import '#test/shared/classify/decide.test.ts';
import '#test/shared/classify/wordings.test.ts';
import '#test/shared/classify/dotted.test.ts';
import '#test/shared/classify/characters.test.ts';
import '#test/shared/classify/spans.test.ts';
import '#test/shared/classify/automaton.test.ts';
import '#test/shared/classify/memory.test.ts';
import '#test/shared/classify/classify.test.ts';
import '#test/shared/classify/vocabulary.test.ts';

export {tests} from './vitest.ts';
