/** Classifier, rules and advice: one file of the bundle of its own, loaded by the pages that need it. */
export {classifyAnew as classify} from '#shared/classify/classify.ts';
export {adviceFor} from '#shared/insight/advice.ts';
export {CATEGORIES} from '#shared/model/category.ts';
