import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";

const PROGRAM = process.env.EASEL_PROGRAM ?? join(import.meta.dirname, "../../target/debug/easel");

/** The real program on a free port, with drawings of its own. */
export class Server {
  readonly data = mkdtempSync(join(tmpdir(), "easel-e2e-"));
  url = "";
  private child: ChildProcess | null = null;
  private port = 0;

  static async start(...flags: string[]): Promise<Server> {
    const server = new Server();
    await server.run(flags);
    return server;
  }

  /** Starts the program; again on the same port and drawings after it was stopped. */
  async run(flags: string[] = []): Promise<void> {
    const listen = `127.0.0.1:${this.port}`;
    const base = ["serve", "--listen", listen, "--data", this.data, "--log", "warn"];
    const child = spawn(PROGRAM, [...base, ...flags], { stdio: ["ignore", "pipe", "inherit"] });
    this.child = child;
    for await (const line of createInterface({ input: child.stdout })) {
      const found = /http:\/\/127\.0\.0\.1:(\d+)/.exec(line);
      if (!found) continue;
      this.port = Number(found[1]);
      this.url = found[0];
      return;
    }
    throw new Error("the program did not start: build it with `cargo build`");
  }

  /** Ends it at once. */
  async kill(signal: NodeJS.Signals = "SIGKILL"): Promise<void> {
    const child = this.child;
    this.child = null;
    if (!child) return;
    const gone = once(child, "exit");
    child.kill(signal);
    await gone;
  }

  /** Ends it and takes its drawings away. */
  async dispose(): Promise<void> {
    await this.kill();
    rmSync(this.data, { recursive: true, force: true });
  }

  /** The picture of a room, and the seq its tag names. */
  async picture(room: string): Promise<{ png: Buffer; seq: number }> {
    const answer = await fetch(`${this.url}/api/rooms/${room}/canvas.png`);
    if (!answer.ok) throw new Error(`${answer.status} for ${room}`);
    const seq = Number(/-(\d+)"$/.exec(answer.headers.get("etag") ?? "")?.[1]);
    return { png: Buffer.from(await answer.arrayBuffer()), seq };
  }
}
