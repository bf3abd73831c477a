/** At most so many at once; the others wait in line, as long as they care to. */
export class Turns {
  private readonly line: (() => void)[] = [];

  constructor(private free: number) {}

  /** Whether it came to one's turn within the time. Every turn taken must be given back. */
  take(milliseconds: number): Promise<boolean> {
    if (this.free > 0) {
      this.free -= 1;
      return Promise.resolve(true);
    }
    return new Promise((resolve) => {
      const called = (): void => {
        clearTimeout(timer);
        resolve(true);
      };
      const timer = setTimeout(() => {
        this.line.splice(this.line.indexOf(called), 1);
        resolve(false);
      }, milliseconds);
      this.line.push(called);
    });
  }

  giveBack(): void {
    const next = this.line.shift();
    if (next) next();
    else this.free += 1;
  }
}
