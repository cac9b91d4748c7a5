const NEEDED = 20;

/** What to say where Node is too old; null where it will do. */
export function nodeFault(version) {
  if (Number(version.split(".")[0]) >= NEEDED) return null;
  return [
    `error: Node ${version} is too old [environment]`,
    `  do:    Install Node ${NEEDED} or newer (https://nodejs.org, or nvm install ${NEEDED}) and run again`,
  ].join("\n");
}
