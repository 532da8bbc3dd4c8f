/** What is wrong with a text of the course or of the docs: it ends the build with the file, the line and one sentence. */
export class Fault extends Error {
  constructor(file: string, line: number | undefined, sentence: string) {
    super(`${file}${line === undefined ? '' : `:${line}`}: ${sentence}`);
    this.name = 'Fault';
  }
}
