// Imported first by every command, so that an old Node gets one clear sentence in place of a stack trace.
const [major, minor] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  console.error(`Node ${process.versions.node} is too old: version 20.19 or newer is needed (this one is ${process.execPath}).`);
  process.exit(1);
}
