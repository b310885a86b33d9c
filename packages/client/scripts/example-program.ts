const importLine = /^import \{ (.*) \} from '@las\/client';\n+/;

/** The program that an example stands for: with its import and the client that it uses. */
export function exampleProgram(example: string): string {
  const others = importLine.exec(example)?.[1]?.split(', ') ?? [];
  const names = ['Client', ...others].sort().join(', ');
  return `import { ${names} } from '@las/client';\n\nconst client = new Client();\n${example.replace(importLine, '')}`;
}
