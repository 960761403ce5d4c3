import { ValidatorRequest, type ValidatorAnswer } from './messages.ts';
import { xmlValidator, type XmlValidator } from './validate-xml.ts';

/** How the validating process hears and answers; Electron's parent port in the program, a plain child process in tests. */
export interface ValidatorPort {
  onMessage(listener: (message: unknown) => void): void;
  post(answer: ValidatorAnswer): void;
}

/** One request at a time, in order. A schema that cannot be compiled ends the process: the client says `failed`. */
export function serveValidator(port: ValidatorPort): void {
  let validator: XmlValidator | undefined;

  async function answer(request: ValidatorRequest): Promise<ValidatorAnswer> {
    const { id } = request;
    if (request.kind === 'schemas') {
      validator?.dispose();
      validator = await xmlValidator(request);
      return { id, kind: 'ready' };
    }
    const verdict = validator?.validate(request.xml) ?? { kind: 'not-checked', why: 'no-schemas' };
    return { id, kind: 'verdict', verdict };
  }

  let turn: Promise<void> = Promise.resolve();
  port.onMessage((message) => {
    const request = ValidatorRequest.parse(message);
    turn = turn.then(async () => port.post(await answer(request)));
  });
}
