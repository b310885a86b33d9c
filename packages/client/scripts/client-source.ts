import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { type DocComment, parseDocComment } from './doc-comment.js';

/** A field that may be given in an argument. */
export interface FieldDoc {
  name: string;
  type: string;
  text: string;
}

export interface ParameterDoc {
  name: string;
  type: string;
  optional: boolean;
  /** Fields of an argument that is an object of options or changes. */
  fields: readonly FieldDoc[];
}

export interface MethodDoc {
  name: string;
  comment: DocComment;
  parameters: readonly ParameterDoc[];
  /** Whether its last argument says how the call is made. */
  takesRequest: boolean;
  /** Type of what it returns. */
  answer: string;
}

/** The methods of a resource, in the order of their file. */
export interface ResourceDoc {
  /** Its file's name: `app-clients`. */
  file: string;
  comment: DocComment;
  methods: readonly MethodDoc[];
}

const packageFolder = fileURLToPath(new URL('../..', import.meta.url));
/** How every call may be made; documented once. */
const requestParameter = 'request';

function openProgram(): ts.Program {
  const { config } = ts.readConfigFile(`${packageFolder}/tsconfig.json`, ts.sys.readFile);
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, packageFolder);
  return ts.createProgram([`${packageFolder}/src/client.ts`], options);
}

function commentOf(node: ts.Node): DocComment {
  const [comment] = ts.getJSDocCommentsAndTags(node).filter(ts.isJSDoc);
  if (!comment) throw new Error(`A doc comment is missing: ${node.getText().slice(0, 60)}`);
  return parseDocComment(comment.getText());
}

/** Objects whose fields are arguments of the method; maps and records are values. */
function isFieldBag(name: string): boolean {
  return name === 'options' || name === 'changes';
}

/** How the call itself is made is documented once, also where an argument takes that as well. */
function isOwnField({ declarations }: ts.Symbol): boolean {
  const parent = declarations?.[0]?.parent;
  return !(parent && ts.isInterfaceDeclaration(parent) && parent.name.text === 'RequestOptions');
}

class SourceReader {
  readonly #checker: ts.TypeChecker;

  constructor(checker: ts.TypeChecker) {
    this.#checker = checker;
  }

  resource(declaration: ts.ClassDeclaration, file: string): ResourceDoc {
    const methods = declaration.members.filter(ts.isMethodDeclaration).map((method) => this.#method(method));
    return { file, comment: commentOf(declaration), methods };
  }

  #method(method: ts.MethodDeclaration): MethodDoc {
    const parameters = method.parameters
      .filter((parameter) => parameter.name.getText() !== requestParameter)
      .map((parameter) => this.#parameter(parameter));
    return {
      name: method.name.getText(),
      comment: commentOf(method),
      parameters,
      takesRequest: method.parameters.some((parameter) => parameter.name.getText() === requestParameter),
      answer: method.type?.getText() ?? 'unknown',
    };
  }

  #parameter(parameter: ts.ParameterDeclaration): ParameterDoc {
    const name = parameter.name.getText();
    const optional = parameter.initializer !== undefined || parameter.questionToken !== undefined;
    const type = parameter.type?.getText() ?? 'unknown';
    return { name, type, optional, fields: isFieldBag(name) ? this.#fields(parameter) : [] };
  }

  #fields(parameter: ts.ParameterDeclaration): FieldDoc[] {
    const type = this.#checker.getTypeAtLocation(parameter);
    return type
      .getProperties()
      .filter(isOwnField)
      .map((property) => {
        const declaration = property.declarations?.[0];
        const typeNode = declaration && ts.isPropertySignature(declaration) ? declaration.type : undefined;
        return {
          name: property.name,
          type: typeNode?.getText().replace(/\s+/g, ' ') ?? 'unknown',
          text: ts.displayPartsToString(property.getDocumentationComment(this.#checker)),
        };
      });
  }
}

/** Every resource of the client, as its source has it. */
export function readResources(): ResourceDoc[] {
  const program = openProgram();
  const reader = new SourceReader(program.getTypeChecker());
  return program
    .getSourceFiles()
    .filter(({ fileName }) => /\/client\/src\/resources\/(?!resource\.ts)[a-z-]+\.ts$/.test(fileName))
    .flatMap((file) => {
      const name = file.fileName.replace(/^.*\/|\.ts$/g, '');
      return file.statements.filter(ts.isClassDeclaration).map((declaration) => reader.resource(declaration, name));
    });
}
