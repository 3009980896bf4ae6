// SPDX-License-Identifier: GPL-3.0-or-later
// The published FlashForge client @ghosttypes/ff-api as an independent judge of our simulated printers: what it
// cannot use is not a FlashForge printer, whatever our own driver thinks of it.
//
//   node ffapi.mjs PROGRAM     exit 0: all well, 1: not, 77: skipped (with the reason)
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SimulatedPrinters } from './simulatedprinters.mjs';

const skipped = 77;
const require = createRequire(import.meta.url);
let api;
try {
    api = require('@ghosttypes/ff-api');
} catch {
    console.log('SKIP: @ghosttypes/ff-api is not installed (npm ci --prefix tests/peers)');
    process.exit(skipped);
}
// The library tells its life on the console.
const say = console.log;
console.log = () => {};
console.warn = () => {};
console.error = () => {};

const models = ['adventurer-5m-pro', 'ad5x', 'creator-5-pro', 'adventurer-5m', 'creator-5'];
const folder = mkdtempSync(join(tmpdir(), 'flotilla-ffapi-'));
const gcodePath = join(folder, 'cube.gcode');
const picture = Buffer.from('89504e470d0a1a0a0000000d', 'hex');

function writeSample() {
    const lines = ['; estimated printing time (normal mode) = 10m 0s', '; thumbnail begin 8x8 16',
        `; ${picture.toString('base64')}`, '; thumbnail end', 'M140 S55', 'M104 S210'];
    for (let layer = 1; layer <= 20; ++layer) {
        lines.push(';LAYER_CHANGE', `G1 Z${layer}`);
        for (let move = 0; move < 200; ++move)
            lines.push(`G1 X${move} Y${layer} E1`);
    }
    writeFileSync(gcodePath, `${lines.join('\n')}\n`);
    return createHash('sha256').update(readFileSync(gcodePath)).digest('hex');
}

async function until(what, check, seconds = 15) {
    const end = Date.now() + seconds * 1000;
    for (;;) {
        if (await check())
            return;
        assert.ok(Date.now() < end, `waited in vain for: ${what}`);
        await new Promise((resolve) => setTimeout(resolve, 50));
    }
}

// The library ends its TCP lines with LF and keeps its own ideas of a few other things: allowed, ours may not.
const peculiarities = ['the line ends with LF instead of CRLF', 'closed without M602'];

async function finishAndCheck(fleet, index, client, allowed = []) {
    await client.dispose();
    const report = await fleet.tell(index, 'report');
    const bad = report.violations.filter(
        (text) => ![...peculiarities, ...allowed].some((known) => text.includes(known)));
    assert.deepEqual(bad, []);
    assert.equal(report.overlaps, 0);
}

async function connect(printer) {
    const client = new api.FiveMClient(printer.host, printer.serialNumber, printer.checkCode, {
        httpPort: printer.httpPort,
        // A Creator 5 has none; the client opens a socket before it knows, which must simply fail.
        tcpPort: printer.commandPort || 9,
    });
    assert.equal(await client.initialize(), true, 'initialize');
    assert.equal(await client.initControl(), true, 'initControl');
    return client;
}

const status = async (client) => (await client.info.get()).Status;

async function discovery(printers) {
    const found = await new api.PrinterDiscovery().discover({
        timeout: 3000, idleTimeout: 800, maxRetries: 1, useMulticast: false, useBroadcast: false,
        ports: printers.map((printer) => printer.udpPort),
    });
    const serials = new Map(found.map((item) => [item.serialNumber, item]));
    // The client keys its findings by address and command port, which both Creators share on one computer.
    for (const printer of printers.filter((item) => item.commandPort !== 0)) {
        const item = serials.get(printer.serialNumber);
        assert.ok(item, `${printer.model} not found`);
        assert.equal(item.commandPort, printer.commandPort);
        assert.equal(item.eventPort, printer.httpPort);
        assert.equal(item.vendorId, 0x2b71);
        assert.equal(item.productType, 0x5a02);
        assert.equal(item.status, api.PrinterStatus.Ready);
    }
    const model = (serial) => serials.get(serial).model;
    assert.equal(model(printers[0].serialNumber), api.PrinterModel.Adventurer5MPro);
    assert.equal(model(printers[1].serialNumber), api.PrinterModel.AD5X);
    assert.equal(model(printers[3].serialNumber), api.PrinterModel.Adventurer5M);
}

async function refusesStrangers(printer) {
    const wrongCode = new api.FiveMClient(printer.host, printer.serialNumber, 'wrong',
        { httpPort: printer.httpPort, httpOnly: true });
    assert.equal(await wrongCode.initialize(), false);
    const reply = await wrongCode.info.getDetailResponse();
    assert.equal(reply.code, 1);
    assert.equal(reply.message, 'Access code is different');
}

