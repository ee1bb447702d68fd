type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/** Replaces what a compiled module exports, for the module itself too. Gives the way back. */
export function replace<Module extends object, Name extends keyof Module>(module: Module, name: Name, value: Module[Name]): () => void {
  const original = module[name];
  (module as Mutable<Module>)[name] = value;
  return () => {
    (module as Mutable<Module>)[name] = original;
  };
}
