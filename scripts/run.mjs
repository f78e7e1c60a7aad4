// npm start, test, cli, build, bench, soak, look: runs scripts/NAME.mjs when this Node is new enough. An old one must be able
// to read this file, to say so: nothing in it is younger than Node 12.
const wanted = [20, 12];
const [major, minor] = process.versions.node.split(".").map(Number);

if (major < wanted[0] || (major === wanted[0] && minor < wanted[1])) {
  process.stderr.write(
    `这台机器上的 Node 是 ${process.versions.node}，串门要 ${wanted.join(".")} 以上。怎么装：看 README.md 的“先装 Node”，装好再敲一遍。\n`,
  );
  process.exit(1);
}
// npm puts a shell in between, which ends at the signal that npm hands on to it, and tells nobody
const parent = process.ppid;
const watch = setInterval(() => {
  if (process.ppid === parent) return;
  clearInterval(watch);
  process.kill(process.pid, "SIGTERM");
}, 200);
watch.unref();
if (process.env.npm_lifecycle_event === undefined) clearInterval(watch); // started in the background, by a shell that may go
const [name] = process.argv.splice(2, 1);
void import(`./${name}.mjs`);
