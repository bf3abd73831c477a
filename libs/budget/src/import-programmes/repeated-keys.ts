import { createScanner, SyntaxKind } from 'jsonc-parser';
import { pointerOf } from './programmes-form';

/** Where a key is written again (RFC 6901). JSON.parse lets the last of two equal keys win in silence: an amount written twice would have two readings. */
export function* repeatedKeys(text: string): Generator<string> {
  const scanner = createScanner(text, true);
  const open: { readonly keys: Set<string> | null; at: string | number }[] = [];
  let lastText = '';
  for (let token = scanner.scan(); token !== SyntaxKind.EOF; token = scanner.scan()) {
    const inside = open.at(-1);
    if (token === SyntaxKind.OpenBraceToken) open.push({ keys: new Set(), at: '' });
    else if (token === SyntaxKind.OpenBracketToken) open.push({ keys: null, at: 0 });
    else if (token === SyntaxKind.CloseBraceToken || token === SyntaxKind.CloseBracketToken) open.pop();
    else if (token === SyntaxKind.StringLiteral) lastText = scanner.getTokenValue();
    else if (token === SyntaxKind.CommaToken && typeof inside?.at === 'number') inside.at += 1;
    else if (token === SyntaxKind.ColonToken && inside?.keys) {
      inside.at = lastText;
      if (inside.keys.has(lastText)) yield pointerOf(open.map(({ at }) => at));
      inside.keys.add(lastText);
    }
  }
}
