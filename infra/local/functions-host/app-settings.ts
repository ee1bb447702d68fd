import type { Binding } from './worker-protocol';

/** Replaces each `%NAME%` by the app setting of that name. Throws, naming it, when there is no such setting. */
export function resolveSettings(text: string): string {
  return text.replace(/%([^%]+)%/g, (_, name: string) => {
    const value = process.env[name];
    if (value === undefined) throw new Error(`the app setting ${name} is not set (it is used as %${name}%)`);
    return value;
  });
}

/** A text setting of a binding with its `%NAME%`s resolved. Throws when it is missing. */
export function textSetting(binding: Binding, name: string): string {
  const text = optionalTextSetting(binding, name);
  if (text === undefined) throw new Error(`"${name}" is missing`);
  return text;
}

export function optionalTextSetting(binding: Binding, name: string): string | undefined {
  const value = binding[name];
  return typeof value === 'string' && value !== '' ? resolveSettings(value) : undefined;
}

/** Whether the setting `AzureWebJobs.<function>.Disabled` switches the function off. */
export function isDisabled(functionName: string): boolean {
  return /^(true|1)$/i.test(process.env[`AzureWebJobs.${functionName}.Disabled`] ?? '');
}
