export interface Task {
  name: string;
  needs: readonly string[];
  cores: number;
  run(): Promise<unknown>;
  lacks(need: string): void;
}
export function sideBySide(tasks: readonly Task[], cores: number): Promise<void>;