async function light(client) {
    for (const on of [false, true]) {
        assert.equal(await (on ? client.control.setLedOn() : client.control.setLedOff()), true);
        assert.equal((await client.info.get()).LightsOn, on);
    }
}

async function pauseResumeCancel(fleet, index, client) {
    await fleet.tell(index, 'speed', 60);
    await until('printing', async () => (await status(client)) === 'printing');
    await fleet.tell(index, 'speed', 10);
    const info = await client.info.get();
    assert.equal(info.MachineState, api.MachineState.Printing);
    assert.equal(info.TotalPrintLayers, 20);
    assert.equal(info.PrintFileName, 'cube.gcode');
    assert.ok(info.CompletionTime > new Date());
    assert.equal(await client.jobControl.pausePrintJob(), true);
    await until('paused', async () =>
        (await client.info.get()).MachineState === api.MachineState.Paused);
    assert.equal(await client.jobControl.resumePrintJob(), true);
    await until('printing again', async () => (await status(client)) === 'printing');
    assert.equal(await client.jobControl.cancelPrintJob(), true);
    await until('cancel', async () => (await status(client)) === 'cancel');
    assert.equal(await client.jobControl.clearPlatform(), true);
    await until('ready', async () => (await status(client)) === 'ready');
    await fleet.tell(index, 'speed', 1);
}

async function checkStored(fleet, index, hash) {
    const report = await fleet.tell(index, 'report');
    assert.equal(report.files[0].name, 'cube.gcode');
    assert.equal(report.files[0].sha256, hash);
}

async function thumbnail(client) {
    assert.deepEqual(await client.files.getGCodeThumbnail('cube.gcode'), picture);
    assert.equal(await client.files.getGCodeThumbnail('absent.gcode'), null);
}

async function fiveM(fleet, index, printer, hash) {
    const client = await connect(printer);
    const pro = printer.model === 'adventurer-5m-pro';
    assert.equal(client.isPro, pro);
    assert.equal(client.isAD5X || client.isCreator5, false);
    await light(client);
    if (pro) {
        assert.equal(await client.control.setInternalFiltrationOn(), true);
        assert.equal((await client.info.get()).InternalFanOn, true);
    }
    // This family's temperatures, moves and full list go over the command port.
    assert.equal(await client.tempControl.setExtruderTemp(200), true);
    assert.equal(await client.tempControl.setBedTemp(60), true);
    let info = await client.info.get();
    assert.equal(info.Extruder.set, 200);
    assert.equal(info.PrintBed.set, 60);
    assert.equal(await client.tempControl.cancelExtruderTemp(), true);
    assert.equal(await client.tempControl.cancelBedTemp(), true);
    const tcp = await client.tcpClient.getPrinterInfo();
    assert.equal(tcp.SerialNumber, printer.serialNumber);
    assert.equal((await client.tcpClient.getTempInfo()).getExtruderTemp().getSet(), 0);
    assert.ok((await client.tcpClient.getEndstopInfo()).isReady());
    assert.ok(await client.tcpClient.getLocationInfo());

    assert.equal(await client.jobControl.uploadFile(gcodePath, false, false), true, 'upload');
    await checkStored(fleet, index, hash);
    assert.deepEqual(await client.files.getLocalFileList(), ['cube.gcode']);
    assert.equal((await client.files.getRecentFileList())[0].gcodeFileName, 'cube.gcode');
    await thumbnail(client);
    const overTcp = await client.tcpClient.getThumbnail('cube.gcode');
    assert.equal(overTcp.getImageData(), picture.toString('base64'));

    assert.equal(await client.jobControl.printLocalFile('cube.gcode', true), true);
    assert.equal(await status(client), 'calibrate_doing');
    await pauseResumeCancel(fleet, index, client);
    assert.equal(await client.jobControl.uploadFile(gcodePath, true, false), true, 'upload and start');
    assert.match(await status(client), /^(heating|printing)$/); // it is still warm
    assert.equal(await client.jobControl.uploadFile(gcodePath, true, false), false, 'busy');
    assert.ok((await client.tcpClient.getPrintStatus()));
    await finishAndCheck(fleet, index, client);
}

const mappings = [
    { toolId: 0, slotId: 1, materialName: 'PLA', toolMaterialColor: '#FFFFFF', slotMaterialColor: '#FFFFFF' },
    { toolId: 1, slotId: 3, materialName: 'PLA', toolMaterialColor: '#FEF043', slotMaterialColor: '#FEF043' },
];

