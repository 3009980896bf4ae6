// SPDX-License-Identifier: GPL-3.0-or-later
// Starts the helper program with simulated printers and talks to it: one line out, one line back.
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

export class SimulatedPrinters {
    constructor(program, models) {
        this.child = spawn(program, models, {
            stdio: ['pipe', 'pipe', 'inherit'],
            // Breaches are asked for, not read from the log.
            env: { ...process.env, QT_LOGGING_RULES: 'flotilla.simulator.info=false' },
        });
        this.waiting = [];
        this.lines = [];
        createInterface({ input: this.child.stdout }).on('line', (line) => {
            const next = this.waiting.shift();
            if (next)
                next(line);
            else
                this.lines.push(line);
        });
        this.child.on('exit', (code) => {
            this.exitCode = code;
            for (const next of this.waiting.splice(0))
                next('{"error":"the simulator ended"}');
        });
    }

    async line() {
        const ready = this.lines.shift();
        return JSON.parse(ready ?? await new Promise((resolve) => this.waiting.push(resolve)));
    }

    async ready() {
        return (await this.line()).printers;
    }

    // What the printer knows after it did as told: {status, files, violations, overlaps, tcpControlled}.
    async tell(printer, what, value) {
        this.child.stdin.write(`${JSON.stringify({ printer, do: what, value })}\n`);
        return await this.line();
    }

    async close() {
        const ended = new Promise((resolve) => this.child.once('exit', resolve));
        this.child.stdin.end();
        await ended;
        return this.exitCode;
    }
}
