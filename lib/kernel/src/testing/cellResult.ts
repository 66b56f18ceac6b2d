import type { Message } from '../protocol/wire';

/** What came back for one execute_request. */
export class CellResult {
  constructor(
    readonly reply: Message['content'],
    readonly messages: readonly Message[],
  ) {}

  /** Contents of the published messages of one type. */
  contents(type: string): Message['content'][] {
    return this.messages.filter((message) => message.header.msg_type === type).map((message) => message.content);
  }

  /** Everything printed on a stream. */
  stream(name: 'stdout' | 'stderr'): string {
    return this.contents('stream')
      .filter((content) => content['name'] === name)
      .map((content) => String(content['text']))
      .join('');
  }

  /** text/plain of the execute_result. */
  get result(): string | undefined {
    const data = this.contents('execute_result')[0]?.['data'] as Record<string, string> | undefined;
    return data?.['text/plain'];
  }

  /** The error message, or undefined. */
  get error(): { ename: string; evalue: string; traceback: string[] } | undefined {
    return this.contents('error')[0] as { ename: string; evalue: string; traceback: string[] } | undefined;
  }
}