async function ad5x(fleet, index, printer, hash) {
    const client = await connect(printer);
    assert.equal(client.isAD5X, true);
    await light(client);
    let info = await client.info.get();
    assert.equal(info.HasMatlStation, true);
    assert.equal(info.MatlStationInfo.slotInfos.length, 4);
    assert.equal(await client.control.configureSlot(2, 'PETG', '#47A0F0'), true);
    info = await client.info.get();
    assert.equal(info.MatlStationInfo.slotInfos[1].materialName, 'PETG');
    assert.equal(info.MatlStationInfo.slotInfos[1].materialColor, '#45A8F9');
    assert.equal(await client.control.slotAction(2, api.SlotAction.Load), true);
    assert.notEqual((await client.info.get()).MatlStationInfo.stateStep, 0);
    await fleet.tell(index, 'speed', 1000);
    await until('loaded', async () => (await client.info.get()).MatlStationInfo.currentLoadSlot === 2);
    await until('ready', async () => (await status(client)) === 'ready');
    await fleet.tell(index, 'speed', 1);

    assert.equal(await client.jobControl.uploadFileAD5X({
        filePath: gcodePath, startPrint: true, levelingBeforePrint: false, flowCalibration: false,
        firstLayerInspection: false, timeLapseVideo: false, materialMappings: mappings,
    }), true, 'station upload');
    await checkStored(fleet, index, hash);
    await pauseResumeCancel(fleet, index, client);
    const recent = await client.files.getRecentFileList();
    assert.equal(recent[0].gcodeFileName, 'cube.gcode');
    assert.equal(recent[0].printingTime, 600);
    await thumbnail(client);
    assert.equal(await client.jobControl.startAD5XMultiColorJob(
        { fileName: 'cube.gcode', levelingBeforePrint: false, materialMappings: mappings }), true);
    await pauseResumeCancel(fleet, index, client);
    assert.equal(await client.jobControl.startAD5XSingleColorJob(
        { fileName: 'cube.gcode', levelingBeforePrint: true }), true);
    assert.equal(await status(client), 'calibrate_doing');
    await finishAndCheck(fleet, index, client);
}

async function creator5(fleet, index, printer, hash) {
    const client = await connect(printer);
    const pro = printer.model === 'creator-5-pro';
    assert.equal(client.isCreator5, true);
    assert.equal(client.isCreator5Pro, pro);
    assert.equal(client.httpOnly, true);
    assert.equal(client.toolTemps.length, 4);
    assert.equal(client.hasDoorSensor, pro);
    await light(client);
    assert.equal(await client.tempControl.setToolTemp(1, 210), true);
    assert.equal(await client.tempControl.setBedTemp(65), true);
    let info = await client.info.get();
    assert.deepEqual(info.ToolTemps.map((tool) => tool.set), [0, 210, 0, 0]);
    assert.equal(info.PrintBed.set, 65);
    assert.equal(await client.tempControl.cancelToolTemp(1), true);
    assert.equal(await client.tempControl.cancelBedTemp(), true);
    if (pro) {
        assert.equal(await client.tempControl.setChamberTemp(45), true);
        assert.equal((await client.info.get()).Chamber.set, 45);
    }
    assert.equal(await client.control.configureSlot(1, 'PLA', '#FFFFFF'), true);

    const upload = { filePath: gcodePath, levelingBeforePrint: false };
    assert.equal(await client.jobControl.uploadFileCreator5(
        { ...upload, startPrint: false, useMatlStation: true, gcodeToolCnt: 2 }), true, 'upload');
    await checkStored(fleet, index, hash);
    assert.deepEqual(await client.files.getLocalFileList(), ['cube.gcode']);
    await thumbnail(client);
    assert.equal(await client.jobControl.startCreator5Job({
        fileName: 'cube.gcode', levelingBeforePrint: false, materialMappings: mappings,
    }), true);
    await pauseResumeCancel(fleet, index, client);
    assert.equal(await client.jobControl.uploadFileCreator5(
        { ...upload, startPrint: true, useMatlStation: false, gcodeToolCnt: 1 }), true, 'upload and start');
    assert.match(await status(client), /^(heating|printing)$/); // it is still warm
    await finishAndCheck(fleet, index, client);
}

async function main(program) {
    const hash = writeSample();
    const fleet = new SimulatedPrinters(program, models);
    const printers = await fleet.ready();
    const steps = [
        ['discovery', () => discovery(printers)],
        ['a wrong code', () => refusesStrangers(printers[0])],
        ['Adventurer 5M Pro', () => fiveM(fleet, 0, printers[0], hash)],
        ['AD5X', () => ad5x(fleet, 1, printers[1], hash)],
        ['Creator 5 Pro', () => creator5(fleet, 2, printers[2], hash)],
        ['Adventurer 5M', () => fiveM(fleet, 3, printers[3], hash)],
        ['Creator 5', () => creator5(fleet, 4, printers[4], hash)],
    ];
    let failures = 0;
    for (const [name, step] of steps) {
        try {
            await step();
            say(`PASS: ${name}`);
        } catch (error) {
            ++failures;
            say(`FAIL: ${name}\n${error.stack}`);
        }
    }
    if (await fleet.close() !== 0) {
        ++failures;
        say('FAIL: the simulator did not end cleanly');
    }
    rmSync(folder, { recursive: true });
    return failures === 0 ? 0 : 1;
}

process.exit(await main(process.argv[2]));
