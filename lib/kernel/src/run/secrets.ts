/** Variables of Jupyter and JupyterHub that let their holder in: tokens, passwords and keys, or the files that hold them. */
const SECRET = /^(?:JUPYTER|JUPYTERHUB|JPY|CONFIGPROXY)_(?:.*_)?(?:TOKEN|PASSWORD|SECRET|COOKIE|KEY)S?(?:_FILE)?$/;

/**
 * Removes from an environment what lets a program into the Jupyter server. Cells need none of it, and what they print or
 * start should not carry it on.
 * @param environment changed in place
 */
export function forgetSecrets(environment: NodeJS.ProcessEnv): void {
  for (const name of Object.keys(environment)) if (SECRET.test(name.toUpperCase())) delete environment[name];
}
