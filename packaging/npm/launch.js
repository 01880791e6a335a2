#!/usr/bin/env node
// Starts the program out of the package for this platform, which npm installed as an optional dependency.
"use strict";

const { spawnSync } = require("node:child_process");
const { constants } = require("node:os");
const { optionalDependencies } = require("./package.json");

const name = `@OWNER/ibid-${process.platform}-${process.arch}`;
const file = process.platform === "win32" ? "ibid.exe" : "ibid";

function program() {
  if (!(name in optionalDependencies)) {
    throw new Error(`there is no program for ${process.platform} on ${process.arch}; build it from source with cargo`);
  }
  try {
    return require.resolve(`${name}/bin/${file}`);
  } catch {
    throw new Error(`the package ${name} is missing; install again without --omit=optional`);
  }
}

try {
  const run = spawnSync(program(), process.argv.slice(2), { stdio: "inherit" });
  if (run.error) {
    throw run.error;
  }
  process.exitCode = run.signal ? 128 + constants.signals[run.signal] : run.status;
} catch (error) {
  console.error(`ibid: ${error.message}`);
  process.exitCode = 2;
}
