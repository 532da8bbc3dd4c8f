// What the test programs report, in their machine-readable forms, as one form: { passed, failed, messages }.
import { existsSync, readFileSync } from 'node:fs';
import { tail } from './say.mjs';

const read = (file) => {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
};

/** A program that ended badly without saying which test failed (a crash, a sanitizer's report), or that wrote no report, has failed once. */
function withExit(report, { code, reason, log }, file) {
  if (report.failed > 0 || (code === 0 && existsSync(file))) return report;
  const message = code === 0 ? 'ended without a report of its tests' : `ended badly: ${reason}`;
  return { ...report, failed: 1, messages: [`${message} (${log})\n${tail(log)}`] };
}

/** GoogleTest's --gtest_output=json. */
export function googleTestReport(file, end) {
  const tests = (read(file)?.testsuites ?? []).flatMap((suite) => suite.testsuite.map((test) => ({ ...test, suite: suite.name })));
  const failures = tests.filter((test) => test.failures?.length > 0);
  const passed = tests.filter((test) => test.result === 'COMPLETED' && !test.failures?.length).length;
  const messages = failures.map((test) => `${test.suite}.${test.name}\n${test.failures.map(({ failure }) => failure).join('\n')}`);
  return withExit({ passed, failed: failures.length, messages }, end, file);
}

/** Vitest's --reporter=json. A file that could not be loaded counts as one failed test. */
export function vitestReport(file, end) {
  const files = read(file)?.testResults ?? [];
  const tests = files.flatMap((one) => one.assertionResults);
  const failures = tests.filter((test) => test.status === 'failed');
  const broken = files.filter((one) => one.status === 'failed' && !one.assertionResults.some((test) => test.status === 'failed'));
  const passed = tests.filter((test) => test.status === 'passed').length;
  const messages = [
    ...failures.map((test) => `${test.fullName}\n${test.failureMessages.join('\n')}`),
    ...broken.map((one) => `${one.name}\n${one.message}`),
  ];
  return withExit({ passed, failed: failures.length + broken.length, messages }, end, file);
}
